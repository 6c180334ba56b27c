import fc from "fast-check";
import { addFeature } from "#core/commands/add-feature";
import { adjustBoundary } from "#core/commands/adjust-boundary";
import { amendAct } from "#core/commands/amend-act";
import { cedeStrip } from "#core/commands/cede-strip";
import { createParcel } from "#core/commands/create-parcel";
import { deleteFeatures } from "#core/commands/delete-features";
import { divideParcel } from "#core/commands/divide-parcel";
import { giveNumber } from "#core/commands/give-number";
import { importBornes } from "#core/commands/import-bornes";
import { insertVertex } from "#core/commands/insert-vertex";
import { mergeFaces } from "#core/commands/merge-faces";
import { moveFeature } from "#core/commands/move-feature";
import { moveVertex } from "#core/commands/move-vertex";
import { moveVertexOf } from "#core/commands/move-vertex-of";
import { numberDoors } from "#core/commands/number-doors";
import { numberParcels } from "#core/commands/number-parcels";
import { numberStreets } from "#core/commands/number-streets";
import { placeBornes } from "#core/commands/place-bornes";
import { remembrement } from "#core/commands/remembrement";
import { removeVertex } from "#core/commands/remove-vertex";
import { setAside } from "#core/commands/set-aside";
import { setBorneState } from "#core/commands/set-borne-state";
import { shareVertex } from "#core/commands/share-vertex";
import { splitFace } from "#core/commands/split-face";
import { tidyOutline } from "#core/commands/tidy-outline";
import { updateFields } from "#core/commands/update-fields";
import { updateMany } from "#core/commands/update-many";
import type { CutDirection, HousePolicy, RemainderPolicy } from "#core/derived/divide/division-input";
import type { PlanarGraph } from "#core/derived/planar-graph";
import { parcelStates } from "#core/features/parcel-states";
import { differenceOf } from "#core/geometry/clip";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { innerPosition, planAreaM2, sideOfPolygon } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature, FieldValue } from "#core/model/feature";
import type { Ledger } from "#core/model/ledger";
import type { ProjectView } from "#core/model/project";

/** What a hand may do to a plan: every command that touches land, numbers, acts or bornes. */
export const editKinds = [
  "split",
  "bend",
  "divide-equal",
  "divide-areas",
  "divide-width",
  "divide-parallel",
  "divide-point",
  "divide-line",
  "merge",
  "adjust-line",
  "adjust-area",
  "straighten",
  "remembrement",
  "cede",
  "set-aside",
  "create",
  "move",
  "insert",
  "remove",
  "share",
  "tidy",
  "delete",
  "delete-ilot",
  "number",
  "number-path",
  "give-number",
  "streets",
  "doors",
  "bornes",
  "import-bornes",
  "borne-state",
  "move-borne",
  "move-apart",
  "state",
  "fields",
  "many",
  "amend",
  "build",
] as const;
export type EditKind = (typeof editKinds)[number];

/** One edit to be: numbers that mean something once they meet a plan. */
export interface EditStep {
  readonly kind: EditKind;
  readonly n: number;
  readonly m: number;
  readonly k: number;
  readonly dx: number;
  readonly dy: number;
  readonly ex: number;
  readonly ey: number;
  /** Days that go by before it. */
  readonly days: number;
}

/** Steps whose lengths are in the measure of parcels about `sideMm` wide. */
export function editSteps(sideMm: number, kinds: readonly EditKind[] = editKinds): fc.Arbitrary<EditStep> {
  const far = (share: number) => fc.integer({ min: -Math.round(sideMm * share), max: Math.round(sideMm * share) });
  return fc.record({
    kind: fc.constantFrom(...kinds),
    n: fc.nat(100_000),
    m: fc.nat(200),
    k: fc.nat(60),
    dx: far(0.75),
    dy: far(0.75),
    ex: far(0.45),
    ey: far(0.45),
    days: fc.integer({ min: 0, max: 30 }),
  });
}

type Face = Feature & { readonly geometry: PolygonGeometry };

