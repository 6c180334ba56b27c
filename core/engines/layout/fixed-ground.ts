import { isFace } from "#core/derived/planar-graph";
import type { FixedGround, LayoutAxis, LayoutFace, StreetRank } from "#core/engines/layout/layout-types";
import { edgeKey } from "#core/engines/layout/stitch-faces";
import { coverageClasses } from "#core/features/classes";
import { isHeldByState, isLocked } from "#core/features/locks";
import { arrange, surfacesOf } from "#core/geometry/arrangement";
import { type Box, boxesMeet, boxOf, emptyBox, growBox } from "#core/geometry/box";
import { bandAlong, clippedToBox, grownBy, intersectionOf, type Region, unionOf } from "#core/geometry/clip";
import type { LineGeometry, PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { innerPosition, sideOfPolygon } from "#core/geometry/ring";
import type { Feature, FieldValue } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** A face of the plan. */
export type Face = Feature & { readonly geometry: PolygonGeometry };
/** A centreline. */
export type Axis = Feature & { readonly geometry: LineGeometry };

/** Numbers of the îlots that are locked as a whole. */
function lockedIlots(project: ProjectView): Set<FieldValue> {
  const numbers = new Set<FieldValue>();
  for (const ilot of project.ofClass("ilot")) {
    if (isLocked(ilot) && ilot.fields["number"] !== undefined) numbers.add(ilot.fields["number"]);
  }
  return numbers;
}

/** Tells which faces no maillage may change: locked, of a locked îlot, or more than planned. */
export function fixedFaceTest(project: ProjectView): (face: Feature) => boolean {
  const ilots = lockedIlots(project);
  return (face) =>
    isLocked(face) || isHeldByState(face) || (face.fields["ilot"] !== undefined && ilots.has(face.fields["ilot"]));
}

/** Streets of the plan that stay when all is laid out anew: the locked ones, and those that serve land that stays. */
export function keptAxes(project: ProjectView): Axis[] {
  const isFixed = fixedFaceTest(project);
  const fixed = facesOf(project).filter((face) => face.class !== "street" && isFixed(face));
  return [...project.ofClass("streetAxis")].filter((axis): axis is Axis => {
    if (axis.geometry?.kind !== "line") return false;
    if (isLocked(axis)) return true;
    const beside = bandAlong(localTo(axis.geometry.path, axis.geometry.path), widthMmOf(axis) + 2 * BESIDE);
    const box = growBox(emptyBox(), axis.geometry.path);
    const reach = widthMmOf(axis);
    const around: Box = [box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach];
    const path = (axis.geometry as LineGeometry).path;
    return fixed.some(
      ({ geometry }) =>
        boxesMeet(boxOf(geometry), around) &&
        frontMm(
          intersectionOf(
            beside,
            geometry.rings.map((ring) => localTo(ring, path)),
          ),
        ) > LEAST_FRONT,
    );
  });
}

/** A lot has its street within so many millimetres, along at least so many. */
const BESIDE = 1_000;
const LEAST_FRONT = 1_600;

/** About how long a thin strip beside a street is, millimetres. */
function frontMm(strip: Region): number {
  let longest = 0;
  for (const ring of strip) {
    const [minX, minY, maxX, maxY] = growBox(emptyBox(), ring);
    longest = Math.max(longest, Math.hypot(maxX - minX, maxY - minY));
  }
  return longest;
}

function localTo(run: readonly number[], origin: readonly number[]): number[] {
  return run.map((value, i) => value - (origin[i % 2] as number));
}

function widthMmOf({ fields }: Feature): number {
  const widthM = fields["widthM"];
  return (typeof widthM === "number" && widthM > 0 ? widthM : 12) * 1000;
}

/**
 * What stays of the plan when a whole site is laid out anew: locked faces and streets, and parcels that are more than
 * planned, with the streets that serve them. `undefined` when nothing does.
 */
export function fixedGroundOf(project: ProjectView, site: readonly Ring[]): FixedGround | undefined {
  const shell = site[0];
  if (!shell) return undefined;
  const box = growBox(emptyBox(), shell);
  const isFixed = fixedFaceTest(project);
  const polygon: PolygonGeometry = { kind: "polygon", rings: site };
  const inSite = (face: Face): boolean => {
    if (!boxesMeet(boxOf(face.geometry), box)) return false;
    const [x, y] = innerPosition(face.geometry);
    return sideOfPolygon(polygon, x, y) > 0;
  };
  const fixed = facesOf(project).filter((face) => isFixed(face) && inSite(face));
  const axes = keptAxes(project);
  if (fixed.length === 0 && axes.length === 0) return undefined;

  const origin: Position = [Math.round((box[0] + box[2]) / 2), Math.round((box[1] + box[3]) / 2)];
  const here = (rings: readonly Ring[]): number[][] => rings.map((ring) => localTo(ring, origin));
  const back = (rings: Region): Ring[] =>
    rings.map((ring) => ring.map((value, i) => value + (origin[i % 2] as number)));
  const plots = fixed.filter((face) => face.class !== "street");
  const streets = fixed.filter((face) => face.class === "street");
  const open = facesOf(project).filter((face) => face.class === "street" && !isFixed(face));
  const keep = keptStreetGround(
    axes.map((axis) => ({ path: localTo(axis.geometry.path, origin), widthMm: widthMmOf(axis) })),
    unionOf(open.flatMap(({ geometry }) => here(geometry.rings))),
    plots.map(({ geometry }) => here(geometry.rings)),
    here(site),
  );
  const free = landBetween(
    here(site),
    fixed.map(({ geometry }) => here(geometry.rings)),
  ).map((rings): PolygonGeometry => ({ kind: "polygon", rings: back(rings) }));
  return {
    taken: plots.flatMap(({ geometry }) => geometry.rings),
    streets: [...back(keep), ...streets.flatMap(({ geometry }) => geometry.rings)],
    outline: { free, shut: shutEdges(free, plots), keep: back(keep) },
    faces: fixed.map(layoutFaceOf),
    // Streets that exist are told of by the engine itself.
    axes: axes
      .filter(({ fields }) => fields["state"] !== undefined && fields["state"] !== "existant")
      .map(layoutAxisOf),
  };
}

/** Edges of outlines beside faces whose boundary takes no new vertex. */
export function shutEdges(free: readonly PolygonGeometry[], beside: readonly Face[]): Set<string> {
  const sides = new Set<string>();
  for (const { geometry } of beside) {
    for (const ring of geometry.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        sides.add(edgeKey(ring[i] as number, ring[i + 1] as number, ring[j] as number, ring[j + 1] as number));
      }
    }
  }
  const out = new Set<string>();
  for (const { rings } of free) {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const key = edgeKey(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
        if (sides.has(key)) out.add(key);
      }
    }
  }
  return out;
}

