import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf, faceOf, Reshape } from "#core/commands/reshape";
import { onGrid, shapeRefusal } from "#core/commands/runs";
import { shareVertices } from "#core/commands/share-vertex";
import { arrange, surfacesOf } from "#core/geometry/arrangement";
import { boxOf } from "#core/geometry/box";
import { type PolygonGeometry, type Position, polygonOf, type Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, planAreaM2, sideOfPolygon } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** The outline of a new parcel, and what is known of the act. */
export interface CreateParcelInput {
  /** Flat, millimetres, three vertices or more, turning either way. */
  readonly ring: Ring;
  readonly act?: ActInput;
}

/** A parcel smaller than this is a slip of the hand. */
const LEAST_M2 = 1;
/** What lies over a neighbour by less is the rounding of the grid. */
const ROUNDING_M2 = 0.05;

/** A boundary this near is touched: no hand means a strip of millimetres. */
const TOUCH_MM = 5;
/** Every node stays a vertex: one that a side only passes is the corner of a neighbour. */
const KEEP_STRAIGHT = -1;

type Face = NonNullable<ReturnType<typeof faceOf>>;

/**
 * Makes a parcel of open space, or of ground where there is no plan yet. What is left of an open space stays one, in
 * several pieces where it is cut; neighbours take the new vertices, so no gap can open.
 *
 * @returns refusals `create.*`, each with its place, `act.*`
 */
export const createParcel: Command<CreateParcelInput> = {
  id: "create-parcel",
  plan(project, { ring, act = {} }, env) {
    const byHand = onGrid(polygonOf(ring));
    const wrong = shapeRefusal("create", byHand);
    if (wrong) return wrong;
    const coverage = coverageOf(project, env);
    const [minX, minY, maxX, maxY] = boxOf(byHand);
    const faces = coverage
      .facesIn([minX - TOUCH_MM, minY - TOUCH_MM, maxX + TOUCH_MM, maxY + TOUCH_MM])
      .map((id) => faceOf(project, id))
      .filter((face): face is Face => face !== undefined);
    const drawn = onGrid(polygonOf(joined(ring.map(Math.round), faces)));
    const folded = shapeRefusal("create", drawn);
    if (folded || drawn.kind !== "polygon") return folded ?? refuse("create.too-few-vertices");

    const arrangement = arrange(
      [drawn, ...faces.map(({ geometry }) => geometry)].flatMap((each) => sidesOf(each).flat()),
    );
    const single = surfacesOf(
      arrangement,
      Array.from({ length: arrangement.faceCount }, (_, i) => i),
    );
    // 0 for the parcel, 1 + i for what stays of a face, below 0 for ground that stays free.
    const groups = new Int32Array(arrangement.faceCount).fill(-1);
    /** Open spaces that lose ground, be it a sliver. */
    const cut = new Set<Face>();
    for (const { group, rings } of single) {
      const at = innerPosition(polygonOf(...rings));
      const owner = faces.findIndex(({ geometry }) => sideOfPolygon(geometry, ...at) > 0);
      const face = faces[owner];
      if (sideOfPolygon(drawn, ...at) <= 0) groups[group] = face ? 1 + owner : -1;
      else if (face && face.class !== "openSpace") {
        if (planAreaM2(polygonOf(...rings)) > ROUNDING_M2) return refuse("create.overlaps", { at, ids: [face.id] });
        groups[group] = 1 + owner;
      } else {
        groups[group] = 0;
        if (face) cut.add(face);
      }
    }
    const surfaces = surfacesOf(arrangement, groups, KEEP_STRAIGHT).map(({ group, rings }) => ({
      group,
      geometry: polygonOf(...rings),
    }));
    const [made, ...more] = surfaces.filter(({ group }) => group === 0);
    if (!made || planAreaM2(made.geometry) < LEAST_M2) return refuse("create.no-area", { at: innerPosition(drawn) });
    if (more.length > 0) return refuse("create.in-pieces", { at: innerPosition(drawn) });

    const left: Feature[] = [];
    const updated: (readonly [Feature, Feature])[] = [];
    const removed: Feature[] = [];
    for (const [i, face] of faces.entries()) {
      const pieces = surfaces
        .filter(({ group }) => group === 1 + i)
        .map(({ geometry }) => geometry)
        .sort((a, b) => planAreaM2(b) - planAreaM2(a));
      const [largest, ...others] = pieces;
      if (!cut.has(face) && largest && vertexCount(...pieces) === vertexCount(face.geometry)) continue;
      // A neighbour may take vertices, and that is all.
      if (!cut.has(face) && (others.length > 0 || largest?.rings.length !== face.geometry.rings.length)) {
        return refuse("create.no-room", { at: innerPosition(face.geometry), ids: [face.id] });
      }
      if (largest) updated.push([face, { ...face, geometry: largest }]);
      else removed.push(face);
      left.push(...others.map((geometry): Feature => ({ ...face, id: env.newId(), geometry })));
    }
    const opened = openedAt(
      coverage,
      [...updated.map(([from]) => from), ...removed],
      [
        made.geometry,
        ...[...updated.map(([, to]) => to), ...left].flatMap(({ geometry }) =>
          geometry?.kind === "polygon" ? [geometry] : [],
        ),
      ],
    );
    if (opened) return refuse("create.no-room", opened);

    // The perimeter is drawn through the new vertices on it.
    const reshape = new Reshape(project);
    const isFace = new Set(faces.map(({ id }) => id));
    shareVertices(project, env, reshape, made.geometry.rings.flat(), isFace);
    const fault = reshape.fault();
    if (fault) return refuse("create.no-room", { at: fault.at, ids: [fault.id] });

    const [taken] = cut;
    const ilot = taken?.fields["ilot"];
    const parcel: Feature = {
      id: env.newId(),
      class: "parcel",
      geometry: made.geometry,
      fields: { state: "projetee", ...(typeof ilot === "string" ? { ilot } : {}) },
    };
    const recorded = recordAct(coverage, act, { type: "creation", opened: [parcel] }, env);
    if (isRefusal(recorded)) return recorded;
    return {
      change: { added: [...left, ...recorded.added], updated: [...updated, ...reshape.updates()], removed },
      params: { areaM2: Math.round(planAreaM2(made.geometry)) },
    };
  },
};

