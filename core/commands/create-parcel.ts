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
    const faces = coverage
      .facesIn(boxOf(byHand))
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
    // 0 for the parcel, 1 + i for what is left of an open space, below 0 for what is neither.
    const groups = new Int32Array(arrangement.faceCount).fill(-1);
    for (const { group, rings } of single) {
      const at = innerPosition(polygonOf(...rings));
      const owner = faces.findIndex(({ geometry }) => sideOfPolygon(geometry, ...at) > 0);
      const isOpen = faces[owner]?.class === "openSpace";
      if (sideOfPolygon(drawn, ...at) <= 0) {
        if (isOpen) groups[group] = 1 + owner;
      } else if (owner < 0 || isOpen) groups[group] = 0;
      else if (planAreaM2(polygonOf(...rings)) > ROUNDING_M2) {
        return refuse("create.overlaps", { at, ids: [faces[owner]?.id ?? ""] });
      }
    }
    const surfaces = surfacesOf(arrangement, groups, KEEP_STRAIGHT).map(({ group, rings }) => ({
      group,
      geometry: polygonOf(...rings),
    }));
    const [made, ...more] = surfaces.filter(({ group }) => group === 0);
    if (!made || planAreaM2(made.geometry) < LEAST_M2) return refuse("create.no-area", { at: innerPosition(drawn) });
    if (more.length > 0) return refuse("create.in-pieces", { at: innerPosition(drawn) });

    const taken = faces.filter((face, i) => face.class === "openSpace" && isChanged(face, i, surfaces));
    const reshape = new Reshape(project);
    const vertices = surfaces.flatMap(({ geometry }) => geometry.rings.flat());
    shareVertices(project, env, reshape, vertices);
    const isTaken = new Set(taken.map(({ id }) => id));
    const fault = reshape.fault(isTaken);
    if (fault) return refuse("create.no-room", { at: fault.at, ids: [fault.id] });

    const left = taken.flatMap((face) => leftOf(face, faces.indexOf(face), surfaces, env.newId));
    const ilot = taken[0]?.fields["ilot"];
    const parcel: Feature = {
      id: env.newId(),
      class: "parcel",
      geometry: made.geometry,
      fields: { state: "projetee", ...(typeof ilot === "string" ? { ilot } : {}) },
    };
    const recorded = recordAct(coverage, act, { type: "creation", opened: [parcel] }, env);
    if (isRefusal(recorded)) return recorded;
    const kept = new Map(left.filter(({ id }) => isTaken.has(id)).map((space) => [space.id, space]));
    return {
      change: {
        added: [...left.filter(({ id }) => !isTaken.has(id)), ...recorded.added],
        updated: [
          ...reshape.updates().filter(([{ id }]) => !isTaken.has(id)),
          ...taken.flatMap((face): [Feature, Feature][] => {
            const space = kept.get(face.id);
            return space ? [[face, space]] : [];
          }),
        ],
        removed: taken.filter(({ id }) => !kept.has(id)),
      },
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

type Piece = { readonly group: number; readonly geometry: PolygonGeometry };

/** Whether an open space lost ground: what is left of it is smaller than it was. */
function isChanged(face: Face, i: number, surfaces: readonly Piece[]): boolean {
  const left = surfaces
    .filter(({ group }) => group === 1 + i)
    .reduce((sum, each) => sum + planAreaM2(each.geometry), 0);
  return planAreaM2(face.geometry) - left > ROUNDING_M2;
}

/** What is left of an open space: the largest piece keeps its id. */
function leftOf(face: Face, i: number, surfaces: readonly Piece[], newId: () => string): Feature[] {
  return surfaces
    .filter(({ group }) => group === 1 + i)
    .sort((a, b) => planAreaM2(b.geometry) - planAreaM2(a.geometry))
    .map(({ geometry }, k): Feature => ({ ...face, id: k === 0 ? face.id : newId(), geometry }));
}
