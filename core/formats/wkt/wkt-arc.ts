import { chordsOf } from "#core/formats/dxf/dxf-curves";
import { circleThrough } from "#core/geometry/arc";

/**
 * Adds the chords of the arc from the first through the second to the third of three positions (flat x, y, z): all
 * vertices after the first. Where first and third are the same, the second is the far end of a full circle.
 */
export function addArc(run: number[], three: readonly number[]): void {
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = three as unknown as Nine;
  const whole = ax === cx && ay === cy;
  const circle = whole
    ? { centre: [(ax + bx) / 2, (ay + by) / 2] as const, radiusMm: Math.hypot(bx - ax, by - ay) / 2 }
    : scaledCircle([ax, ay], [bx, by], [cx, cy]);
  if (!circle) {
    run.push(bx, by, bz, cx, cy, cz);
    return;
  }
  const { centre, radiusMm: radius } = circle;
  const angle = (x: number, y: number): number => Math.atan2(y - centre[1], x - centre[0]);
  const from = angle(ax, ay);
  const forward = (to: number): number => (to - from + 4 * Math.PI) % (2 * Math.PI);
  const toEnd = whole ? 2 * Math.PI : forward(angle(cx, cy));
  const sweep = whole || forward(angle(bx, by)) <= toEnd ? toEnd : toEnd - 2 * Math.PI;
  const chords = chordsOf(sweep, radius);
  for (let i = 1; i < chords; i++) {
    const at = from + (sweep * i) / chords;
    run.push(centre[0] + radius * Math.cos(at), centre[1] + radius * Math.sin(at), az + ((cz - az) * i) / chords);
  }
  run.push(cx, cy, cz);
}

type Nine = [number, number, number, number, number, number, number, number, number];

/** `circleThrough` wants millimetres: what lies nearer to a line than a millionth of them is one. */
function scaledCircle(
  a: readonly [number, number],
  b: readonly [number, number],
  c: readonly [number, number],
): { readonly centre: readonly [number, number]; readonly radiusMm: number } | undefined {
  const size = Math.hypot(c[0] - a[0], c[1] - a[1]) || 1;
  const large = ([x, y]: readonly [number, number]): [number, number] => [
    ((x - a[0]) / size) * 1e6,
    ((y - a[1]) / size) * 1e6,
  ];
  const circle = circleThrough(large(a), large(b), large(c));
  if (!circle) return undefined;
  const back = size / 1e6;
  return {
    centre: [a[0] + circle.centre[0] * back, a[1] + circle.centre[1] * back],
    radiusMm: circle.radiusMm * back,
  };
}
