import { lineOf, pointAt, polygonOf } from "#core/geometry/geometry";
import type { ProjectDocument } from "#core/model/document";
import type { ClassId, Feature, Fields } from "#core/model/feature";

/** South of Ségou, UTM 29N, millimetres; streets run 14° off the grid. */
const ORIGIN = [642_300_000, 1_455_120_000] as const;
const BEARING = (14 * Math.PI) / 180;

/** A place of the plan in its own axes (metres) on the project's grid. Equal places give equal vertices. */
function at(x: number, y: number): [number, number] {
  const cos = Math.cos(BEARING);
  const sin = Math.sin(BEARING);
  return [Math.round(ORIGIN[0] + (x * cos - y * sin) * 1000), Math.round(ORIGIN[1] + (x * sin + y * cos) * 1000)];
}

const flat = (places: readonly (readonly [number, number])[]) => places.flatMap(([x, y]) => at(x, y));

const LOT_W = 16;
const LOT_H = 25;
const LOTS = 7;
const COLUMNS = [0, LOTS * LOT_W + 15, 2 * (LOTS * LOT_W) + 35] as const;
const ROWS = [0, 62, 124, 194] as const;
const RESERVES: Readonly<Record<string, string>> = { "1,1": "ecole", "2,3": "marche" };

/**
 * A made-up lotissement: 3 × 4 îlots of two rows of seven lots (140 parcels), a school, a market, a health centre, a
 * water plot, streets of 12, 15 and 20 m, an open space, houses, a road and a marigot around it.
 */
