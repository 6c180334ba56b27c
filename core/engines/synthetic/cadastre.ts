import { randomOf } from "#core/engines/synthetic/random";
import { cutIlot, type IlotCut, type Lot } from "#core/engines/synthetic/town-ilot";
import { rankOfLine, STREET_WIDTHS_M, type TownPlan, townPlan, type Vertex } from "#core/engines/synthetic/town-plan";
import { lineOf, polygonOf } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";

/** CRS every synthetic world lies in. */
export const SYNTHETIC_CRS = "EPSG:32629";

/** What a synthetic cadastre holds besides land. */
export interface CadastreOptions {
  /** A house on about seven parcels in ten. Off unless asked for. */
  readonly buildings?: boolean;
}

/**
 * A town of exactly `count` parcels for tests and benches: perimeter, îlots, parcels and rights-of-way that
 * together cover the perimeter without gap or overlap, and street axes noded at every crossing. Neighbours share
 * every boundary vertex (integer millimetres, EPSG:32629). The same arguments give the same features.
 *
 * @param count parcels, 4 or more; 500,000 take a few seconds
 * @throws RangeError below four parcels
 */
export function syntheticCadastre(count: number, seed: number, options: CadastreOptions = {}): Feature[] {
  const plan = townPlan(count, seed);
  const features: Feature[] = [];
  const ring = perimeterRing(plan);
  features.push({
    id: "perimeter",
    class: "perimeter",
    geometry: polygonOf(flat(ring)),
    fields: { name: `Ville d'essai ${seed}` },
  });

  let rowBelow: IlotCut[] | undefined;
  let parcels = 0;
  for (let row = 0; row <= plan.rows; row++) {
    const cuts: IlotCut[] = [];
    for (let column = 0; row < plan.rows && column < plan.columns; column++) {
      const cut = cutIlot(plan, seed, column, row);
      cuts.push(cut);
      const ilot = String(row * plan.columns + column + 1);
      features.push({ id: `ilot-${ilot}`, class: "ilot", geometry: null, fields: { number: ilot } });
      const random = randomOf(seed, 11, column, row);
      cut.lots.forEach((lot, i) => {
        parcels++;
        features.push({
          id: `parcel-${parcels}`,
          class: "parcel",
          geometry: polygonOf(flat(lot.ring)),
          fields: {
            number: String(i + 1),
            ilot,
            use: random.chance(0.06) ? "commerce" : "habitation",
            state: random.chance(0.3) ? "attribuee" : "bornee",
          },
        });
        if (options.buildings && random.chance(0.7)) features.push(houseOn(plan, lot, parcels, random.next()));
      });
    }
    const above = row < plan.rows ? cuts : undefined;
    for (let column = 0; column < plan.columns; column++) {
      features.push(acrossStreet(plan, column, row, rowBelow?.[column], above?.[column]));
    }
    if (above) for (let line = 0; line <= plan.columns; line++) features.push(upStreet(plan, line, row, above));
    rowBelow = above;
  }
  addAxes(plan, features);
  return features;
}

/** Right-of-way of horizontal line `row`, from the west edge of one crossing to the west edge of the next. */
function acrossStreet(
  plan: TownPlan,
  column: number,
  row: number,
  below: IlotCut | undefined,
  above: IlotCut | undefined,
): Feature {
  const last = column + 1 === plan.columns;
  const edge = (y: number, middle: readonly Vertex[]): Vertex[] => [
    plan.vertex(plan.west[column] as number, y),
    plan.vertex(plan.east[column] as number, y),
    ...middle.slice(1, -1),
    plan.vertex(plan.west[column + 1] as number, y),
    ...(last ? [plan.vertex(plan.east[column + 1] as number, y)] : []),
  ];
  const south = edge(plan.south[row] as number, below?.northSide ?? []);
  const north = edge(plan.north[row] as number, above?.southSide ?? []);
  return {
    id: `street-h${row}-${column}`,
    class: "street",
    geometry: polygonOf(flat([...south, ...north.reverse()])),
    fields: { name: `Rue ${row + 1}` },
  };
}

