import { peopleIn } from "#core/derived/population";
import { compoundsOf } from "#core/engines/layout/compounds";
import { fixedGroundOf } from "#core/engines/layout/fixed-ground";
import type {
  FixedGround,
  LayoutBuilding,
  LayoutInput,
  LayoutParams,
  LayoutStreet,
  StreetRank,
} from "#core/engines/layout/layout-types";
import { RegionIndex } from "#core/engines/layout/region-index";
import { yardBarriers } from "#core/features/annex";
import { type FacilityKind, facilityKindOf } from "#core/features/facility-kinds";
import { buildingFates } from "#core/features/ground";
import { servitudeNormOf, servitudeSources } from "#core/features/servitudes";
import type { Path, Position, Ring } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { normValue, type Referentiel } from "#core/model/referentiel";

const RANKS: readonly string[] = ["primary", "secondary", "access", "path"] satisfies StreetRank[];

/**
 * Gathers what the engine needs from a project: what stands on the ground, and what stays of the plan (locked, or more
 * than planned).
 *
 * @param site perimeter, shell first, integer millimetres
 */
export function layoutInputOf(
  project: ProjectView,
  site: readonly Ring[],
  params: LayoutParams,
  seed: number,
  norms: Referentiel,
): LayoutInput {
  const fixed = fixedGroundOf(project, site);
  const input = groundInputOf(project, site, params, seed, norms, fixed?.taken);
  if (!fixed) return input;
  return { ...input, facilities: [...(input.facilities ?? []), ...reservesThatStay(fixed)], fixed };
}

/**
 * What stands on the ground, whatever was planned: buildings, streets that exist, waters, facilities.
 *
 * @param taken plots that stay: no compound is guessed from the houses in them
 */
export function groundInputOf(
  project: ProjectView,
  site: readonly Ring[],
  params: LayoutParams,
  seed: number,
  norms: Referentiel,
  taken: readonly Ring[] = [],
): LayoutInput {
  const buildings: LayoutBuilding[] = [];
  for (const building of project.ofClass("building")) {
    const { id, geometry, fields } = building;
    if (geometry?.kind !== "polygon") continue;
    const { fate, moveCost } = { fate: fields["fate"], moveCost: fields["moveCost"] };
    buildings.push({
      id,
      rings: geometry.rings,
      people: peopleIn(building, norms),
      ...(isFate(fate) ? { fate } : {}),
      ...(typeof moveCost === "number" ? { moveCost } : {}),
    });
  }
  const streets: LayoutStreet[] = [];
  for (const { id, geometry, fields } of project.ofClass("streetAxis")) {
    if (geometry?.kind !== "line" || (fields["state"] !== undefined && fields["state"] !== "existant")) continue;
    const rank = fields["rank"];
    const { widthM, name } = { widthM: fields["widthM"], name: fields["name"] };
    streets.push({
      id,
      path: geometry.path,
      rank: typeof rank === "string" && RANKS.includes(rank) ? (rank as StreetRank) : "access",
      ...(typeof widthM === "number" && widthM > 0 ? { widthM } : {}),
      ...(typeof name === "string" ? { name } : {}),
    });
  }
  const waters: (readonly Ring[])[] = [];
  for (const { geometry } of project.ofClass("water")) if (geometry?.kind === "polygon") waters.push(geometry.rings);
  const waterCourses: { path: Path; widthM?: number }[] = [];
  for (const { geometry, fields } of project.ofClass("waterCourse")) {
    if (geometry?.kind !== "line") continue;
    const widthM = fields["widthM"];
    waterCourses.push({ path: geometry.path, ...(typeof widthM === "number" && widthM > 0 ? { widthM } : {}) });
  }
  const plots = new RegionIndex(taken);
  const loose = buildings.filter(({ rings }) => !plots.contains(...innerPosition({ kind: "polygon", rings })));
  return {
    site,
    buildings,
    compounds: compoundsIn(project, loose, streets, params, norms),
    streets,
    waters,
    waterCourses,
    corridors: corridorsOf(project, norms),
    facilities: facilitiesOf(project),
    params,
    seed,
    norms,
  };
}

