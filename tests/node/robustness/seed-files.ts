import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { deflateSync } from "node:zlib";
import { PbfWriter } from "pbf";
import { villageOsm } from "#core/engines/synthetic/village";
import { writeGeoJson } from "#core/formats/geojson";
import { type OsmData, tagsOf } from "#core/formats/osm/osm-data";
import { readOsm } from "#core/formats/osm/read-osm";
import { CORE_TABLES } from "#services/gpkg/schema";
import { writeProjectFile } from "#services/gpkg/write-project";
import { aVillage } from "#tests/node/electron/a-village";
import { outsideSeeds, type SeedFile } from "#tests/node/robustness/outside-seeds";

/** A small sound file of every format that is read, made anew; the same each time but for the times in a GeoPackage. */
export function seedFiles(): SeedFile[] {
  const folder = mkdtempSync(join(tmpdir(), "maillage-seeds-"));
  try {
    const relation = `  <relation id="1"><member type="way" ref="1" role="outer"/><tag k="type" v="multipolygon"/><tag k="building" v="yes"/></relation>\n</osm>`;
    const xml = villageOsm(6, 1).replace("</osm>", relation);
    const osm = readOsm(Buffer.from(xml), { file: "seed" });
    const village = aVillage(8);
    const project = join(folder, "projet.gpkg");
    writeProjectFile(project, village, { profile: "interne" });
    return [
      { name: "village.osm", bytes: Buffer.from(xml) },
      { name: "village.osm.pbf", bytes: pbfOf(osm, true) },
      { name: "brut.osm.pbf", bytes: pbfOf(osm, false) },
      { name: "overpass.json", bytes: overpassOf(osm) },
      { name: "village.geojson", bytes: writeGeoJson(village, { profile: "interne", lang: "fr" }) },
      { name: "site.geojson", bytes: Buffer.from(SITE) },
      { name: "projet.gpkg", bytes: readFileSync(project) },
      { name: "etranger.gpkg", bytes: foreignGpkg(join(folder, "etranger.gpkg")) },
      { name: "params.json", bytes: Buffer.from(PARAMS) },
      ...outsideSeeds(),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SITE = `{"type":"FeatureCollection",
"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32629"}},
"features":[
{"type":"Feature","id":"s","properties":{"nom":"Bèlèko"},"geometry":{"type":"Polygon","coordinates":[
[[640000,1455000],[640300,1455000],[640300,1455200],[640000,1455200],[640000,1455000]],
[[640100,1455050],[640100,1455100],[640150,1455100],[640150,1455050],[640100,1455050]]]}}
]}`;

const PARAMS = `{"parcelAreaM2":400,"frontageM":16,
"streetWidthM":{"primary":20,"secondary":15,"access":12},
"lotsPerIlotRow":10,"keepBuildings":"hard","publicShare":0.15,
"facilities":["school","health","market","water"]}`;

/** OSM PBF of what was read: one header, one block; zlib or raw. */
export function pbfOf(osm: OsmData, compressed: boolean): Uint8Array {
  const texts = [""];
  const place = (text: string): number => {
    if (!texts.includes(text)) texts.push(text);
    return texts.indexOf(text);
  };
  const { nodes, ways, relations } = osm;
  const deltas = (values: readonly number[]): number[] => values.map((value, i) => value - (values[i - 1] ?? 0));
  const tagsFor = (kind: "node" | "way" | "relation", i: number): [number, number][] =>
    Object.entries(tagsOf(osm, kind, i) ?? {}).map(([key, value]) => [place(key), place(value)]);
  const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const grain = (degrees: Float64Array): number[] => [...degrees].map((one) => Math.round(one * 1e7));
  const group = message((to) => {
    const dense = message((out) => {
      out.writePackedSVarint(1, deltas([...nodes.ids]));
      out.writePackedSVarint(8, deltas(grain(nodes.lat)));
      out.writePackedSVarint(9, deltas(grain(nodes.lon)));
      out.writePackedVarint(
        10,
        range(nodes.count).flatMap((i) => [...tagsFor("node", i).flat(), 0]),
      );
    });
    to.writeBytesField(2, dense);
    for (const i of range(ways.count)) {
      const way = message((out) => {
        out.writeVarintField(1, ways.ids[i] as number);
        const tags = tagsFor("way", i);
        out.writePackedVarint(
          2,
          tags.map(([key]) => key),
        );
        out.writePackedVarint(
          3,
          tags.map(([, value]) => value),
        );
        const refs = [...ways.refs.slice(ways.start[i], ways.start[i + 1])].map((at) => nodes.ids[at] as number);
        out.writePackedSVarint(8, deltas(refs));
      });
      to.writeBytesField(3, way);
    }
    for (const i of range(relations.count)) {
      const relation = message((out) => {
        out.writeVarintField(1, relations.ids[i] as number);
        const tags = tagsFor("relation", i);
        out.writePackedVarint(
          2,
          tags.map(([key]) => key),
        );
        out.writePackedVarint(
          3,
          tags.map(([, value]) => value),
        );
        const members = range((relations.start[i + 1] as number) - (relations.start[i] as number));
        out.writePackedVarint(
          8,
          members.map(() => place("outer")),
        );
        out.writePackedSVarint(9, deltas(members.map((_, at) => ways.ids[at] as number)));
        out.writePackedVarint(
          10,
          members.map(() => 1),
        );
      });
      to.writeBytesField(4, relation);
    }
  });
  const block = message((to) => {
    to.writeBytesField(
      1,
      message((out) => {
        for (const text of texts) out.writeBytesField(1, Buffer.from(text));
      }),
    );
    to.writeBytesField(2, group);
  });
  const header = message((to) => {
    to.writeStringField(4, "OsmSchema-V0.6");
    to.writeStringField(4, "DenseNodes");
  });
  return Buffer.concat([fileBlock("OSMHeader", header, compressed), fileBlock("OSMData", block, compressed)]);
}

/** One block of a PBF file: length, header, blob. */
export function fileBlock(type: string, data: Uint8Array, compressed: boolean, says = data.length): Uint8Array {
  const blob = message((to) => {
    if (!compressed) to.writeBytesField(1, data);
    else {
      to.writeVarintField(2, says);
      to.writeBytesField(3, deflateSync(data));
    }
  });
  const header = message((to) => {
    to.writeStringField(1, type);
    to.writeVarintField(3, blob.length);
  });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

/** The bytes of one protobuf message. */
export function message(write: (to: PbfWriter) => void): Uint8Array {
  const to = new PbfWriter();
  write(to);
  return to.finish().slice();
}

function overpassOf(osm: OsmData): Uint8Array {
  const { nodes, ways } = osm;
  const elements: object[] = [];
  for (let i = 0; i < nodes.count; i++) {
    elements.push({
      type: "node",
      id: nodes.ids[i],
      lat: nodes.lat[i],
      lon: nodes.lon[i],
      tags: tagsOf(osm, "node", i),
    });
  }
  for (let i = 0; i < ways.count; i++) {
    const refs = [...ways.refs.slice(ways.start[i], ways.start[i + 1])].map((at) => nodes.ids[at]);
    elements.push({ type: "way", id: ways.ids[i], nodes: refs, tags: tagsOf(osm, "way", i) });
  }
  elements.push({ type: "relation", id: 1, members: [{ type: "way", ref: 1, role: "outer" }], tags: { type: "site" } });
  return Buffer.from(`{"version":0.6,"elements":[\n${elements.map((one) => JSON.stringify(one)).join(",\n")}\n]}`);
}

/** A GeoPackage as another program writes it: one layer of areas in degrees, one of points, no table of ours. */
function foreignGpkg(path: string): Uint8Array {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA page_size = 1024; PRAGMA application_id = 1196444487");
  database.exec(CORE_TABLES);
  database.exec(`
    INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS', NULL);
    CREATE TABLE zone (fid INTEGER PRIMARY KEY, geom POLYGON, nom TEXT, osm_id BIGINT, surface DOUBLE, vu BOOLEAN);
    CREATE TABLE puits (fid INTEGER PRIMARY KEY, geom POINT, nom TEXT);
    INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('zone', 'features', 'zone', 4326);
    INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('puits', 'features', 'puits', 4326);
    INSERT INTO gpkg_geometry_columns VALUES ('zone', 'geom', 'POLYGON', 4326, 0, 0);
  `);
  const zone = database.prepare("INSERT INTO zone (geom, nom, osm_id, surface, vu) VALUES (?, ?, ?, ?, ?)");
  for (let i = 0; i < 20; i++)
    zone.run(squareBlob(-7 + i / 1000, 13, 0.0005), `Zone ${i}`, 10n ** 17n + BigInt(i), i / 3, i % 2);
  const puits = database.prepare("INSERT INTO puits (geom, nom) VALUES (?, ?)");
  for (let i = 0; i < 20; i++) puits.run(squareBlob(-7, 13 + i / 1000, 0.0001), "Puits à pompe");
  database.close();
  return readFileSync(path);
}

/** GeoPackage blob of a square, little-endian, without envelope. */
export function squareBlob(x: number, y: number, side: number, srsId = 4326): Uint8Array {
  const ring = [x, y, x + side, y, x + side, y + side, x, y + side, x, y];
  const blob = Buffer.alloc(8 + 13 + ring.length * 8);
  blob.write("GP");
  blob[3] = 1;
  blob.writeInt32LE(srsId, 4);
  blob[8] = 1;
  blob.writeUInt32LE(3, 9);
  blob.writeUInt32LE(1, 13);
  blob.writeUInt32LE(5, 17);
  for (const [i, value] of ring.entries()) blob.writeDoubleLE(value, 21 + i * 8);
  return blob;
}