/**
 * An outline drawn onto the boundaries it all but touches: its vertices onto theirs and onto their sides, its sides
 * through their vertices.
 */
function joined(ring: Ring, faces: readonly Face[]): number[] {
  const sides: Segment[] = faces.flatMap(({ geometry }) => sidesOf(geometry));
  const onto: number[] = [];
  for (let i = 0; i < ring.length; i += 2) onto.push(...drawnTo([ring[i] as number, ring[i + 1] as number], sides));
  const out: number[] = [];
  for (let i = 0; i < onto.length; i += 2) {
    const a: Position = [onto[i] as number, onto[i + 1] as number];
    const b: Position = [onto[(i + 2) % onto.length] as number, onto[(i + 3) % onto.length] as number];
    const passed = new Map<number, Position>();
    for (const [x, y] of sides) {
      const { share, distanceMm } = footOnSegment(...a, ...b, x, y);
      if (share > 0 && share < 1 && distanceMm <= TOUCH_MM) passed.set(share, [x, y]);
    }
    out.push(...a, ...[...passed].sort((p, q) => p[0] - q[0]).flatMap(([, at]) => at));
  }
  return out;
}

function drawnTo([x, y]: Position, sides: readonly Segment[]): Position {
  let foot: Position | undefined;
  for (const [ax, ay, bx, by] of sides) {
    if (Math.hypot(ax - x, ay - y) <= TOUCH_MM) return [ax, ay];
    const { at, distanceMm } = footOnSegment(ax, ay, bx, by, x, y);
    if (distanceMm <= TOUCH_MM) foot ??= [Math.round(at[0]), Math.round(at[1])];
  }
  return foot ?? [x, y];
}

type Segment = readonly [ax: number, ay: number, bx: number, by: number];

function sidesOf({ rings }: PolygonGeometry): Segment[] {
  return rings.flatMap((ring) =>
    ring.flatMap((x, i): Segment[] => {
      const next = (i + 2) % ring.length;
      return i % 2 === 0 ? [[x, ring[i + 1] as number, ring[next] as number, ring[next + 1] as number]] : [];
    }),
  );
}

function vertexCount(...polygons: readonly PolygonGeometry[]): number {
  return polygons.reduce((sum, { rings }) => sum + rings.flat().length / 2, 0);
}

/**
 * Where a boundary with a neighbour that stays as it is would come open: an edge they shared is no more.
 *
 * @param before faces that change or go
 * @param after what stands in their place
 */
function openedAt(
  coverage: CoverageIndex,
  before: readonly Feature[],
  after: readonly PolygonGeometry[],
): { at: Position; ids: string[] } | undefined {
  const kept = new Set(after.flatMap((polygon) => sidesOf(polygon).map(String)));
  const changed = new Set(before.map(({ id }) => id));
  for (const { geometry } of before) {
    for (const side of geometry?.kind === "polygon" ? sidesOf(geometry) : []) {
      const { right } = coverage.facesBeside(...side);
      if (right === undefined || changed.has(right) || kept.has(String(side))) continue;
      return { at: [side[0], side[1]], ids: [right] };
    }
  }
  return undefined;
}
