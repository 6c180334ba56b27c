import Flatbush from "flatbush";
import { lotNumbers, nextNumber, withRetired } from "#core/commands/lot-numbers";
import { type RecordedAct, recordAct } from "#core/commands/record-act";
import { Reshape } from "#core/commands/reshape";
import { documentsOf } from "#core/derived/documents-of";
import type { Axis, Face } from "#core/engines/layout/fixed-ground";
import type { LayoutAxis, LayoutFace, Outline } from "#core/engines/layout/layout-types";
import { edgeKey, insertedOn } from "#core/engines/layout/stitch-faces";
import { boxOf } from "#core/geometry/box";
import { bandAlong, intersectionOf, regionAreaMm2 } from "#core/geometry/clip";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { signedAreaMm2 } from "#core/geometry/ring";
import type { Change } from "#core/model/change";
import type { CommandEnv } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature, FieldValue } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** Part of a plan that is replaced, and what comes in its place. */
export interface RelayedPart {
  /** Faces whose ground is laid out anew. */
  readonly faces: readonly Face[];
  /** Centrelines that are laid out anew. */
  readonly axes: readonly Axis[];
  /** Outlines of the ground; `undefined` when it is the whole perimeter. */
  readonly outline: Outline | undefined;
  /** Vertices that only the replaced faces asked for: dropped from the neighbours that have them. */
  readonly drops: readonly { readonly at: Position; readonly ids: readonly string[] }[];
  readonly newFaces: readonly LayoutFace[];
  readonly newAxes: readonly LayoutAxis[];
}

/** What a relay does, told. */
export interface RelayOutcome {
  readonly change: Change;
  /** Parcels that stay as they were within the ground, that change, that are new, and that go. */
  readonly counts: {
    readonly kept: number;
    readonly changed: number;
    readonly added: number;
    readonly gone: number;
  };
}

/** Share of an old face that its successor must hold. */
const SUCCESSOR = 0.6;

/**
 * The change that puts new faces in the place of old ones. A new face that holds most of an old one goes on under its
 * id, number, holder and rights; a face that comes out the same is not touched; numbers are never used again; a parcel
 * with rights that nothing follows is closed by an act and kept in the lineage.
 *
 * @returns refusals `layout.locks-changed`, `act.*`
 */
export function relayChange(
  project: ProjectView,
  coverage: CoverageIndex,
  part: RelayedPart,
  env: CommandEnv,
): RelayOutcome | Refusal {
  const neighbours = new Reshape(project);
  for (const { at, ids } of part.drops) neighbours.drop(ids, at);
  if (part.outline) {
    const refusal = joined(part.outline, part, coverage, neighbours);
    if (refusal) return refusal;
  }
  const heirs = heirsOf(part.faces, part.newFaces, (face) => bearsRights(project, face));
  const places = numbered(project, coverage, part, heirs, env);

  const added: Feature[] = [...places.addedIlots];
  const updated: (readonly [Feature, Feature])[] = [...neighbours.updates(), ...places.updatedIlots];
  const counts = { kept: 0, changed: 0, added: 0, gone: 0 };
  const followed = new Set<string>();
  const fresh: Feature[] = [];
  part.newFaces.forEach((face, i) => {
    const heirOf = heirs[i];
    const geometry: PolygonGeometry = { kind: "polygon", rings: face.rings };
    const isParcel = face.class === "parcel";
    if (heirOf) {
      followed.add(heirOf.id);
      const to = { ...heirOf, geometry, fields: { ...heirOf.fields, ...places.fields[i] } };
      if (isSame(heirOf, to)) {
        if (isParcel) counts.kept++;
        return;
      }
      updated.push([heirOf, sameRings(heirOf.geometry, geometry) ? { ...to, geometry: heirOf.geometry } : to]);
      if (isParcel) counts.changed++;
      return;
    }
    if (isParcel) counts.added++;
    fresh.push({ id: env.newId(), class: face.class, geometry, fields: { ...freshFields(face), ...places.fields[i] } });
  });
  const gone = part.faces.filter(({ id }) => !followed.has(id));
  counts.gone = gone.filter((face) => face.class === "parcel").length;
  const closed = gone.filter((face) => face.class === "parcel" && bearsRights(project, face));
  const recorded = closedByAct(coverage, closed, fresh, env);
  if (isRefusal(recorded)) return recorded;
  const lines = linesOf(part, env);
  return {
    change: {
      added: [...added, ...(recorded?.added ?? fresh), ...lines.added],
      updated: [...updated, ...(recorded?.updated ?? []), ...lines.updated],
      removed: [...gone, ...places.removedIlots, ...lines.removed],
    },
    counts,
  };
}

