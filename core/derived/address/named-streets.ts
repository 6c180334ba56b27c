import type { Path, Position } from "#core/geometry/geometry";
import { lengthM } from "#core/geometry/path";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** A street as people name it: one or several axes that go on from each other. */
export interface NamedStreet {
  /** Id of its first axis: what doors refer to. */
  readonly id: string;
  readonly code: string | undefined;
  readonly name: string | undefined;
  /** Its axes in order, each turned the way the street runs; flat paths, millimetres. */
  readonly pieces: readonly { readonly id: string; readonly path: Path }[];
  /** Where it begins: the end of the street nearest the origin. */
  readonly start: Position;
}

/** Axes of one street may stop at a crossing: so wide a gap is crossed, millimetres. */
const REACH_MM = 45_000;
/** And go on within this angle of the way they came. */
const TURN_DEG = 20;

/**
 * Streets of a project: axes that bear one code, or one name, are one street; of the others, those that go on from each
 * other over a crossing.
 *
 * @param origin streets begin at their end nearest to it; the place an addressing is counted from
 */
export function namedStreets(project: ProjectView, origin: Position): NamedStreet[] {
  const axes = [...project.ofClass("streetAxis")].filter(isLine).filter(({ fields }) => fields["rank"] !== "path");
  const groups = new Map<string, Axis[]>();
  const unnamed: Axis[] = [];
  for (const axis of axes) {
    const key = nameOf(axis, "code") ?? nameOf(axis, "name");
    if (key === undefined) unnamed.push(axis);
    else groups.set(key, [...(groups.get(key) ?? []), axis]);
  }
  const all = [...groups.values(), ...continued(unnamed)];
  return all.map((group) => streetOf(group, origin));
}

type Axis = Feature & { readonly geometry: { readonly kind: "line"; readonly path: Path } };

function isLine(feature: Feature): feature is Axis {
  return feature.geometry?.kind === "line" && feature.geometry.path.length >= 4;
}

function nameOf({ fields }: Feature, key: "code" | "name"): string | undefined {
  const value = fields[key];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** An end of an axis: where it is, and the way it looks outwards. */
interface End {
  readonly axis: number;
  readonly at: Position;
  readonly way: Position;
}

function endsOf({ geometry: { path } }: Axis, axis: number): End[] {
  const n = path.length;
  const look = (a: number, b: number): End => {
    const [ax, ay, bx, by] = [path[a] as number, path[a + 1] as number, path[b] as number, path[b + 1] as number];
    const length = Math.hypot(ax - bx, ay - by) || 1;
    return { axis, at: [ax, ay], way: [(ax - bx) / length, (ay - by) / length] };
  };
  return [look(0, 2), look(n - 2, n - 4)];
}

/** Groups of axes that go on from each other: each end takes the best other end that it looks at and that looks back. */
function continued(axes: readonly Axis[]): Axis[][] {
  const ends = axes.flatMap(endsOf);
  const least = Math.cos((TURN_DEG * Math.PI) / 180);
  const pairs: { a: End; b: End; far: number }[] = [];
  ends.forEach((a, i) => {
    for (const b of ends.slice(i + 1)) {
      if (a.axis === b.axis) continue;
      const far = Math.hypot(b.at[0] - a.at[0], b.at[1] - a.at[1]);
      if (far > REACH_MM || -(a.way[0] * b.way[0] + a.way[1] * b.way[1]) < least) continue;
      const ahead = far === 0 ? 1 : (a.way[0] * (b.at[0] - a.at[0]) + a.way[1] * (b.at[1] - a.at[1])) / far;
      if (ahead >= least) pairs.push({ a, b, far });
    }
  });
  pairs.sort((p, q) => p.far - q.far || p.a.axis - q.a.axis || p.b.axis - q.b.axis);
  const joined = new Set<End>();
  const root = axes.map((_, i) => i);
  const find = (i: number): number => (root[i] === i ? i : find(root[i] as number));
  for (const { a, b } of pairs) {
    if (joined.has(a) || joined.has(b) || find(a.axis) === find(b.axis)) continue;
    joined.add(a).add(b);
    root[find(b.axis)] = find(a.axis);
  }
  const groups = new Map<number, Axis[]>();
  axes.forEach((axis, i) => {
    groups.set(find(i), [...(groups.get(find(i)) ?? []), axis]);
  });
  return [...groups.values()];
}

/** Puts axes in order: from the end nearest the origin, each time the piece whose end is nearest. */
function streetOf(group: readonly Axis[], origin: Position): NamedStreet {
  const rest = group.map((axis) => ({ axis, ends: endsOf(axis, 0).map(({ at }) => at) as [Position, Position] }));
  const far = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
  const pieces: { id: string; path: Path }[] = [];
  let at = freeEnd(rest, origin, far);
  const start = at;
  while (rest.length > 0) {
    let best = 0;
    let turned = false;
    let nearest = Infinity;
    rest.forEach(({ ends: [head, tail] }, i) => {
      if (far(at, head) < nearest) [best, turned, nearest] = [i, false, far(at, head)];
      if (far(at, tail) < nearest) [best, turned, nearest] = [i, true, far(at, tail)];
    });
    const [taken] = rest.splice(best, 1);
    if (!taken) break;
    const { path } = taken.axis.geometry;
    pieces.push({ id: taken.axis.id, path: turned ? backwards(path) : path });
    at = taken.ends[turned ? 0 : 1];
  }
  const [first] = group as [Axis];
  return { id: pieces[0]?.id ?? first.id, code: nameOf(first, "code"), name: nameOf(first, "name"), pieces, start };
}

/** The end nearest the origin among those that no other piece goes on from. */
function freeEnd(
  pieces: readonly { readonly ends: readonly [Position, Position] }[],
  origin: Position,
  far: (a: Position, b: Position) => number,
): Position {
  const free = pieces.flatMap(({ ends }, i) =>
    ends.filter((end) => pieces.every((other, k) => k === i || other.ends.every((one) => far(one, end) > REACH_MM))),
  );
  const candidates = free.length > 0 ? free : pieces.flatMap(({ ends }) => ends);
  return candidates.reduce((a, b) => (far(b, origin) < far(a, origin) ? b : a));
}

function backwards(path: Path): number[] {
  const out: number[] = [];
  for (let i = path.length - 2; i >= 0; i -= 2) out.push(path[i] as number, path[i + 1] as number);
  return out;
}

/** Length of a street, metres: its pieces, and the crossings between them. */
export function streetLengthM({ pieces }: NamedStreet): number {
  return pieces.reduce((sum, { path }, i) => {
    const before = pieces[i - 1]?.path;
    const gap = before
      ? Math.hypot((path[0] as number) - (before.at(-2) as number), (path[1] as number) - (before.at(-1) as number))
      : 0;
    return sum + lengthM(path) + gap / 1000;
  }, 0);
}

/** Bearing of a street from its start to its end, degrees from 0 to below 180. */
export function streetBearingDeg({ pieces, start }: NamedStreet): number {
  const last = pieces.at(-1)?.path ?? [];
  const dx = (last.at(-2) ?? start[0]) - start[0];
  const dy = (last.at(-1) ?? start[1]) - start[1];
  return ((Math.atan2(dx, dy) * 180) / Math.PI + 360) % 180;
}
