// Makes resources/crs/epsg.json.gz: every projected and geographic CRS of the EPSG dataset that is in force, from the
// database and the PROJ of gdal3.js. Run it when gdal3.js changes: node build/make-crs-list.ts
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync } from "node:zlib";
import proj4 from "proj4";

type Box = [west: number, south: number, east: number, north: number];

interface GdalJs {
  open(path: string): Promise<{ datasets: object[] }>;
  close(dataset: object): Promise<void>;
  gdalinfo(dataset: object, options: string[]): Promise<{ coordinateSystem?: { proj4?: string } }>;
  gdaltransform(places: number[][], options: string[]): Promise<[number, number][]>;
  readonly Module: { readonly FS: { writeFile(path: string, text: string): void; readFile(path: string): Uint8Array } };
}

/** Shifts Mali's offices go by, where the dataset gives a CRS several. @see EPSG transformations 1104 and 1880 */
const MALI: Readonly<Record<number, number>> = { 4201: 1104, 4620: 1880 };

/** Ellipsoids that proj4 does not know by name and would take for WGS 84 in silence: their axis and 1/f. */
const SPELLED: Readonly<Record<string, string>> = {
  WGS72: "+a=6378135 +rf=298.26",
  GSK2011: "+a=6378136.5 +rf=298.2564151",
  IAU76: "+a=6378140 +rf=298.257",
  NWL9D: "+a=6378145 +rf=298.25",
};

const WGS84 = "+proj=longlat +datum=WGS84 +no_defs";

const root = join(import.meta.dirname, "..");
const package_ = join(root, "node_modules", "gdal3.js", "dist", "package");
process.chdir(package_);
const start = createRequire(import.meta.url)(join(package_, "gdal3.node.js")) as (config: object) => Promise<GdalJs>;
const gdal = await start({ path: ".", logHandler: () => undefined, errorHandler: () => undefined });

const copy = join(tmpdir(), `maillage-proj-${process.pid}.db`);
writeFileSync(copy, gdal.Module.FS.readFile("/usr/share/proj/proj.db"));
const database = new DatabaseSync(copy, { readOnly: true });
const version = database.prepare("SELECT value FROM metadata WHERE key = 'EPSG.VERSION'").get()?.["value"];

const esriNames = new Map(
  database
    .prepare(
      "SELECT code, alt_name FROM alias_name WHERE auth_name = 'EPSG' AND source = 'ESRI' AND table_name IN ('projected_crs', 'geodetic_crs')",
    )
    .all()
    .map((row) => [Number(row["code"]), String(row["alt_name"])]),
);
const boxes = database.prepare(
  "SELECT west_lon AS w, south_lat AS s, east_lon AS e, north_lat AS n FROM usage JOIN extent ON extent.auth_name = extent_auth_name AND extent.code = extent_code WHERE object_table_name = ? AND object_auth_name = 'EPSG' AND object_code = ?",
);
const shifts = database.prepare(
  "SELECT * FROM helmert_transformation WHERE auth_name = 'EPSG' AND source_crs_auth_name = 'EPSG' AND source_crs_code = ? AND target_crs_code = 4326 AND deprecated = 0",
);

const rows: unknown[] = [];
/** CRS whose figures proj4 does not get right: they are listed without a way. */
const left: number[] = [];
const geographic = database
  .prepare(
    "SELECT code, name, code AS base FROM geodetic_crs WHERE auth_name = 'EPSG' AND type = 'geographic 2D' AND deprecated = 0",
  )
  .all();
const projected = database
  .prepare(
    "SELECT code, name, geodetic_crs_code AS base FROM projected_crs WHERE auth_name = 'EPSG' AND geodetic_crs_auth_name = 'EPSG' AND deprecated = 0",
  )
  .all();
for (const [kind, table, list] of [
  ["g", "geodetic_crs", geographic],
  ["p", "projected_crs", projected],
] as const) {
  for (const row of list) {
    const code = Number(row["code"]);
    const proj = await projOf(code);
    if (proj === undefined) continue;
    const box = boxOf(table, code);
    const base = Number(row["base"]);
    const shift = shiftOf(base, box);
    const text = spelled(shift ? shifted(proj, shift.to) : proj);
    const given = (await proj4Agrees(text, box)) ? text : "";
    if (given === "") left.push(code);
    const accuracy = base === 4326 ? 0 : shift ? shift.accuracy : accuracyOf(proj);
    const esri = esriNames.get(code);
    rows.push([code, row["name"], kind, box, accuracy, given, ...(esri === undefined ? [] : [esri])]);
  }
}
rows.sort((a, b) => ((a as number[])[0] as number) - ((b as number[])[0] as number));
const out = join(root, "resources", "crs");
mkdirSync(out, { recursive: true });
const text = JSON.stringify({ dataset: `EPSG ${version}`, crs: rows });
writeFileSync(join(out, "epsg.json.gz"), gzipSync(text, { level: 9 }));
database.close();
rmSync(copy);
console.log(`${rows.length} CRS of EPSG ${version}, ${left.length} without a way, ${text.length} bytes as JSON`);
console.log(left.join(" "));
process.exit(0);

/** PROJ's own text of a CRS; `undefined` where PROJ has none. */
async function projOf(code: number): Promise<string | undefined> {
  gdal.Module.FS.writeFile(
    "/input/a.vrt",
    `<VRTDataset rasterXSize="1" rasterYSize="1"><SRS>EPSG:${code}</SRS><GeoTransform>0,1,0,0,0,-1</GeoTransform><VRTRasterBand dataType="Byte" band="1"/></VRTDataset>`,
  );
  const [dataset] = (await gdal.open("/input/a.vrt")).datasets;
  if (!dataset) return undefined;
  // A CRS that has no way to WGS 84 makes gdalinfo fail over its corners.
  const { coordinateSystem } = await gdal.gdalinfo(dataset, ["-proj4"]).catch(() => ({ coordinateSystem: undefined }));
  await gdal.close(dataset);
  const proj = coordinateSystem?.proj4?.trim();
  return proj === undefined || proj === "" ? undefined : proj.replace(" +type=crs", "");
}