/** Puts the vertices that the new faces set on their outlines into the faces beside them. */
function joined(
  outline: Outline,
  { faces, newFaces }: RelayedPart,
  coverage: CoverageIndex,
  neighbours: Reshape,
): Refusal | undefined {
  const inserted = insertedOn(outline, newFaces);
  const within = new Set(faces.map(({ id }) => id));
  for (const { rings } of outline.free) {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const a: Position = [ring[j] as number, ring[j + 1] as number];
        const b: Position = [ring[i] as number, ring[i + 1] as number];
        const points = inserted.get(edgeKey(...a, ...b));
        if (!points || (points.length > 0 && outline.shut.has(edgeKey(...a, ...b)))) {
          return refuse("layout.locks-changed", { at: a });
        }
        if (points.length === 0) continue;
        // After a drop the edge is longer than the coverage knows it: whoever has both ends has the edge.
        const before = new Set(coverage.facesAt(...b));
        const beside = coverage.facesAt(...a).filter((id) => before.has(id) && !within.has(id));
        neighbours.insert(beside, a, b, points);
      }
    }
  }
  return undefined;
}

/**
 * For each new face the old one it follows: the one it holds most of, when that is most of it; one with rights before
 * one without. Each follows one.
 */
function heirsOf(
  olds: readonly Face[],
  news: readonly LayoutFace[],
  hasRights: (face: Face) => boolean,
): (Face | undefined)[] {
  const out: (Face | undefined)[] = news.map(() => undefined);
  if (olds.length === 0) return out;
  const index = new Flatbush(olds.length);
  for (const { geometry } of olds) index.add(...boxOf(geometry));
  index.finish();
  const pairs: { old: number; next: number; area: number }[] = [];
  news.forEach((face, next) => {
    const box = boxOf({ kind: "polygon", rings: face.rings });
    for (const old of index.search(...box)) {
      const was = olds[old] as Face;
      if (was.class !== face.class) continue;
      const area = overlapMm2(was.geometry.rings, face.rings);
      if (area >= SUCCESSOR * areaMm2(was.geometry.rings)) pairs.push({ old, next, area });
    }
  });
  const rights = olds.map((old) => Number(hasRights(old)));
  const first = ({ old }: { old: number }): number => rights[old] as number;
  pairs.sort((p, q) => first(q) - first(p) || q.area - p.area || p.old - q.old || p.next - q.next);
  const taken = new Set<number>();
  for (const { old, next } of pairs) {
    if (out[next] || taken.has(old)) continue;
    taken.add(old);
    out[next] = olds[old];
  }
  return out;
}

function areaMm2(rings: readonly Ring[]): number {
  return rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0);
}

function overlapMm2(a: readonly Ring[], b: readonly Ring[]): number {
  const [ox, oy] = a[0] as Ring;
  const here = (rings: readonly Ring[]): number[][] =>
    rings.map((ring) => ring.map((value, i) => value - ((i % 2 === 0 ? ox : oy) as number)));
  return regionAreaMm2(intersectionOf(here(a), here(b)));
}

interface Places {
  /** Îlot, number and what else the new faces take from the plan, by new face. */
  readonly fields: readonly Readonly<Record<string, FieldValue>>[];
  readonly addedIlots: readonly Feature[];
  readonly updatedIlots: readonly (readonly [Feature, Feature])[];
  readonly removedIlots: readonly Feature[];
}

