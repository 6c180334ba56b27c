import { crc32 } from "node:zlib";

/** A file as a browser is given it. */
export interface Sample {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** South-west corner of the samples, metres in EPSG:32629, near Bamako. */
export const EAST = 610_000;
export const NORTH = 1_390_000;

const sample = (name: string, text: string | Buffer, mimeType = "application/octet-stream"): Sample => ({
  name,
  mimeType,
  buffer: Buffer.from(text as string),
});

const square = (x: number, y: number, side: number): number[][] =>
  [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ].map(([east = 0, north = 0]) => [EAST + east, NORTH + north]);

/** Lots as an office keeps them: hectares with a decimal comma, coded uses, owners' names, one value that is no area. */
export function lotsGeoJson(name = "lots.geojson", shiftM = 0): Sample {
  const lots = [
    ["1", "0,0625", "H"],
    ["2", "0,0625", "H"],
    ["3", "six ares", "C"],
    ["4", "0,0625", "X"],
  ];
  const features: object[] = lots.map(([NUM_LOT, surface_ha, USAGE], i) => ({
    type: "Feature",
    properties: { NUM_LOT, surface_ha, USAGE, PROPRIETAIRE: "Konaté", zone: "Nord" },
    geometry: { type: "Polygon", coordinates: [square(shiftM + i * 25, 0, 25)] },
  }));
  features.push({
    type: "Feature",
    properties: { NUM_LOT: "R1", zone: "repère" },
    geometry: { type: "Point", coordinates: [EAST + shiftM + 12, NORTH + 12] },
  });
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::32629" } };
  return sample(name, JSON.stringify({ type: "FeatureCollection", name: "lots", crs, features }));
}

/** Wells as a telephone records them, in degrees. */
export function wellsKml(): Sample {
  const mark = (name: string, lon: number, lat: number) =>
    `<Placemark><name>${name}</name><Point><coordinates>${lon},${lat},0</coordinates></Point></Placemark>`;
  const marks = [mark("Forage de l'école", -7.9858, 12.5714), mark("Puits du marché", -7.9853, 12.5719)];
  const text = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Forages</name>${marks.join("")}</Folder></Document></kml>`;
  return sample("forages.kml", text);
}

/** A drawing: streets on one layer, a frame on another, in metres without a word of the CRS. */
export function streetsDxf(): Sample {
  const line = (layer: string, ...at: [number, number][]) => [
    ...["0", "POLYLINE", "8", layer, "66", "1", "70", "0"],
    ...at.flatMap(([x, y]) => ["0", "VERTEX", "8", layer, "10", String(EAST + x), "20", String(NORTH + y)]),
    ...["0", "SEQEND"],
  ];
  const entities = [
    ...line("RUES", [0, -6], [100, -6]),
    ...line("RUES", [-6, -6], [-6, 40]),
    ...line("CADRE", [-40, -40], [140, -40], [140, 80]),
  ];
  const rows = ["0", "SECTION", "2", "ENTITIES", ...entities, "0", "ENDSEC", "0", "EOF", ""];
  return sample("voirie.dxf", rows.join("\r\n"));
}

/** A zipped Shapefile of buildings, as Windows programs of offices write it: Windows-1252, no `.cpg`, no `.prj`. */
export function housesShapefile(): Sample {
  const rings = [square(4, 4, 10), square(30, 5, 9)];
  const names = ["Maison Kéïta", "École"];
  const records = rings.map((ring, i) => {
    const bytes = Buffer.alloc(8 + 44 + 4 + ring.length * 16);
    bytes.writeInt32BE(i + 1, 0);
    bytes.writeInt32BE((bytes.length - 8) / 2, 4);
    bytes.writeInt32LE(5, 8);
    const turned = ring.toReversed();
    const xs = turned.map(([x = 0]) => x);
    const ys = turned.map(([, y = 0]) => y);
    for (const [k, value] of [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].entries()) {
      bytes.writeDoubleLE(value, 12 + k * 8);
    }
    bytes.writeInt32LE(1, 44);
    bytes.writeInt32LE(ring.length, 48);
    bytes.writeInt32LE(0, 52);
    turned.forEach(([x = 0, y = 0], k) => {
      bytes.writeDoubleLE(x, 56 + k * 16);
      bytes.writeDoubleLE(y, 64 + k * 16);
    });
    return bytes;
  });
  const head = (length: number) => {
    const bytes = Buffer.alloc(100);
    bytes.writeInt32BE(9994, 0);
    bytes.writeInt32BE(length / 2, 24);
    bytes.writeInt32LE(1000, 28);
    bytes.writeInt32LE(5, 32);
    for (const [k, value] of [EAST, NORTH, EAST + 40, NORTH + 20].entries()) bytes.writeDoubleLE(value, 36 + k * 8);
    return bytes;
  };
  let at = 50;
  const index = records.map((record) => {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32BE(at, 0);
    bytes.writeInt32BE((record.length - 8) / 2, 4);
    at += record.length / 2;
    return bytes;
  });
  const shapes = Buffer.concat(records);
  const shp = Buffer.concat([head(100 + shapes.length), shapes]);
  const shx = Buffer.concat([head(100 + index.length * 8), ...index]);
  const dbfHead = Buffer.alloc(32 + 32 + 1);
  dbfHead.set([3, 124, 5, 6]);
  dbfHead.writeUInt32LE(names.length, 4);
  dbfHead.writeUInt16LE(dbfHead.length, 8);
  dbfHead.writeUInt16LE(21, 10);
  dbfHead.write("NOM", 32, "latin1");
  dbfHead.write("C", 43, "latin1");
  dbfHead[48] = 20;
  dbfHead[64] = 0x0d;
  const rows = names.map((name) => Buffer.from(` ${name.padEnd(20)}`, "latin1"));
  const dbf = Buffer.concat([dbfHead, ...rows, Buffer.from([0x1a])]);
  return sample("batiments.zip", zipped({ "batiments.shp": shp, "batiments.shx": shx, "batiments.dbf": dbf }));
}

/** Points in a table as French spreadsheets write it: semicolons, decimal commas. */
export function polesCsv(): Sample {
  const rows = ["Nom;X;Y;Hauteur", `P1;${EAST + 5},25;${NORTH - 3},5;9,5`, `P2;${EAST + 45},75;${NORTH - 3},5;haute`];
  return sample("poteaux.csv", `${rows.join("\r\n")}\r\n`);
}

/** A ZIP of files, stored as they are. */
function zipped(files: Readonly<Record<string, Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt32LE(crc32(bytes), 14);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    local.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(local, Buffer.from(name), bytes);
    at += 30 + name.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}