/** A face of the project as the engine tells of faces. */
export function layoutFaceOf({ class: cls, geometry, fields }: Face): LayoutFace {
  const text = (key: string): string | undefined => (typeof fields[key] === "string" ? fields[key] : undefined);
  const [ilot, number, use, houses] = [text("ilot"), text("number"), text("use"), fields["houses"]];
  return {
    class: cls as LayoutFace["class"],
    rings: geometry.rings,
    ...(ilot === undefined ? {} : { ilot }),
    ...(number === undefined ? {} : { number }),
    ...(use === undefined ? {} : { use }),
    ...(typeof houses === "number" ? { houses } : {}),
  };
}

function layoutAxisOf(axis: Axis): LayoutAxis {
  const { rank, name } = axis.fields;
  return {
    path: axis.geometry.path,
    rank: rank === "primary" || rank === "secondary" || rank === "path" ? (rank satisfies StreetRank) : "access",
    widthM: widthMmOf(axis) / 1000,
    existing: axis.id,
    ...(typeof name === "string" ? { name } : {}),
  };
}

function facesOf(project: ProjectView): Face[] {
  return coverageClasses.flatMap((id) => [...project.ofClass(id)].filter(isFace));
}

/** Street ground that stays along kept centrelines, as it was laid out; where none was, a band. Local millimetres. */
function keptStreetGround(
  axes: readonly { readonly path: readonly number[]; readonly widthMm: number }[],
  streets: Region,
  plots: readonly Region[],
  site: Region,
): Region {
  const bands = axes.map(({ path, widthMm }) => {
    const band = bandAlong(path, widthMm);
    const box = growBox(emptyBox(), band.flat());
    const was = intersectionOf(
      bandAlong(path, widthMm + 200),
      clippedToBox(streets, [box[0] - 2_000, box[1] - 2_000, box[2] + 2_000, box[3] + 2_000]),
    );
    return unionOf(was, intersectionOf(band, site));
  });
  const all = unionOf(...bands);
  const fronts = plots.map((rings) => {
    const near = grownBy(rings, BESIDE);
    const before = intersectionOf(near, streets);
    const led = frontMm(before) < LEAST_FRONT || frontMm(intersectionOf(near, all)) > 0.7 * frontMm(before);
    // Where no centreline tells of the street before a plot, the street right before it stays.
    return led ? before : unionOf(before, intersectionOf(grownBy(rings, 12_000), streets));
  });
  return unionOf(all, ...fronts);
}

/** What a site has beside some faces in it: exact outlines, every vertex of the faces kept. Local millimetres. */
function landBetween(site: readonly Ring[], faces: readonly (readonly Ring[])[]): (readonly Ring[])[] {
  const segments: number[] = [];
  for (const ring of [...site, ...faces.flat()]) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      segments.push(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
  const graph = arrange(segments);
  const within = (rings: readonly Ring[]): PolygonGeometry => ({ kind: "polygon", rings });
  const groups = new Int32Array(graph.faceCount).fill(-1);
  const identity = Int32Array.from({ length: graph.faceCount }, (_, i) => i);
  const held = faces.map((rings) => ({ polygon: within(rings), box: boxOf(within(rings)) }));
  for (const { group, rings } of surfacesOf(graph, identity, -1)) {
    const [x, y] = innerPosition(within(rings));
    if (sideOfPolygon(within(site), x, y) <= 0) continue;
    const isTaken = held.some(
      ({ polygon, box }) => x > box[0] && x < box[2] && y > box[1] && y < box[3] && sideOfPolygon(polygon, x, y) > 0,
    );
    if (!isTaken) groups[group] = 0;
  }
  return surfacesOf(graph, groups, -1).map(({ rings }) => rings);
}