/** Numbers of the new faces: heirs keep theirs, îlots theirs where most of their land or a neighbour that stays says so. */
function numbered(
  project: ProjectView,
  coverage: CoverageIndex,
  part: RelayedPart,
  heirs: readonly (Face | undefined)[],
  env: CommandEnv,
): Places {
  const groups = new Map<string, number[]>();
  part.newFaces.forEach(({ ilot }, i) => {
    if (ilot === undefined) return;
    const held = groups.get(ilot);
    if (held) held.push(i);
    else groups.set(ilot, [i]);
  });
  const names = namesOf(project, coverage, part, groups);
  const fields: Record<string, FieldValue>[] = part.newFaces.map((face) =>
    face.class === "parcel" ? { houses: face.houses ?? 0 } : {},
  );
  const leaving = new Set(part.faces.map(({ id }) => id));
  const members = new Map<string, number[]>();
  for (const [key, list] of groups) {
    const name = names.get(key) as string;
    members.set(name, [...(members.get(name) ?? []), ...list]);
  }
  const addedIlots: Feature[] = [];
  const updatedIlots: (readonly [Feature, Feature])[] = [];
  const removedIlots: Feature[] = [];
  const touched = new Set([
    ...members.keys(),
    ...part.faces.flatMap(({ fields: { ilot } }) => (ilot ? [String(ilot)] : [])),
  ]);
  for (const name of [...touched].sort()) {
    const held = lotNumbers(project, coverage, name);
    const own = members.get(name) ?? [];
    const staying = coverage.facesOfIlot(name).filter((id) => !leaving.has(id));
    const taken = new Set(staying.map((id) => String(project.get(id)?.fields["number"])));
    const used = new Set(held.used);
    const rest: number[] = [];
    for (const i of own) {
      const heir = heirs[i];
      const number = heir?.fields["number"];
      const keeps = typeof number === "string" && heir?.fields["ilot"] === name && !taken.has(number);
      if (keeps) taken.add(number);
      if (keeps) fields[i] = { ...fields[i], ilot: name, number };
      else rest.push(i);
    }
    rest.sort((a, b) => Number(part.newFaces[a]?.number) - Number(part.newFaces[b]?.number) || a - b);
    for (const i of rest) {
      const number = nextNumber(used);
      used.add(number);
      fields[i] = { ...fields[i], ilot: name, number };
      taken.add(number);
    }
    const lost = [
      ...new Set(part.faces.filter(({ fields: { ilot } }) => ilot === name).map((f) => f.fields["number"])),
    ].filter((number): number is string => typeof number === "string" && !taken.has(number));
    if (!held.ilot) addedIlots.push({ id: env.newId(), class: "ilot", geometry: null, fields: { number: name } });
    else if (own.length + staying.length === 0) removedIlots.push(held.ilot);
    else if (lost.length > 0) updatedIlots.push([held.ilot, withRetired(held.ilot, held.retired, lost)]);
  }
  return { fields, addedIlots, updatedIlots, removedIlots };
}

/** Îlot numbers for groups of new faces: that of plots beside them that stay, else of most of their old land, else new. */
function namesOf(
  project: ProjectView,
  coverage: CoverageIndex,
  part: RelayedPart,
  groups: ReadonlyMap<string, readonly number[]>,
): Map<string, string> {
  const leaving = new Set(part.faces.map(({ id }) => id));
  const index = new Flatbush(Math.max(1, part.faces.length));
  if (part.faces.length === 0) index.add(0, 0, 0, 0);
  for (const { geometry } of part.faces) index.add(...boxOf(geometry));
  index.finish();
  const claims: { key: string; name: string; weight: number; stays: boolean }[] = [];
  for (const [key, list] of groups) {
    const beside = new Map<string, number>();
    const land = new Map<string, number>();
    for (const i of list) {
      const { rings } = part.newFaces[i] as LayoutFace;
      for (const ring of rings) {
        for (let k = 0, j = ring.length - 2; k < ring.length; j = k, k += 2) {
          const [ax, ay, bx, by] = [ring[j], ring[j + 1], ring[k], ring[k + 1]] as [number, number, number, number];
          const { right, left } = coverage.facesBeside(ax, ay, bx, by);
          for (const id of [right, left]) {
            const ilot = id === undefined || leaving.has(id) ? undefined : project.get(id)?.fields["ilot"];
            if (typeof ilot !== "string") continue;
            beside.set(ilot, (beside.get(ilot) ?? 0) + Math.hypot(bx - ax, by - ay));
          }
        }
      }
      for (const old of index.search(...boxOf({ kind: "polygon", rings }))) {
        const was = part.faces[old];
        const ilot = was?.fields["ilot"];
        if (!was || typeof ilot !== "string") continue;
        land.set(ilot, (land.get(ilot) ?? 0) + overlapMm2(was.geometry.rings, rings));
      }
    }
    for (const [name, weight] of beside) claims.push({ key, name, weight, stays: true });
    for (const [name, weight] of land) claims.push({ key, name, weight, stays: false });
  }
  claims.sort(
    (p, q) =>
      Number(q.stays) - Number(p.stays) ||
      q.weight - p.weight ||
      p.key.localeCompare(q.key) ||
      p.name.localeCompare(q.name),
  );
  const names = new Map<string, string>();
  const given = new Set<string>();
  const isParted = part.newFaces.some((face) => face.class === "street");
  for (const { key, name, stays } of claims) {
    // Plots that stay hold several groups together as one îlot; land of the past goes to one of them only, where
    // streets part them.
    if (names.has(key) || (!stays && isParted && given.has(name))) continue;
    names.set(key, name);
    given.add(name);
  }
  const used = new Set<string>(given);
  for (const cls of ["ilot", "parcel", "pastParcel", "reserve"] as const) {
    for (const { fields } of project.ofClass(cls)) {
      const name = fields[cls === "ilot" ? "number" : "ilot"];
      if (typeof name === "string") used.add(name);
    }
  }
  for (const key of groups.keys()) {
    if (names.has(key)) continue;
    const name = nextNumber(used);
    used.add(name);
    names.set(key, name);
  }
  return names;
}