/** Right-of-way of vertical line `line` between two horizontal ones. */
function upStreet(plan: TownPlan, line: number, row: number, cuts: readonly IlotCut[]): Feature {
  const y0 = plan.north[row] as number;
  const y1 = plan.south[row + 1] as number;
  const east = cuts[line]?.westMiddle;
  const west = cuts[line - 1]?.eastMiddle;
  const ring = [
    plan.vertex(plan.west[line] as number, y0),
    plan.vertex(plan.east[line] as number, y0),
    ...(east ? [east] : []),
    plan.vertex(plan.east[line] as number, y1),
    plan.vertex(plan.west[line] as number, y1),
    ...(west ? [west] : []),
  ];
  return {
    id: `street-v${line}-${row}`,
    class: "street",
    geometry: polygonOf(flat(ring)),
    fields: { name: `Rue ${letters(line)}` },
  };
}

/** The outer edge of the outer streets, with the vertices these have on it. */
function perimeterRing(plan: TownPlan): Vertex[] {
  const left = plan.west[0] as number;
  const right = plan.east[plan.columns] as number;
  const bottom = plan.south[0] as number;
  const top = plan.north[plan.rows] as number;
  const xs = plan.west.flatMap((x, i) => [x, plan.east[i] as number]);
  const ys = plan.south.flatMap((y, i) => [y, plan.north[i] as number]);
  return [
    ...xs.map((x) => plan.vertex(x, bottom)),
    ...ys.slice(1, -1).map((y) => plan.vertex(right, y)),
    ...xs.map((x) => plan.vertex(x, top)).reverse(),
    ...ys
      .slice(1, -1)
      .map((y) => plan.vertex(left, y))
      .reverse(),
  ];
}

/** Centrelines, one from crossing to crossing. */
function addAxes(plan: TownPlan, features: Feature[]): void {
  const xs = plan.west.map((x, i) => (x + (plan.east[i] as number)) / 2);
  const ys = plan.south.map((y, i) => (y + (plan.north[i] as number)) / 2);
  const axis = (id: string, line: number, name: string, ax: number, ay: number, bx: number, by: number): void => {
    const rank = rankOfLine(line);
    const path = flat([plan.vertex(ax, ay), plan.vertex((ax + bx) / 2, (ay + by) / 2), plan.vertex(bx, by)]);
    const fields = { name, rank, widthM: STREET_WIDTHS_M[rank], state: "existant" };
    features.push({ id, class: "streetAxis", geometry: lineOf(path), fields });
  };
  for (const [j, y] of ys.entries()) {
    for (let i = 0; i + 1 < xs.length; i++) {
      axis(`axis-h${j}-${i}`, j, `Rue ${j + 1}`, xs[i] as number, y, xs[i + 1] as number, y);
    }
  }
  for (const [i, x] of xs.entries()) {
    for (let j = 0; j + 1 < ys.length; j++) {
      axis(`axis-v${i}-${j}`, i, `Rue ${letters(i)}`, x, ys[j] as number, x, ys[j + 1] as number);
    }
  }
}

/** A house well inside its lot. */
function houseOn(plan: TownPlan, lot: Lot, number: number, share: number): Feature {
  const [x, y] = lot.middle;
  const halfWidth = lot.room[0] * (0.4 + 0.35 * share);
  const halfDepth = lot.room[1] * (0.65 - 0.3 * share);
  const ring = [
    plan.vertex(x - halfWidth, y - halfDepth),
    plan.vertex(x + halfWidth, y - halfDepth),
    plan.vertex(x + halfWidth, y + halfDepth),
    plan.vertex(x - halfWidth, y + halfDepth),
  ];
  return { id: `building-${number}`, class: "building", geometry: polygonOf(flat(ring)), fields: {} };
}

/** A, B, … Z, AA, AB… */
function letters(index: number): string {
  const tail = String.fromCharCode(65 + (index % 26));
  return index < 26 ? tail : letters(Math.floor(index / 26) - 1) + tail;
}

function flat(vertices: readonly Vertex[]): number[] {
  const out: number[] = [];
  for (const vertex of vertices) out.push(vertex[0], vertex[1]);
  return out;
}