/** What an edit finds there. Gathered once a step; sorted where order would tell how the project came to be. */
export interface Ground {
  readonly project: ProjectView;
  readonly graph: PlanarGraph;
  readonly faces: readonly Face[];
}

/** The command of a step on a plan as it stands, carried out by a ledger; `undefined` where there is nothing to do it to. */
export function carryOut(ledger: Ledger, { project, graph, faces }: Ground, step: EditStep) {
  const { n, m, k, dx, dy, ex, ey } = step;
  const pick = <T>(list: readonly T[], by = n): T | undefined => list[by % Math.max(1, list.length)];
  const run = <Input>(command: Command<Input>, input: Input) => ledger.run(command, input);
  const parcels = (): Face[] => faces.filter((each) => each.class === "parcel");
  const face = pick(faces);
  if (!face) return undefined;
  const ring = pick(face.geometry.rings, m) as Ring;
  const i = (m * 2) % ring.length;
  const j = (i + 2) % ring.length;
  const vertex: Position = [ring[i] as number, ring[i + 1] as number];
  const after: Position = [ring[j] as number, ring[j + 1] as number];
  const [px, py] = innerPosition(face.geometry);
  const middle: Position = [Math.round(px + ex), Math.round(py + ey)];
  const areaM2 = planAreaM2(face.geometry);
  const across = ((m + k) * 2) % ring.length;
  const other: Position = [ring[across] as number, ring[across + 1] as number];
  // A line through the face anyhow, or from corner to corner, within a millimetre or two.
  const through: number[] =
    k % 3 === 0
      ? [vertex[0] + (dx % 3), vertex[1] + (dy % 3), other[0] + (ex % 3), other[1] + (ey % 3)]
      : [middle[0] - dx * 9, middle[1] - dy * 9, middle[0] + dx * 9, middle[1] + dy * 9];
  const houses = pick<HousePolicy>(["refuse", "shift", "allow"], k) as HousePolicy;
  const stiff = houses === "shift" ? "refuse" : houses;
  const remainder = pick<RemainderPolicy>(["create", "last", "spread"], m) as RemainderPolicy;
  const directions: readonly CutDirection[] = [
    { parallelTo: (m % 4) + 1 },
    { across: (m % 4) + 1 },
    { bearingDeg: (dx / 100) % 180 },
  ];
  const direction = k % 4 === 0 ? {} : { direction: pick(directions, k) as CutDirection };
  const cuts = { id: face.id, houses, remainder, ...direction, from: m % 2 === 0 ? "start" : "end" } as const;
  const beside = (): string[] => [...graph.neighboursOf(face.id).keys()];
  const pair = (): readonly [string, string] => [face.id, pick(beside(), m) ?? face.id];
  const bornes = (): Feature[] => [...project.ofClass("borne")];
  const acts = (): Feature[] => [...project.ofClass("act")];
  const ilots = (): Feature[] => [...project.ofClass("ilot")];
  const state = (pick(parcelStates, k) as (typeof parcelStates)[number]).value;
  switch (step.kind) {
    case "split":
      return run(splitFace, { id: face.id, path: through });
    case "bend":
      return run(splitFace, {
        id: face.id,
        path: [middle[0] - dx * 9, middle[1] - dy * 9, ...middle, middle[0] - dy * 9, middle[1] + dx * 9],
      });
    case "divide-equal":
      return run(divideParcel, {
        ...cuts,
        method: "equal",
        parts: (k % 5) + 2,
        ...(m % 5 === 0 ? { minFrontageM: 5 } : {}),
      });
    case "divide-areas":
      return run(divideParcel, { ...cuts, method: "areas", areasM2: [areaM2 / ((m % 7) + 2), areaM2 / ((k % 9) + 3)] });
    case "divide-width":
      return run(divideParcel, { ...cuts, method: "width", widthM: Math.sqrt(areaM2) / ((k % 5) + 1.5) });
    case "divide-parallel":
      return run(divideParcel, {
        id: face.id,
        houses,
        method: "parallel",
        side: (m % 4) + 1,
        distancesM: [Math.sqrt(areaM2) / ((k % 6) + 2)],
      });
    case "divide-point":
      return run(divideParcel, {
        id: face.id,
        houses,
        remainder,
        method: "point",
        at: k % 2 === 0 ? vertex : [(vertex[0] + after[0]) / 2, (vertex[1] + after[1]) / 2],
        areasM2: [areaM2 / ((m % 5) + 2)],
      });
    case "divide-line":
      return run(divideParcel, { id: face.id, houses, method: "line", path: through });
    case "merge":
      return run(mergeFaces, { ids: [face.id, ...beside().filter((_, at) => at === m % 5 || at === k % 7)] });
    case "adjust-line":
      return run(adjustBoundary, { ids: pair(), houses: stiff, method: "line", path: through });
    case "adjust-area":
      return run(adjustBoundary, {
        ids: pair(),
        houses: stiff,
        method: "area",
        movedM2: (areaM2 * ex) / (dx || 1) / 20,
      });
    case "straighten":
      return run(adjustBoundary, { ids: pair(), houses: stiff, method: "straighten" });
    case "remembrement": {
      const ids = [face.id, ...beside().filter((id) => project.get(id)?.class === "parcel")].slice(0, (m % 3) + 2);
      const shares = k % 2 === 0 ? { parts: (k % 4) + 1 } : { shares: [1, (m % 3) + 1, (k % 3) + 1] };
      return run(remembrement, { ids, houses, ...shares, ...direction });
    }
    case "cede":
      return run(cedeStrip, {
        id: face.id,
        widthM: 0.5 + (k % 10) / 2,
        houses: stiff,
        ...(m % 2 ? { side: m % 5 } : {}),
      });
    case "set-aside":
      return run(setAside, {
        id: (pick(parcels()) ?? face).id,
        purpose: pick(["ecole", "sante", "marche"], m) as string,
      });
    case "create": {
      const open = pick(faces.filter(({ class: id }) => id === "openSpace")) ?? face;
      const [ox, oy] = innerPosition(open.geometry);
      const corner = open.geometry.rings[0]?.slice(0, 2) as number[];
      // By hand: from a corner of the space, from its midst, or from anywhere in the plan.
      const from = pick([corner, [ox + dx / 4, oy + dy / 4], [ox, oy], vertex], k) as number[];
      const [fx, fy] = [Math.round(from[0] as number), Math.round(from[1] as number)];
      const outline = [fx, fy, Math.round(ox + ex / 2), Math.round(oy + ey / 2), fx + ey, fy + dx];
      // Beyond the perimeter it may be done, and the check tells of it; these laws look at the plan inside.
      return isInPerimeter(project, outline) ? run(createParcel, { ring: outline }) : undefined;
    }
    case "move": {
      // Somewhere, a hair away, or all but onto the line from corner to corner.
      const hair: Position = [vertex[0] + (dx % 4), vertex[1] + (dy % 4)];
      const onto: Position = [(after[0] + other[0]) / 2 + (dx % 3), (after[1] + other[1]) / 2 + (dy % 3)];
      return run(moveVertex, { from: vertex, to: pick([hair, onto, [vertex[0] + dx, vertex[1] + dy]], k) as Position });
    }
    case "insert": {
      const at: Position = [(vertex[0] + after[0]) / 2 + (dx % 300), (vertex[1] + after[1]) / 2 + (dy % 300)];
      return run(insertVertex, { at });
    }
    case "remove":
      return run(removeVertex, { at: vertex });
    case "share":
      return run(shareVertex, { at: vertex });
    case "tidy":
      return run(tidyOutline, { id: face.id });
    case "delete": {
      const others = [...bornes(), ...project.ofClass("building"), ...project.ofClass("door")];
      return run(deleteFeatures, { ids: [k % 3 === 0 ? (pick(others, m) ?? face).id : face.id] });
    }
    case "delete-ilot":
      return run(deleteFeatures, { ids: [(pick(ilots()) ?? face).id] });
    case "number": {
      const ilot = pick(ilots(), m)?.fields["number"];
      return run(numberParcels, {
        order: "serpentine",
        ...(k % 3 === 0 && typeof ilot === "string" ? { ilot } : {}),
        ...(k % 4 === 0 ? { keepIlots: true } : {}),
        ...(k % 5 === 0 ? { template: "{section}-{n:3}" } : {}),
        ...(k % 7 === 0 ? { per: "section" } : {}),
        ...(k % 8 === 0 ? { start: (m % 9) + 1 } : {}),
      });
    }
    case "number-path":
      return run(numberParcels, { order: "path", path: through, start: (k % 9) + 1 });
    case "give-number":
      return run(giveNumber, { id: (pick(parcels()) ?? face).id });
    case "streets":
      return run(numberStreets, { origin: vertex });
    case "doors":
      return run(numberDoors, { origin: vertex, method: k % 2 === 0 ? "sequential" : "metric" });
    case "bornes":
      return run(placeBornes, { ids: [(pick(parcels()) ?? face).id], fields: k % 3 === 0 ? { state: "posee" } : {} });
    case "import-bornes": {
      const near: Position = [vertex[0] + (dx % 40), vertex[1] + (dy % 40)];
      return run(importBornes, {
        points: [{ at: near }, { at: middle, number: "GPS" }],
        fields: { state: "retrouvee" },
        withinMm: 50,
        file: "points.csv",
      });
    }
    case "borne-state": {
      const states = ["a-poser", "posee", "retrouvee", "manquante"];
      return run(setBorneState, { ids: [(pick(bornes()) ?? face).id], state: pick(states, m) as string });
    }
    case "move-borne": {
      const id = (pick(bornes()) ?? face).id;
      if (k % 2 === 0) return run(moveFeature, { id, dx, dy });
      return run(moveVertexOf, { id, from: vertex, to: middle });
    }
    case "move-apart":
      return run(moveFeature, { id: (pick([...project.ofClass("building")]) ?? face).id, dx, dy });
    case "state":
      return run(updateFields, { ids: [(pick(parcels()) ?? face).id], fields: { state } });
    case "fields": {
      const fields: readonly Record<string, FieldValue | null>[] = [
        { officialAreaM2: Math.round(areaM2) + (m % 9) },
        { officialAreaM2: null },
        { ninacad: `ML${k}` },
        { section: pick(["A", "B"], m) as string },
        { use: "habitation" },
        { number: "77" },
        { ilot: "9" },
        { validFrom: "2001-01-01" },
        { parents: "nobody" },
      ];
      return run(updateFields, { ids: [face.id], fields: pick(fields, k) ?? {} });
    }
    case "many": {
      const [a, b] = [pick(parcels()), pick(parcels(), m)];
      const values = [a, b].flatMap((each) => (each ? [{ id: each.id, fields: { state, note: `note ${k}` } }] : []));
      return run(updateMany, { values });
    }
    case "amend": {
      const act = pick(acts());
      const date = String(pick(acts(), m)?.fields["date"] ?? "2026-01-01");
      return run(amendAct, {
        id: (act ?? face).id,
        ...(k % 2 === 0 ? { date } : {}),
        ...(k % 3 === 0 ? { number: `A-${m}` } : {}),
        ...(k % 5 === 0 ? { state: "approuve", reason: `motif ${k}` } : {}),
      });
    }
    case "build": {
      const [x, y] = middle;
      const path = [x, y, x + 6000, y, x + 6000, y + 5000, x, y + 5000];
      return run(addFeature, { class: "building", geometry: { kind: "polygon", rings: [path] }, fields: {} });
    }
  }
}

/** Whether an outline lies in the perimeter, which earlier edits may have bent between two of its vertices. */
function isInPerimeter(project: ProjectView, ring: Ring): boolean {
  const [perimeter] = project.ofClass("perimeter");
  if (perimeter?.geometry?.kind !== "polygon") return true;
  const { geometry } = perimeter;
  if (!ring.every((x, i) => i % 2 === 1 || sideOfPolygon(geometry, x, ring[i + 1] as number) >= 0)) return false;
  const [x0, y0] = geometry.rings[0] as Ring;
  const fromThere = (each: Ring): Ring => each.map((v, i) => v - ((i % 2 === 0 ? x0 : y0) as number));
  return differenceOf([fromThere(ring)], geometry.rings.map(fromThere)).length === 0;
}
