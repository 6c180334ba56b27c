/**
 * A path shifted sideways: to the right of its way for an offset above 0, to the left below. Corners are mitred, at
 * most twice as far out as the offset. Rounded to the millimetre.
 *
 * @param path flat, millimetres, two positions or more
 */
export function offsetPath(path: readonly number[], offsetMm: number): number[] {
  const count = path.length / 2;
  const normals: [number, number][] = [];
  for (let i = 0; i + 1 < count; i++) {
    const dx = (path[i * 2 + 2] as number) - (path[i * 2] as number);
    const dy = (path[i * 2 + 3] as number) - (path[i * 2 + 1] as number);
    const length = Math.hypot(dx, dy);
    normals.push([dy / length, -dx / length]);
  }
  const out: number[] = [];
  for (let i = 0; i < count; i++) {
    const before = normals[Math.max(0, i - 1)] as [number, number];
    const after = normals[Math.min(normals.length - 1, i)] as [number, number];
    const [sx, sy] = [before[0] + after[0], before[1] + after[1]];
    const half = (sx * before[0] + sy * before[1]) / 2;
    // A turn back on the spot has no mitre: the corner is cut square.
    const [mx, my] = half > 0.125 ? [sx / 2 / half, sy / 2 / half] : before;
    const reach = Math.min(1, 2 / Math.hypot(mx, my));
    out.push(
      Math.round((path[i * 2] as number) + mx * reach * offsetMm),
      Math.round((path[i * 2 + 1] as number) + my * reach * offsetMm),
    );
  }
  return out;
}