export function samplePlan(): ProjectDocument {
  const features: Feature[] = [];
  const add = (cls: ClassId, geometry: Feature["geometry"], fields: Fields = {}) =>
    features.push({ id: `${cls}-${features.length + 1}`, class: cls, geometry, fields });
  const shell: [number, number][] = [
    [-12, -12],
    [COLUMNS[2] + LOTS * LOT_W + 12, -12],
    [COLUMNS[2] + LOTS * LOT_W + 12, ROWS[3] + 2 * LOT_H + 12],
    [-12, ROWS[3] + 2 * LOT_H + 12],
    [-38, 120],
  ];
  const holes: number[][] = [];
  let ilot = 0;
  ROWS.forEach((y, row) => {
    COLUMNS.forEach((x, column) => {
      ilot++;
      const use = RESERVES[`${column},${row}`];
      const w = LOTS * LOT_W;
      const outline: [number, number][] = [];
      for (let i = 0; i <= (use ? 1 : LOTS); i++) outline.push([x + i * (use ? w : LOT_W), y]);
      if (!use) outline.push([x + w, y + LOT_H]);
      for (let i = use ? 1 : LOTS; i >= 0; i--) outline.push([x + i * (use ? w : LOT_W), y + 2 * LOT_H]);
      if (!use) outline.push([x, y + LOT_H]);
      holes.push(reversed(flat(outline)));
      add("ilot", null, { number: String(ilot) });
      if (use) {
        add("reserve", polygonOf(flat(outline)), {
          use,
          ilot: String(ilot),
          number: "1",
          name: use === "ecole" ? "École fondamentale Ɲɛtaa" : "Marché de Sɔrɔ",
        });
        return;
      }
      for (let half = 0; half < 2; half++) {
        for (let i = 0; i < LOTS; i++) {
          const left = x + (half === 0 ? i : LOTS - 1 - i) * LOT_W;
          const low = y + half * LOT_H;
          const ring = flat([
            [left, low],
            [left + LOT_W, low],
            [left + LOT_W, low + LOT_H],
            [left, low + LOT_H],
          ]);
          const fields = { number: String(half * LOTS + i + 1), ilot: String(ilot) };
          if (ilot === 6 && half === 1 && i === 0) add("reserve", polygonOf(ring), { ...fields, use: "sante" });
          else if (ilot === 3 && half === 0 && i === 6) add("reserve", polygonOf(ring), { ...fields, use: "eau" });
          else
            add("parcel", polygonOf(ring), { ...fields, use: "habitation", state: "projetee", holder: "Awa Traoré" });
          if ((i + ilot * 3 + half) % 5 === 0) {
            add(
              "building",
              polygonOf(
                flat([
                  [left + 3, low + 4],
                  [left + 11, low + 4],
                  [left + 11, low + 10],
                  [left + 3, low + 10],
                ]),
              ),
            );
          }
        }
      }
    });
  });
  const open = flat([
    [-12, 244 + 12],
    [-38, 120],
    [-12, 120],
  ]);
  const right = shell[1]?.[0] ?? 0;
  const street = flat([
    [-12, -12],
    [right, -12],
    [right, 256],
    [-12, 256],
    [-12, 120],
  ]);
  const lower = flat([
    [-12, -12],
    [-12, 120],
    [-38, 120],
  ]);
  add("perimeter", polygonOf(flat(shell)), { name: "Lotissement de Sɔrɔ" });
  add("street", polygonOf(street, ...holes));
  add("openSpace", polygonOf(open), { use: "reste" });
  add("openSpace", polygonOf(lower), { use: "servitude" });
  const axis = (from: [number, number], to: [number, number], fields: Fields) =>
    add("streetAxis", lineOf(flat([from, to])), { state: "projete", ...fields });
  axis([-12, 56], [right, 56], { rank: "access", widthM: 12 });
  axis([-12, 118], [right, 118], { rank: "access", widthM: 12 });
  axis([-12, 184], [right, 184], { rank: "primary", widthM: 20, name: "Avenue de l'Indépendance" });
  axis([119.5, -12], [119.5, 256], { rank: "secondary", widthM: 15, name: "Rue du Marché" });
  axis([249, -12], [249, 256], { rank: "primary", widthM: 20 });
  add(
    "streetAxis",
    lineOf(
      flat([
        [-400, 184],
        [-120, 190],
        [-12, 184],
      ]),
    ),
    { rank: "primary", state: "existant", name: "Route de Ségou" },
  );
  add(
    "streetAxis",
    lineOf(
      flat([
        [right, 56],
        [right + 90, 40],
        [right + 300, 60],
      ]),
    ),
    { rank: "path", state: "existant" },
  );
  add(
    "waterCourse",
    lineOf(
      flat([
        [-300, -120],
        [-60, 40],
        [-70, 160],
        [-40, 400],
      ]),
    ),
    { kind: "stream", name: "Marigot" },
  );
  add(
    "water",
    polygonOf(
      flat([
        [-180, 40],
        [-120, 20],
        [-90, 70],
        [-150, 90],
      ]),
    ),
    { kind: "pond", name: "Mare" },
  );
  add(
    "landUse",
    polygonOf(
      flat([
        [-200, -200],
        [-20, -120],
        [-60, 20],
        [-220, -20],
      ]),
    ),
    { kind: "farmland" },
  );
  for (let i = 0; i < 40; i++) {
    const x = (i % 2 ? right + 20 : -260) + ((i * 37) % 170);
    const y = -60 + ((i * 53) % 330);
    add(
      "building",
      polygonOf(
        flat([
          [x, y],
          [x + 9, y + 1],
          [x + 8, y + 8],
          [x - 1, y + 7],
        ]),
      ),
    );
  }
  add("facility", pointAt(...at(40, 260)), { kind: "culte", name: "Mosquée", state: "existant" });
  add("waterPoint", pointAt(...at(-30, 200)), { kind: "forage", name: "Forage de 2019", state: "existant" });
  add(
    "powerLine",
    lineOf(
      flat([
        [-200, 176],
        [-12, 176],
        [right + 40, 176],
      ]),
    ),
    { level: "HTA", state: "projete" },
  );
  for (let i = 0; i < 9; i++) add("powerPole", pointAt(...at(-12 + i * 48, 176)), { state: "projete" });
  add("transformer", pointAt(...at(239, 176)), { powerKva: 100, state: "projete" });
  return {
    meta: {
      id: "sample",
      name: "Sɔrɔ",
      crs: "EPSG:32629",
      created: "2026-03-04T08:00:00Z",
      attributions: ["© OpenStreetMap contributors"],
    },
    features,
    records: [],
  };
}

function reversed(ring: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) out.push(ring[i] as number, ring[i + 1] as number);
  return out;
}