/** Compounds guessed around the buildings that stay. */
function compoundsIn(
  project: ProjectView,
  buildings: readonly LayoutBuilding[],
  streets: readonly LayoutStreet[],
  { parcelAreaM2 }: LayoutParams,
  norms: Referentiel,
): Ring[] {
  const walls: Ring[] = [];
  for (const cls of ["annexLine", "annexArea"] as const) {
    for (const { geometry, tags } of project.ofClass(cls)) {
      if (!yardBarriers.has(tags?.["barrier"])) continue;
      if (geometry?.kind === "polygon" && geometry.rings[0]) walls.push(geometry.rings[0]);
      const path = geometry?.kind === "line" ? geometry.path : [];
      const isClosed = path.length >= 8 && path[0] === path.at(-2) && path[1] === path.at(-1);
      if (isClosed) walls.push(path.slice(0, -2));
    }
  }
  return compoundsOf(
    {
      buildings: buildings.flatMap(({ rings, fate }) => (rings[0] && fate !== "a-deplacer" ? [rings[0]] : [])),
      walls,
      streets: streets.filter(({ rank }) => rank !== "path").map(({ path }) => path),
    },
    {
      gapMm: 1000 * normValue(norms, "compound.gap"),
      // What is guessed without a wall is to fit a parcel.
      mostMm2: 1e6 * Math.min(normValue(norms, "compound.area.max"), parcelAreaM2),
      mostWalledMm2: 1e6 * normValue(norms, "compound.area.max"),
    },
  );
}

function isFate(value: unknown): value is NonNullable<LayoutBuilding["fate"]> {
  return buildingFates.some((fate) => fate.value === value);
}

/** What stands already: planned ones were placed by the plan before. A water tower holds water; nobody fetches it there. */
function facilitiesOf(project: ProjectView): NonNullable<LayoutInput["facilities"]> {
  const stands = ({ fields }: Feature): boolean => fields["state"] === undefined || fields["state"] === "existant";
  const facilities: { kind: FacilityKind; at: Position }[] = [];
  for (const feature of project.ofClass("facility")) {
    const kind = facilityKindOf(feature.fields["kind"]);
    if (kind && stands(feature) && feature.geometry?.kind === "point")
      facilities.push({ kind, at: feature.geometry.at });
  }
  for (const feature of project.ofClass("waterPoint")) {
    if (feature.fields["kind"] === "chateau-eau" || !stands(feature) || feature.geometry?.kind !== "point") continue;
    facilities.push({ kind: "water", at: feature.geometry.at });
  }
  return facilities;
}

/** Reserves of the plan that stay: what they are kept for is provided. */
function reservesThatStay(fixed: FixedGround): { kind: FacilityKind; at: Position }[] {
  return fixed.faces.flatMap(({ class: cls, use, rings }) => {
    const kind = cls === "reserve" ? facilityKindOf(use) : undefined;
    const [x, y] = innerPosition({ kind: "polygon", rings });
    return kind ? [{ kind, at: [Math.round(x), Math.round(y)] as const }] : [];
  });
}

/** Ground of a railway that streets cross at level crossings only, metres on each side of the track. */
const TRACK_BED_M = 5;

/** Servitudes wider than the bank the engine leaves along every water: rivers, railways, medium and high voltage lines. */
function corridorsOf(project: ProjectView, norms: Referentiel): NonNullable<LayoutInput["corridors"]> {
  const corridors: { path: Path; widthM: number; barredM?: number }[] = [];
  for (const id of servitudeSources) {
    for (const feature of project.ofClass(id)) {
      const norm = servitudeNormOf(feature);
      if (norm === undefined || norm === "servitude.watercourse") continue;
      const bedM = feature.fields["widthM"];
      const widthM = normValue(norms, norm) + (typeof bedM === "number" ? bedM / 2 : 0);
      const { geometry } = feature;
      const barred = norm === "servitude.rail" ? { barredM: TRACK_BED_M } : {};
      if (geometry?.kind === "line") corridors.push({ path: geometry.path, widthM, ...barred });
      if (geometry?.kind === "polygon") {
        for (const ring of geometry.rings) corridors.push({ path: [...ring, ...ring.slice(0, 4)], widthM });
      }
    }
  }
  return corridors;
}
