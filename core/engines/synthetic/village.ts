import { SYNTHETIC_CRS } from "#core/engines/synthetic/cadastre";
import { type Random, randomOf } from "#core/engines/synthetic/random";
import { projectionOf } from "#core/geometry/crs";
import { type Geometry, lineOf, pointAt, polygonOf } from "#core/geometry/geometry";
import type { ClassId, Feature, Fields } from "#core/model/feature";

/** South of Ségou, UTM 29N, metres. */
const CENTRE_M = [640_000, 1_455_000] as const;
const COMPOUND_M = 38;

interface Thing {
  readonly class: ClassId;
  readonly geometry: Geometry;
  readonly fields: Fields;
  readonly osm: Readonly<Record<string, string>>;
}

/**
 * A village as it grew: exactly `buildings` houses in compounds around their courts, tracks between them, a road
 * through, a marigot on one side that nobody builds beside, a school, a mosque, a market and wells. Integer
 * millimetres in EPSG:32629. The same arguments give the same features.
 *
 * @param buildings houses, 1 or more
 * @throws RangeError below one building
 */
export function syntheticVillage(buildings: number, seed: number): Feature[] {
  return thingsOf(buildings, seed).map((thing, i) => ({
    id: `${thing.class}-${i + 1}`,
    class: thing.class,
    geometry: thing.geometry,
    fields: thing.fields,
  }));
}

/** The same village as OpenStreetMap XML (0.6), WGS 84 degrees with seven decimals. */
export function villageOsm(buildings: number, seed: number): string {
  const door = projectionOf(SYNTHETIC_CRS);
  const nodes: string[] = [];
  const ways: string[] = [];
  const ids = new Map<string, number>();
  const meta = 'version="1" timestamp="2026-01-01T00:00:00Z"';
  const tagLines = (tags: Thing["osm"]) =>
    Object.entries(tags).map(([key, value]) => `    <tag k="${escaped(key)}" v="${escaped(value)}"/>\n`);
  const node = (x: number, y: number, tags?: Thing["osm"]): number => {
    const key = `${x},${y}`;
    const known = tags ? undefined : ids.get(key);
    if (known) return known;
    const id = nodes.length + 1;
    const [lon, lat] = door.toLonLat(x, y);
    const place = `  <node id="${id}" lat="${lat.toFixed(7)}" lon="${lon.toFixed(7)}" ${meta}`;
    nodes.push(tags ? `${place}>\n${tagLines(tags).join("")}  </node>\n` : `${place}/>\n`);
    if (!tags) ids.set(key, id);
    return id;
  };
  for (const { geometry, osm } of thingsOf(buildings, seed)) {
    if (geometry.kind === "point") {
      node(geometry.at[0], geometry.at[1], osm);
      continue;
    }
    const run = geometry.kind === "line" ? geometry.path : (geometry.rings[0] ?? []);
    const refs: number[] = [];
    for (let i = 0; i + 1 < run.length; i += 2) refs.push(node(run[i] as number, run[i + 1] as number));
    if (geometry.kind === "polygon") refs.push(refs[0] as number);
    const lines = refs.map((ref) => `    <nd ref="${ref}"/>\n`).join("");
    ways.push(`  <way id="${ways.length + 1}" ${meta}>\n${lines}${tagLines(osm).join("")}  </way>\n`);
  }
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="Maillage">\n';
  return `${head}${nodes.join("")}${ways.join("")}</osm>\n`;
}

/** Plan metres around the centre of the village to a vertex, integer millimetres. */
type Place = (x: number, y: number) => [x: number, y: number];

function thingsOf(buildings: number, seed: number): Thing[] {
  if (!Number.isInteger(buildings) || buildings < 1) throw new RangeError("a synthetic village has one house or more");
  const random = randomOf(seed, 23);
  const place = placing(random);
  const things: Thing[] = [];
  // Compounds fill cells of a bent grid from the centre outwards; every third line of cells is a track.
  const radius = Math.ceil(Math.sqrt(buildings / 3)) + 3;
  const streamLine = -(2.5 + 0.22 * Math.sqrt(buildings));
  const cells: { column: number; row: number; far: number }[] = [];
  for (let column = -radius; column <= radius; column++) {
    for (let row = -radius; row <= radius; row++) {
      if (row === 0 || row < streamLine + 2) continue;
      cells.push({ column, row, far: Math.hypot(column, row) + random.between(0, 1.6) });
    }
  }
  cells.sort((a, b) => a.far - b.far || a.column - b.column || a.row - b.row);

  let left = buildings;
  const used: { column: number; row: number }[] = [];
  const free: { column: number; row: number }[] = [];
  for (const cell of cells) {
    if (left === 0) break;
    if (random.chance(0.12)) {
      free.push(cell);
      continue;
    }
    used.push(cell);
    const houses = compoundIn(cell, random, place).slice(0, left);
    left -= houses.length;
    things.push(...houses);
  }
  const reach = Math.max(2, ...used.map((cell) => Math.max(Math.abs(cell.column), Math.abs(cell.row)))) + 1;
  things.push(...tracksOf(reach, random, place));
  things.push(streamAt(streamLine, reach, random, place));
  things.push(...placesIn(free.length > 0 ? free : used, random, place));
  if (left > 0) throw new Error("the grid of the synthetic village is too small");
  return things;
}

