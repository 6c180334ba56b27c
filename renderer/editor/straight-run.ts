/** How far a run may turn away from its first step and still be written along, degrees. */
const MOST_TURN_DEG = 12;
/** The picture reaches beyond the screen: words stand in its middle, this share from each edge, where they can. */
const EDGE = 1 / 6;

type Rectangle = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * The longest run of a path along which words can be written: nearly straight, seen for long enough.
 *
 * @param path vertices, pixels, flat
 * @param leastPx length the words need
 * @param size of the picture, pixels
 * @returns the middle of what is seen of the run, and the direction from its first vertex to its last, a unit vector;
 * `undefined` when no run is long enough
 */
export function straightestRun(
  path: readonly number[],
  leastPx: number,
  { width, height }: { readonly width: number; readonly height: number },
): readonly [x: number, y: number, dx: number, dy: number] | undefined {
  const middle: Rectangle = [width * EDGE, height * EDGE, width * (1 - EDGE), height * (1 - EDGE)];
  return longestIn(path, leastPx, middle) ?? longestIn(path, leastPx, [0, 0, width, height]);
}

function longestIn(path: readonly number[], leastPx: number, seen: Rectangle) {
  const cosLeast = Math.cos((MOST_TURN_DEG * Math.PI) / 180);
  let best: readonly [number, number, number, number] | undefined;
  let longest = leastPx;
  let from = 0;
  while (from + 3 < path.length) {
    let to = from + 2;
    const first = step(path, from);
    while (to + 3 < path.length && first && turns(first, step(path, to)) >= cosLeast) to += 2;
    const chord = path.slice(from, from + 2).concat(path.slice(to, to + 2)) as unknown as Rectangle;
    const [start, end] = sharesInside(chord, seen);
    const length = Math.hypot(chord[2] - chord[0], chord[3] - chord[1]);
    if (length * (end - start) > longest) {
      longest = length * (end - start);
      const [x, y] = along(path, from, to, (start + end) / 2);
      best = [x, y, (chord[2] - chord[0]) / length, (chord[3] - chord[1]) / length];
    }
    from = to;
  }
  return best;
}

/** From which share of a segment to which it lies in a rectangle; `[0, 0]` when it does not. */
function sharesInside([ax, ay, bx, by]: Rectangle, [x1, y1, x2, y2]: Rectangle): readonly [number, number] {
  let from = 0;
  let to = 1;
  for (const [at, delta, least, most] of [
    [ax, bx - ax, x1, x2],
    [ay, by - ay, y1, y2],
  ] as const) {
    if (delta === 0) {
      if (at < least || at > most) return [0, 0];
      continue;
    }
    const [enters, leaves] = delta > 0 ? [least, most] : [most, least];
    from = Math.max(from, (enters - at) / delta);
    to = Math.min(to, (leaves - at) / delta);
  }
  return from < to ? [from, to] : [0, 0];
}

/** The direction of the step that begins at an offset; `undefined` when it goes nowhere. */
function step(path: readonly number[], at: number): readonly [number, number] | undefined {
  const dx = (path[at + 2] as number) - (path[at] as number);
  const dy = (path[at + 3] as number) - (path[at + 1] as number);
  const length = Math.hypot(dx, dy);
  return length > 0 ? [dx / length, dy / length] : undefined;
}

/** Cosine of the turn between two directions; a step that goes nowhere does not turn. */
function turns([ax, ay]: readonly [number, number], next: readonly [number, number] | undefined): number {
  return next ? ax * next[0] + ay * next[1] : 1;
}

/** The place a share of the way along a run of a path. */
function along(path: readonly number[], from: number, to: number, share: number): readonly [number, number] {
  let left = share * lengthOf(path, from, to);
  for (let i = from; i < to; i += 2) {
    const length = lengthOf(path, i, i + 2);
    if (length >= left && length > 0) {
      const part = left / length;
      return [
        (path[i] as number) + ((path[i + 2] as number) - (path[i] as number)) * part,
        (path[i + 1] as number) + ((path[i + 3] as number) - (path[i + 1] as number)) * part,
      ];
    }
    left -= length;
  }
  return [path[to] as number, path[to + 1] as number];
}

function lengthOf(path: readonly number[], from: number, to: number): number {
  let length = 0;
  for (let i = from; i < to; i += 2) {
    length += Math.hypot(
      (path[i + 2] as number) - (path[i] as number),
      (path[i + 3] as number) - (path[i + 1] as number),
    );
  }
  return length;
}