/** Whether proj4 puts a place of the area where PROJ puts it, to the centimetre. */
async function proj4Agrees(definition: string, [west, south, east, north]: Box): Promise<boolean> {
  const lon = ((west + ((east - west + 360) % 360) * 0.4 + 180) % 360) - 180;
  const lat = south + (north - south) * 0.6;
  try {
    const options = ["-s_srs", WGS84, "-t_srs", `${definition} +type=crs`, "-output_xy"];
    const [peer] = await gdal.gdaltransform([[lon, lat]], options);
    const [x, y] = proj4(WGS84, definition).forward<[number, number]>([lon, lat], definition.includes("+axis="));
    const scale = definition.includes("+proj=longlat") ? 111_000 : 1;
    return peer !== undefined && Math.hypot(x - peer[0], y - peer[1]) * scale < 0.01;
  } catch {
    return false;
  }
}

/** Where a CRS or transformation is for; the whole world when nothing says. */
function boxOf(table: string, code: number): Box {
  const found = boxes
    .all(table, code)
    .map((row): Box => [Number(row["w"]), Number(row["s"]), Number(row["e"]), Number(row["n"])]);
  const [first = [-180, -90, 180, 90], ...others] = found;
  return others.reduce(
    (held, box) => [
      Math.min(held[0], box[0]),
      Math.min(held[1], box[1]),
      Math.max(held[2], box[2]),
      Math.max(held[3], box[3]),
    ],
    first,
  ) as Box;
}

/** The shift to WGS 84 that covers the most of an area, the most exact first: PROJ's `+towgs84`, and its accuracy, metres. */
function shiftOf(base: number, area: Box): { to: string; accuracy: number | null } | undefined {
  const found = shifts.all(base).flatMap((row) => {
    const to = towgs84(row);
    if (to === undefined) return [];
    const code = Number(row["code"]);
    const accuracy = row["accuracy"] === null ? null : Number(row["accuracy"]);
    const own = MALI[base] === code ? 20 : 0;
    return [{ to, accuracy, covers: own + Math.round(10 * shareOf(area, boxOf("helmert_transformation", code))) }];
  });
  found.sort((a, b) => b.covers - a.covers || (a.accuracy ?? 999) - (b.accuracy ?? 999));
  return found[0];
}

function spelled(proj: string): string {
  return proj.replace(/\+ellps=(\w+)/, (whole, name: string) => SPELLED[name] ?? whole);
}

/** A PROJ text with a shift in place of its own. */
function shifted(proj: string, to: string): string {
  // NAD27 by its name means grids, which are not shipped.
  const bare = proj.replace("+datum=NAD27", "+ellps=clrk66");
  if (/\+datum=/.test(bare)) return bare;
  return bare.replace(/ \+towgs84=\S+/, "").replace(" +no_defs", ` +towgs84=${to} +no_defs`);
}

/** Accuracy of the shift PROJ wrote itself, by its three first numbers; `null` when nobody knows. */
function accuracyOf(proj: string): number | null {
  const [x, y, z] = (/\+towgs84=([^ ]+)/.exec(proj)?.[1] ?? "").split(",").map(Number);
  if (z === undefined) return null;
  const found = database
    .prepare(
      "SELECT min(accuracy) AS accuracy FROM helmert_transformation WHERE tx = ? AND ty = ? AND tz = ? AND deprecated = 0",
    )
    .get(x as number, y as number, z);
  return found?.["accuracy"] === null ? null : Number(found?.["accuracy"]);
}

/** Share of an area that lies in a box; an area over the date line counts by its longer side. */
function shareOf(area: Box, box: Box): number {
  const width = Math.max(0, Math.min(area[2], box[2]) - Math.max(area[0], box[0]));
  const height = Math.max(0, Math.min(area[3], box[3]) - Math.max(area[1], box[1]));
  const whole = (area[2] - area[0]) * (area[3] - area[1]);
  return whole > 0 ? (width * height) / whole : 0;
}

/** Seven numbers of `+towgs84` (metres, arc-seconds, parts per million; position vector); `undefined` for other methods. */
function towgs84(row: Readonly<Record<string, unknown>>): string | undefined {
  const method = Number(row["method_code"]);
  const turn = { 9603: 0, 9606: 1, 9607: -1 }[method];
  if (turn === undefined) return undefined;
  const metre = { 9001: 1, 1025: 0.001 }[Number(row["translation_uom_code"])];
  if (metre === undefined) return undefined;
  const move = ["tx", "ty", "tz"].map((key) => round(Number(row[key]) * metre));
  if (turn === 0) return move.join(",");
  const second = { 9104: 1, 1031: 0.001, 9109: (1e-6 * 180 * 3600) / Math.PI, 9101: (180 * 3600) / Math.PI }[
    Number(row["rotation_uom_code"])
  ];
  const million = { 9202: 1, 1028: 0.001, 9201: 1e6 }[Number(row["scale_difference_uom_code"])];
  if (second === undefined || million === undefined) return undefined;
  const spin = ["rx", "ry", "rz"].map((key) => round(Number(row[key]) * second * turn));
  return [...move, ...spin, round(Number(row["scale_difference"]) * million)].join(",");
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
