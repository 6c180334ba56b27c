import fc from "fast-check";
import { outlineOfFaces } from "#core/derived/ilot-outline";
import { PlanarGraph } from "#core/derived/planar-graph";
import { faultOfPolygon } from "#core/derived/polygon-fault";
import { lineOf, type PolygonGeometry, type Position, pointAt } from "#core/geometry/geometry";
import { innerPosition, planAreaM2, signedAreaMm2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { Project } from "#core/model/project";
import { square, testMeta } from "#tests/helpers/builders";
import { ringOf } from "#tests/helpers/shapes";

/** Side of a cell of the grid a random plan is made of, millimetres. */
const CELL = 20_000;

/** What a random plan is made from. */
export interface CoverageSeed {
  readonly columns: number;
  readonly rows: number;
  /** Shift of each inner node, millimetres, taken in turn. */
  readonly jitter: readonly (readonly [number, number])[];
  /** Whether the perimeter has a vertex wherever a face of the rim has one. */
  readonly noded: boolean;
}

/** Random plans: a crooked grid, one street with îlots as its holes, parcels, a reserve and open spaces between. */
export const coverageSeeds: fc.Arbitrary<CoverageSeed> = fc.record({
  columns: fc.integer({ min: 2, max: 8 }),
  rows: fc.integer({ min: 2, max: 6 }),
  jitter: fc.array(fc.tuple(fc.integer({ min: -6000, max: 6000 }), fc.integer({ min: -6000, max: 6000 })), {
    minLength: 1,
    maxLength: 24,
  }),
  noded: fc.boolean(),
});

/** The plan of a seed, at UTM-sized coordinates. */
export function randomCoverage({ columns, rows, jitter, noded }: CoverageSeed): Project {
  const [ox, oy] = [612_000_000, 1_398_000_000];
  const node = (c: number, r: number): Position => {
    const inner = c > 0 && r > 0 && c < columns && r < rows;
    const [dx, dy] = (inner ? jitter[(r * 31 + c * 7) % jitter.length] : undefined) ?? [0, 0];
    return [ox + c * CELL + dx, oy + r * CELL + dy];
  };
  const features: Feature[] = [];
  const streets: Feature[] = [];
  const ilots = new Set<string>();
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const rings = [[...node(c, r), ...node(c + 1, r), ...node(c + 1, r + 1), ...node(c, r + 1)]];
      const geometry: PolygonGeometry = { kind: "polygon", rings };
      const id = `f${r}-${c}`;
      if (r % 3 === 0 || c % 4 === 0) {
        streets.push({ id, class: "street", geometry, fields: {} });
        continue;
      }
      const ilot = String(Math.floor(r / 3) * 10 + Math.floor(c / 4) + 1);
      const kind = (r * 5 + c * 3) % 11;
      if (kind === 0) features.push({ id, class: "openSpace", geometry, fields: { use: "reste" } });
      else {
        ilots.add(ilot);
        const cls = kind === 1 ? "reserve" : "parcel";
        features.push({ id, class: cls, geometry, fields: { ilot, number: String(r * columns + c) } });
      }
    }
  }
  for (const [i, geometry] of outlineOfFaces(streets).entries()) {
    features.push({ id: `street-${i}`, class: "street", geometry, fields: {} });
  }
  for (const number of ilots)
    features.push({ id: `ilot-${number}`, class: "ilot", geometry: null, fields: { number } });
  const corners = [node(0, 0), node(columns, 0), node(columns, rows), node(0, rows)].flatMap((p) => [...p]);
  const faces = features.filter((feature) => feature.geometry);
  const rim = outlineOfFaces(faces)[0]?.rings[0] ?? corners;
  features.push({
    id: "perimeter",
    class: "perimeter",
    geometry: { kind: "polygon", rings: [noded ? rim : corners] },
    fields: {},
  });
  return new Project(testMeta, features);
}

