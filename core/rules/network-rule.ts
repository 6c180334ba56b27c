import Flatbush from "flatbush";
import { type Segment, segmentDistanceMm, segmentsOf } from "#core/derived/segment-distance";
import type { Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { sideOfPolygon } from "#core/geometry/ring";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { surfacesOf, type WatchMaker } from "#core/rules/check-ground";
import { type Issue, issueOf } from "#core/rules/issue";

/** Lines whose ends come this near are joined. */
const JOIN_MM = 1_000;
/** A source this near a line feeds it. */
const FEED_MM = 5_000;

/** What a network rule depends on. */
const NETWORKS = [
  ["powerLine", "transformer"],
  ["pipe", "waterPoint"],
] as const;

/**
 * Power lines no transformer feeds, and pipes no water point feeds, as one issue for each part that hangs together.
 * Lines that leave the perimeter, and standing medium or high voltage lines, are fed from beyond the plan. A network
 * is one unit: a line that is drawn may feed all of it.
 */
export const networkWatch: WatchMaker = ({ project }, book) => {
  const page = book.page();
  const look = ([line, feeder]: (typeof NETWORKS)[number]): void => {
    page(line, lonely(project, line, feeder));
  };
  return {
    begin() {
      NETWORKS.forEach(look);
    },
    follow({ now, was }) {
      const classes = new Set<ClassId>([...now, ...was].map((feature) => feature.class));
      for (const network of NETWORKS) {
        if (classes.has("perimeter") || network.some((cls) => classes.has(cls))) look(network);
      }
    },
  };
};

function lonely(project: ProjectView, cls: ClassId, feeder: ClassId): Issue[] {
  const lines = [...project.ofClass(cls)].filter((line) => line.geometry?.kind === "line");
  if (lines.length === 0) return [];
  const segments: { segment: Segment; line: number }[] = [];
  for (const [line, { geometry }] of lines.entries()) {
    if (geometry?.kind === "line") for (const segment of segmentsOf(geometry.path)) segments.push({ segment, line });
  }
  const tree = new Flatbush(Math.max(1, segments.length));
  for (const { segment } of segments) {
    const [ax, ay, bx, by] = segment;
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  if (segments.length === 0) return [];
  tree.finish();

  const group = lines.map((_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (group[root] !== root) root = group[root] as number;
    group[i] = root;
    return root;
  };
  for (const { segment, line } of segments) {
    const [ax, ay, bx, by] = segment;
    const near = tree.search(
      Math.min(ax, bx) - JOIN_MM,
      Math.min(ay, by) - JOIN_MM,
      Math.max(ax, bx) + JOIN_MM,
      Math.max(ay, by) + JOIN_MM,
    );
    for (const n of near) {
      const other = segments[n] as { segment: Segment; line: number };
      if (rootOf(other.line) === rootOf(line)) continue;
      if (segmentDistanceMm(segment, other.segment) <= JOIN_MM) group[rootOf(other.line)] = rootOf(line);
    }
  }

  const fed = new Set<number>();
  const feed = ([x, y]: Position): void => {
    for (const n of tree.search(x - FEED_MM, y - FEED_MM, x + FEED_MM, y + FEED_MM)) {
      const { segment, line } = segments[n] as { segment: Segment; line: number };
      if (footOnSegment(...segment, x, y).distanceMm <= FEED_MM) fed.add(rootOf(line));
    }
  };
  for (const { geometry } of project.ofClass(feeder)) if (geometry?.kind === "point") feed(geometry.at);
  const perimeters = surfacesOf(project, "perimeter");
  for (const [i, line] of lines.entries()) {
    const level = line.fields["level"];
    const standing = line.fields["state"] === "existant" && (level === "HTA" || level === "HTB");
    const leaves =
      perimeters.length > 0 &&
      positionsOf(line).some((at) => perimeters.every((p) => sideOfPolygon(p.geometry, ...at) < 0));
    if (standing || leaves) fed.add(rootOf(i));
  }

  const parts = new Map<number, Feature[]>();
  for (const [i, line] of lines.entries()) {
    const root = rootOf(i);
    if (!fed.has(root)) parts.set(root, [...(parts.get(root) ?? []), line]);
  }
  return [...parts.values()].map((part) => {
    const [first] = part.sort((a, b) => (a.id < b.id ? -1 : 1)) as [Feature];
    const at = positionsOf(first)[0] ?? [0, 0];
    const ids = part.map((line) => line.id);
    return issueOf("network-disconnected", "warning", cls, ids, at, { count: part.length, context: cls });
  });
}

function positionsOf({ geometry }: Feature): Position[] {
  const positions: Position[] = [];
  if (geometry?.kind !== "line") return positions;
  for (let i = 0; i < geometry.path.length; i += 2)
    positions.push([geometry.path[i] as number, geometry.path[i + 1] as number]);
  return positions;
}