function freshFields({ class: cls, use }: LayoutFace): Readonly<Record<string, FieldValue>> {
  if (cls === "parcel") return { use: use ?? "habitation", state: "projetee" };
  return use === undefined ? {} : { use };
}

/** Whether a planned parcel bears more than its number: a holder, a title, documents. */
export function bearsRights(project: ProjectView, { id, fields }: Feature): boolean {
  const kept = [
    "holder",
    "ninacad",
    "tenure",
    "tenureNumber",
    "tenureDate",
    "officialAreaM2",
    "declaredAreaM2",
    "note",
  ];
  return (
    kept.some((key) => fields[key] !== undefined) ||
    (project.countOf("document") > 0 && documentsOf(project, id).length > 0)
  );
}

/** Closes parcels by an act: the new parcels on their land come from them. */
function closedByAct(
  coverage: CoverageIndex,
  closed: readonly Face[],
  fresh: readonly Feature[],
  env: CommandEnv,
): RecordedAct | Refusal | undefined {
  if (closed.length === 0) return undefined;
  const parentsOf = (opened: Feature): string[] =>
    opened.geometry?.kind === "polygon"
      ? closed.flatMap(({ id, geometry }) =>
          overlapMm2(geometry.rings, (opened.geometry as PolygonGeometry).rings) > 1e6 ? [id] : [],
        )
      : [];
  const children = fresh.filter((face) => face.class === "parcel" && parentsOf(face).length > 0);
  const recorded = recordAct(coverage, {}, { type: "remembrement", closed, opened: children, parentsOf }, env);
  if (isRefusal(recorded)) return recorded;
  const others = fresh.filter((face) => !children.includes(face));
  return { ...recorded, added: [...others, ...recorded.added] };
}

/** Centrelines: a new one that runs along an old one goes on under its id and name. */
function linesOf({ axes, newAxes }: RelayedPart, env: CommandEnv): Change {
  const added: Feature[] = [];
  const updated: (readonly [Feature, Feature])[] = [];
  const taken = new Set<string>();
  for (const { path, rank, widthM, name, existing } of newAxes) {
    if (existing !== undefined) continue;
    const fields = { rank, widthM, state: "projete", ...(name === undefined ? {} : { name }) };
    const geometry = { kind: "line" as const, path };
    const old = axes.find((axis) => !taken.has(axis.id) && runsAlong(path, axis.geometry.path, widthM));
    if (!old) {
      added.push({ id: env.newId(), class: "streetAxis", geometry, fields });
      continue;
    }
    taken.add(old.id);
    const to = { ...old, geometry, fields: { ...old.fields, rank, widthM } };
    if (JSON.stringify(to) !== JSON.stringify(old)) updated.push([old, to]);
  }
  return { added, updated, removed: axes.filter(({ id }) => !taken.has(id)) };
}

/** Whether most of an old centreline lies in the right-of-way of a new one. */
function runsAlong(path: readonly number[], old: readonly number[], widthM: number): boolean {
  const [ox, oy] = old as [number, number];
  const here = (run: readonly number[]): number[] => run.map((value, i) => value - (i % 2 === 0 ? ox : oy));
  const strip = bandAlong(here(old), 200);
  const within = regionAreaMm2(intersectionOf(strip, bandAlong(here(path), widthM * 1000)));
  return within >= SUCCESSOR * regionAreaMm2(strip);
}

function isSame(from: Face, to: Feature & { readonly geometry: PolygonGeometry }): boolean {
  const keys = new Set([...Object.keys(from.fields), ...Object.keys(to.fields)]);
  return [...keys].every((key) => from.fields[key] === to.fields[key]) && sameRings(from.geometry, to.geometry);
}

/** Whether two polygons have the same rings, wherever each begins. */
function sameRings(a: PolygonGeometry, b: PolygonGeometry): boolean {
  if (a.rings.length !== b.rings.length) return false;
  return a.rings.every((ring, r) => {
    const other = b.rings[r] as Ring;
    if (ring.length !== other.length) return false;
    for (let k = 0; k < other.length; k += 2) {
      if (other[k] !== ring[0] || other[k + 1] !== ring[1]) continue;
      if (ring.every((value, i) => value === other[(i + k) % other.length])) return true;
    }
    return false;
  });
}