/** A gentle bend and a turn, so that nothing lies along the axes. */
function placing(random: Random): Place {
  const turn = random.between(0, Math.PI);
  const phase = random.between(0, 2 * Math.PI);
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return (x, y) => {
    const px = x + 14 * Math.sin(y / 190 + phase);
    const py = y + 14 * Math.sin(x / 230 - phase);
    return [
      Math.round((CENTRE_M[0] + px * cos - py * sin) * 1000),
      Math.round((CENTRE_M[1] + px * sin + py * cos) * 1000),
    ];
  };
}

/** Three to six houses around a court, none touching another. */
function compoundIn(cell: { column: number; row: number }, random: Random, place: Place): Thing[] {
  const slots = [
    [-9, -9],
    [9, -9],
    [9, 9],
    [-9, 9],
    [0, -10],
    [0, 10],
  ] as const;
  const count = random.whole(3, 6);
  const cx = cell.column * COMPOUND_M + random.between(-2, 2);
  const cy = cell.row * COMPOUND_M + random.between(-2, 2);
  const turn = random.between(-0.2, 0.2);
  const put = (x: number, y: number) =>
    place(cx + x * Math.cos(turn) - y * Math.sin(turn), cy + x * Math.sin(turn) + y * Math.cos(turn));
  return slots.slice(0, count).map(([dx, dy]): Thing => {
    const corner = dx !== 0;
    const halfX = corner ? random.between(1.8, 3.6) : random.between(1.5, 3);
    const halfY = random.between(1.6, 3.2);
    const x = dx + random.between(-0.8, 0.8);
    const y = dy + random.between(-0.8, 0.8);
    const ring = [
      ...put(x - halfX, y - halfY),
      ...put(x + halfX, y - halfY),
      ...put(x + halfX, y + halfY),
      ...put(x - halfX, y + halfY),
    ];
    const banco = random.chance(0.6);
    return {
      class: "building",
      geometry: polygonOf(ring),
      fields: banco ? { material: "banco" } : {},
      osm: { building: "yes", ...(banco ? { "building:material": "banco" } : {}) },
    };
  });
}

/** The road on line 0, and tracks every three cells both ways, noded where they cross; some stretches are missing. */
function tracksOf(reach: number, random: Random, place: Place): Thing[] {
  const things: Thing[] = [];
  const half = COMPOUND_M / 2;
  const stations = Array.from({ length: 2 * reach + 1 }, (_, i) => (i - reach) * COMPOUND_M + half);
  const uphill = [...stations, 0].sort((a, b) => a - b);
  const road = stations.flatMap((x) => place(x, 0));
  things.push({
    class: "streetAxis",
    geometry: lineOf(road),
    fields: { name: "Route de Ségou", rank: "secondary", state: "existant" },
    osm: { highway: "unclassified", name: "Route de Ségou", surface: "laterite" },
  });
  for (let line = -reach; line <= reach; line++) {
    if (line % 3 !== 0) continue;
    const offset = line * COMPOUND_M + half;
    for (const across of [true, false]) {
      if (across && line === 0) continue;
      const end = reach * COMPOUND_M * random.between(0.6, 1);
      const stretch = (across ? stations : uphill).filter((s) => Math.abs(s) < end);
      if (stretch.length < 2 || random.chance(0.1)) continue;
      const path = stretch.flatMap((s) => (across ? place(s, offset) : place(offset, s)));
      things.push({
        class: "streetAxis",
        geometry: lineOf(path),
        fields: { rank: "access", state: "existant" },
        osm: { highway: random.chance(0.3) ? "residential" : "track" },
      });
    }
  }
  return things;
}

function streamAt(line: number, reach: number, random: Random, place: Place): Thing {
  const path: number[] = [];
  const length = (reach + 2) * COMPOUND_M;
  const bends = random.between(60, 110);
  for (let x = -length; x <= length; x += 15) {
    path.push(...place(x, line * COMPOUND_M + 12 * Math.sin(x / bends) + random.between(-2, 2)));
  }
  return {
    class: "waterCourse",
    geometry: lineOf(path),
    fields: { kind: "stream", name: "Marigot" },
    osm: { waterway: "stream", name: "Marigot", intermittent: "yes" },
  };
}

/** What a village has one or a few of, each in the middle of a cell. */
function placesIn(cells: readonly { column: number; row: number }[], random: Random, place: Place): Thing[] {
  const kinds: readonly Omit<Thing, "geometry">[] = [
    facility("ecole", "École fondamentale", { amenity: "school" }),
    facility("culte", "Mosquée", { amenity: "place_of_worship", religion: "muslim" }),
    facility("marche", "Marché", { amenity: "marketplace" }),
    well("forage", { man_made: "water_well", pump: "powered" }),
    well("puits", { man_made: "water_well", pump: "manual" }),
    well("puits", { man_made: "water_well" }),
  ];
  return kinds.map((kind, i) => {
    const cell = cells[(i * 5) % cells.length] as { column: number; row: number };
    const [x, y] = place(
      cell.column * COMPOUND_M + random.between(-3, 3),
      cell.row * COMPOUND_M + random.between(-3, 3),
    );
    return { ...kind, geometry: pointAt(x, y) };
  });
}

function facility(kind: string, name: string, osm: Thing["osm"]): Omit<Thing, "geometry"> {
  return { class: "facility", fields: { kind, name, state: "existant" }, osm: { ...osm, name } };
}

function well(kind: string, osm: Thing["osm"]): Omit<Thing, "geometry"> {
  return { class: "waterPoint", fields: { kind, state: "existant" }, osm };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