/** A plan with what commands look at besides faces: houses, street axes, bornes, sections, states, official areas. */
export function furnished(project: Project): Project {
  const states = [undefined, "projetee", "implantee", "projetee", "bornee", "attribuee"];
  const features = [...project.all()].map((feature, i): Feature => {
    if (feature.class !== "parcel" || feature.geometry?.kind !== "polygon") return feature;
    const state = states[i % states.length];
    const { number, ...fields } = feature.fields;
    return {
      ...feature,
      fields: {
        ...fields,
        ...(i % 7 === 0 || number === undefined ? {} : { number }),
        section: i % 2 === 0 ? "A" : "B",
        ...(state === undefined ? {} : { state }),
        ...(i % 3 === 0 ? { officialAreaM2: Math.round(planAreaM2(feature.geometry)) } : {}),
        ...(i % 4 === 0 ? { houses: 1 } : {}),
      },
    };
  });
  for (const { id, geometry } of features.filter((feature) => feature.class === "parcel")) {
    const [x, y] = geometry?.kind === "polygon" ? innerPosition(geometry).map(Math.round) : [];
    if (x === undefined || y === undefined || (x + y) % 3 !== 0) continue;
    const [bx, by] = ringOf(geometry) as [number, number];
    const state = (x + y) % 2 === 0 ? "a-poser" : "posee";
    features.push({ id: `borne-${id}`, class: "borne", geometry: pointAt(bx, by), fields: { state, number: "1" } });
    features.push({ id: `house-${id}`, class: "building", geometry: square(5, x / 1000, y / 1000), fields: {} });
  }
  const [x = 0, y = 0] = ringOf(project.get("perimeter")?.geometry);
  const axis = (id: string, path: number[]): Feature => ({
    id,
    class: "streetAxis",
    geometry: lineOf(path),
    fields: {},
  });
  features.push(axis("axis-1", [x, y + CELL / 2, x + 8 * CELL, y + CELL / 2]));
  features.push(axis("axis-2", [x + CELL / 2, y, x + CELL / 2, y + 6 * CELL]));
  return new Project(project.meta, features);
}

/** All faces of a plan. */
export function facesOf(project: ProjectView): (Feature & { geometry: PolygonGeometry })[] {
  return [...project.all()].filter(
    (feature): feature is Feature & { geometry: PolygonGeometry } =>
      ["street", "parcel", "reserve", "openSpace"].includes(feature.class) && feature.geometry?.kind === "polygon",
  );
}

/** Total area of the faces, square millimetres. Exact. */
export function coverageAreaMm2(project: ProjectView): number {
  let sum = 0;
  for (const { geometry } of facesOf(project)) for (const ring of geometry.rings) sum += signedAreaMm2(ring);
  return sum;
}

/**
 * What is wrong with a coverage that should fill its perimeter, in words, without the help of the rules under test:
 * unsound faces, edges two faces claim, gaps, holes in the union, area that differs from the perimeter's.
 */
export function coverageFaults(project: ProjectView): string[] {
  const faults: string[] = [];
  for (const { id, geometry } of facesOf(project)) {
    const fault = faultOfPolygon(geometry);
    if (fault) faults.push(`${id} ${fault.kind} at ${fault.at}`);
  }
  const graph = PlanarGraph.build(project);
  graph.eachDoubledEdge((ax, ay, bx, by, ids) => faults.push(`doubled ${ids} ${ax} ${ay} ${bx} ${by}`));
  const union = graph.outlineOf(facesOf(project).map((face) => face.id));
  if (union.length !== 1) faults.push(`union in ${union.length} parts`);
  if ((union[0]?.rings.length ?? 1) !== 1) faults.push("hole in the union");
  const perimeter = project.get("perimeter")?.geometry as PolygonGeometry;
  const drift = Math.abs(coverageAreaMm2(project) / 1e6 - planAreaM2(perimeter));
  if (drift > 0.5) faults.push(`area differs from the perimeter's by ${drift} m²`);
  return faults;
}
