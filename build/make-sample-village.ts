/**
 * Draws the sample village, `resources/sample/village-exemple.osm`: made up, but built like a village of southern Mali.
 * The same bytes every time. Run: `node build/make-sample-village.ts`.
 *
 * Metres from the crossroads, x east and y north; the crossroads lies at 12.3° N, 8.2° W (UTM zone 29N).
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { projectionOf } from "#core/geometry/crs";

type Point = readonly [x: number, y: number];
type Tags = Readonly<Record<string, string>>;

const projection = projectionOf("EPSG:32629");
const [originX, originY] = projection.toGrid(-8.2, 12.3);

/** Mulberry32: a small seeded generator, so that the village never changes. */
let seed = 20_250_607;
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
const between = (low: number, high: number) => low + random() * (high - low);
/** Roughly normal, within ±3. */
const bell = () => (random() + random() + random() + random() - 2) * 1.5;

// --- The file ------------------------------------------------------------------------------------------------------

const nodes = new Map<string, { id: number; at: Point; tags: Tags }>();
const ways: { refs: number[]; tags: Tags }[] = [];

/** The node at a place (to the millimetre): lines that pass the same control point share it. */
function node(at: Point, tags: Tags = {}): number {
  const key = at.map((value) => Math.round(value * 1000)).join();
  const known = nodes.get(key);
  if (known) {
    known.tags = { ...known.tags, ...tags };
    return known.id;
  }
  const id = -1 - nodes.size;
  nodes.set(key, { id, at, tags });
  return id;
}

function way(points: readonly Point[], tags: Tags, closed = false): void {
  const refs = points.map((at) => node(at));
  ways.push({ refs: closed ? [...refs, refs[0] as number] : refs, tags });
}

// --- Lines ---------------------------------------------------------------------------------------------------------

/** A winding line through control points (Catmull-Rom), a vertex about every `stepM`, shaken a little off the curve. */
function winding(controls: readonly Point[], stepM: number, shakeM: number): Point[] {
  const line: Point[] = [];
  for (let i = 0; i + 1 < controls.length; i++) {
    const b = controls[i] as Point;
    const c = controls[i + 1] as Point;
    const a = controls[i - 1] ?? b;
    const d = controls[i + 2] ?? c;
    const steps = Math.max(1, Math.round(Math.hypot(c[0] - b[0], c[1] - b[1]) / stepM));
    line.push(b);
    for (let k = 1; k < steps; k++) {
      const t = k / steps;
      const along = (axis: 0 | 1) =>
        0.5 *
        (2 * b[axis] +
          (c[axis] - a[axis]) * t +
          (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
          (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t);
      line.push([along(0) + bell() * shakeM, along(1) + bell() * shakeM]);
    }
  }
  line.push(controls.at(-1) as Point);
  return line;
}

const crossing: Point = [0, 20];
const ford: Point = [-395, -40];
const eastFork: Point = [200, 70];
const westFork: Point = [-180, 5];
const northFork: Point = [25, 130];
const farNorth: Point = [10, 260];
const southFork: Point = [-25, -90];
const farSouth: Point = [-60, -220];
const fieldsFork: Point = [-40, -360];
const lowerFork: Point = [-130, -112];
const westEnd: Point = [-640, -95];

const lines: { points: Point[]; tags: Tags; clearM: number }[] = [];

function line(controls: readonly Point[], tags: Tags, stepM: number, shakeM: number, clearM: number): void {
  const points = winding(controls, stepM, shakeM);
  lines.push({ points, tags, clearM });
  way(points, tags);
}

const road = { highway: "tertiary", name: "Route de Kafala", surface: "laterite" };
line([[-950, -160], westEnd, ford, westFork, crossing, eastFork, [460, 95], [720, 150], [980, 170]], road, 24, 0.5, 8);
const track = { highway: "track", surface: "earth" };
line([crossing, northFork, farNorth, [60, 420], [50, 620], [110, 860]], track, 20, 0.6, 6);
line([crossing, southFork, farSouth, fieldsFork, [-110, -560], [-90, -820]], track, 20, 0.6, 6);
const stream: Point[] = [
  [-330, 900],
  [-365, 640],
  [-430, 420],
  [-385, 200],
  ford,
  [-450, -260],
  [-405, -480],
  [-475, -700],
  [-440, -900],
];
line(stream, { waterway: "stream", name: "Sinsinakɔ", intermittent: "yes" }, 16, 2.2, 30);
node(ford, { ford: "yes" });

const path = { highway: "path" };
for (const controls of [
  [westFork, [-172, 92], [-112, 172], farNorth],
  [westFork, [-204, -62], lowerFork],
  [southFork, lowerFork, [-226, -186], [-304, -252]],
  [farSouth, [62, -262], [160, -344], [228, -470], [262, -660]],
  [eastFork, [182, -18], [122, -92], [42, -116], southFork],
  [northFork, [112, 156], [188, 134], eastFork],
  [fieldsFork, [-160, -420], [-250, -466]],
  [westEnd, [-606, -20], [-612, 52]],
] as Point[][]) {
  line(controls, path, 13, 0.7, 3.5);
}

// --- Buildings -----------------------------------------------------------------------------------------------------

const outlines: Point[][] = [];

/** A rectangle about a centre, turned by `turn` radians, its corners a little off square. */
function block(centre: Point, widthM: number, depthM: number, turn: number, shakeM = 0.12): Point[] {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([sx, sy]): Point => {
    const dx = ((sx as number) * widthM) / 2 + bell() * shakeM;
    const dy = ((sy as number) * depthM) / 2 + bell() * shakeM;
    return [centre[0] + dx * cos - dy * sin, centre[1] + dx * sin + dy * cos];
  });
}

function roundHut(centre: Point, radiusM: number): Point[] {
  return Array.from({ length: 10 }, (_, k): Point => {
    const angle = (k * Math.PI) / 5;
    return [centre[0] + radiusM * Math.cos(angle), centre[1] + radiusM * Math.sin(angle)];
  });
}

function pointToSegmentM([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - share * dx, py - ay - share * dy);
}

/** Gap between two convex outlines, metres; 0 where they overlap (separating axes, then vertices to edges). */
function gapM(a: readonly Point[], b: readonly Point[]): number {
  const apart = [a, b].some((shape) =>
    shape.some((from, i) => {
      const to = shape[(i + 1) % shape.length] as Point;
      const axis: Point = [from[1] - to[1], to[0] - from[0]];
      const reach = (points: readonly Point[]) => points.map(([x, y]) => x * axis[0] + y * axis[1]);
      const [ra, rb] = [reach(a), reach(b)];
      return Math.max(...ra) < Math.min(...rb) || Math.max(...rb) < Math.min(...ra);
    }),
  );
  if (!apart) return 0;
  const edges = (shape: readonly Point[]) =>
    shape.map((from, i) => [from, shape[(i + 1) % shape.length] as Point] as const);
  const distances = [
    ...a.flatMap((p) => edges(b).map(([from, to]) => pointToSegmentM(p, from, to))),
    ...b.flatMap((p) => edges(a).map(([from, to]) => pointToSegmentM(p, from, to))),
  ];
  return Math.min(...distances);
}

function clearOfLines(points: readonly Point[], extraM = 0): boolean {
  return lines.every(({ points: run, clearM }) =>
    points.every((p) => run.every((to, i) => i === 0 || pointToSegmentM(p, run[i - 1] as Point, to) > clearM + extraM)),
  );
}

function build(outline: Point[], tags: Tags, gap: number): boolean {
  if (!clearOfLines(outline) || outlines.some((other) => gapM(outline, other) < gap)) return false;
  outlines.push(outline);
  way(outline, tags, true);
  return true;
}

function mustBuild(outline: Point[], tags: Tags): void {
  if (!build(outline, tags, 3)) throw new Error(`no room for ${JSON.stringify(tags)}`);
}

mustBuild(block([-44, 62], 13, 10, 0.14), {
  building: "mosque",
  amenity: "place_of_worship",
  religion: "muslim",
  name: "Mosquée de Sinsina",
});

const schoolTurn = 0.16;
const schoolYard = block([262, -10], 84, 66, schoolTurn, 1.2);
way(schoolYard, { amenity: "school", name: "École de Sinsina" }, true);
mustBuild(block([256, 12], 27, 7.5, schoolTurn), { building: "school", "building:levels": "1" });
mustBuild(block([236, -20], 20, 7.5, schoolTurn + Math.PI / 2), { building: "school", "building:levels": "1" });
mustBuild(block([291, -33], 6, 4, schoolTurn), { building: "toilets" });

/** The middle of the village stays open: the talking tree, the mosque's yard, the wells, the school. */
const open: { at: Point; radiusM: number }[] = [
  { at: [-44, 62], radiusM: 17 },
  { at: [26, -14], radiusM: 17 },
  { at: [262, -10], radiusM: 58 },
  { at: [-92, 128], radiusM: 8 },
  { at: [92, -66], radiusM: 8 },
  { at: [58, 70], radiusM: 7 },
];

const quarters: { name: string; at: Point; spreadM: number; compounds: number }[] = [
  { name: "Dugutigila", at: [-92, 84], spreadM: 46, compounds: 15 },
  { name: "Numula", at: [108, 92], spreadM: 42, compounds: 9 },
  { name: "Kɔfɛ", at: [-112, -46], spreadM: 40, compounds: 9 },
  { name: "Kurala", at: [82, -44], spreadM: 44, compounds: 10 },
];

const compounds: { at: Point; radiusM: number }[] = [];

function house(): { widthM: number; depthM: number; tags: Tags } {
  const cement = random() < 0.14;
  const tags: Tags = {
    building: random() < 0.3 ? "house" : "yes",
    "building:material": cement ? "cement_block" : "mud",
    ...(cement ? { "building:levels": "1", "roof:material": "metal" } : {}),
  };
  return { widthM: between(5.2, 8.8), depthM: between(4.2, 5.6), tags };
}

/** A concession: small houses around a yard, doors to the yard, often a round granary between them. */
function compound(at: Point, radiusM: number): void {
  const turn = between(0, Math.PI * 2);
  const places = 4 + Math.floor(random() * 2.6);
  // One side is left for the gate.
  for (let k = 1; k < places; k++) {
    const angle = turn + (k * 2 * Math.PI) / places + bell() * 0.07;
    const reach = radiusM - between(2.6, 3.6);
    const centre: Point = [at[0] + reach * Math.cos(angle), at[1] + reach * Math.sin(angle)];
    const { widthM, depthM, tags } = house();
    build(block(centre, widthM, depthM, angle + Math.PI / 2 + bell() * 0.06), tags, 1.4);
  }
  if (random() < 0.55) {
    const angle = turn + Math.PI / places + bell() * 0.2;
    const centre: Point = [at[0] + (radiusM - 3) * Math.cos(angle), at[1] + (radiusM - 3) * Math.sin(angle)];
    build(roundHut(centre, between(2, 2.4)), { building: "hut", "building:material": "mud" }, 1.2);
  }
}

for (const { at, spreadM, compounds: wanted } of quarters) {
  for (let made = 0, tries = 0; made < wanted && tries < 4000; tries++) {
    const radiusM = between(10.5, 14);
    // Wider and wider, so that the quarter fills from its middle.
    const reach = spreadM * (0.7 + tries / 2500);
    const centre: Point = [at[0] + bell() * reach, at[1] + bell() * reach];
    const crowded =
      compounds.some((c) => Math.hypot(c.at[0] - centre[0], c.at[1] - centre[1]) < c.radiusM + radiusM + 3) ||
      open.some((o) => Math.hypot(o.at[0] - centre[0], o.at[1] - centre[1]) < o.radiusM + radiusM);
    if (crowded || !clearOfLines([centre], radiusM - 2)) continue;
    compounds.push({ at: centre, radiusM });
    compound(centre, radiusM);
    made++;
  }
}

// --- Ground --------------------------------------------------------------------------------------------------------

/** A field between four sides: leaning a little, its edge bent inwards here and there. */
function field(west: number, south: number, east: number, north: number): Point[] {
  const corners: Point[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  const centre: Point = [(west + east) / 2, (south + north) / 2];
  const [lean, tilt] = [between(-0.07, 0.07), between(-0.05, 0.05)];
  return corners.flatMap((from, i): Point[] => {
    const to = corners[(i + 1) % 4] as Point;
    const steps = Math.max(2, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / 45));
    return Array.from({ length: steps }, (_, k): Point => {
      const share = k / steps + (k === 0 ? 0 : bell() * 0.03);
      const [x, y] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
      const inward = between(0.02, 0.15);
      const [dx, dy] = [(x - centre[0]) * (1 - inward), (y - centre[1]) * (1 - inward)];
      return [centre[0] + dx + lean * dy, centre[1] + dy + tilt * dx];
    });
  });
}

for (const [crop, west, south, east, north] of [
  ["millet", -372, -640, -256, -486],
  ["sorghum", -250, -655, -142, -482],
  ["cotton", -385, -845, -128, -668],
  ["maize", -28, -570, 92, -398],
  ["groundnut", 98, -600, 196, -420],
  ["millet", -62, -780, 226, -618],
  ["sorghum", 284, -650, 432, -452],
  ["millet", -716, 58, -520, 226],
  ["cotton", -700, -340, -506, -150],
  ["rice", -730, 246, -560, 414],
] as const) {
  way(field(west, south, east, north), { landuse: "farmland", crop }, true);
}
way(field(-372, -356, -286, -262), { landuse: "orchard", trees: "mango_trees" }, true);
way(field(-262, 196, -214, 240), { landuse: "cemetery", name: "Cimetière de Sinsina" }, true);

/** The built ground: a line a little outside the houses (not the school), seen from the crossroads. */
const houses = outlines.filter((outline) => outline.every(([x]) => x < 220));
const hull = Array.from({ length: 36 }, (_, k): Point => {
  const angle = (k * Math.PI) / 18;
  const reach = Math.max(
    60,
    ...houses.flat().map(([x, y]) => {
      const [dx, dy] = [x - crossing[0], y - crossing[1]];
      const off = Math.abs(Math.atan2(Math.sin(Math.atan2(dy, dx) - angle), Math.cos(Math.atan2(dy, dx) - angle)));
      return off < 0.26 ? Math.hypot(dx, dy) : 0;
    }),
  );
  return [crossing[0] + (reach + 14) * Math.cos(angle), crossing[1] + (reach + 14) * Math.sin(angle)];
});
way(hull, { landuse: "residential", name: "Sinsina" }, true);

node([14, 34], { place: "village", name: "Sinsina" });
for (const { name, at } of quarters) node(at, { place: "neighbourhood", name });
node([-92, 128], { man_made: "water_well", name: "Kɔlɔn kɔrɔ", drinking_water: "yes" });
node([92, -66], { man_made: "water_well", drinking_water: "yes" });
node([58, 70], { man_made: "borehole", pump: "manual", drinking_water: "yes", name: "Pompe du village" });
node([26, -14], { natural: "tree", name: "Jalaba", species: "Khaya senegalensis", height: "18" });
node([-236, -112], { natural: "tree", name: "Balansanba", species: "Faidherbia albida", height: "15" });
node([168, -196], { natural: "tree", species: "Adansonia digitata", height: "16" });

// --- Writing -------------------------------------------------------------------------------------------------------

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function tagLines(tags: Tags): string[] {
  return Object.entries(tags).map(([k, v]) => `    <tag k="${escaped(k)}" v="${escaped(v)}"/>`);
}

const text = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<osm version="0.6" generator="Maillage, build/make-sample-village.ts: made-up village, not OpenStreetMap data" copyright="Village d\'exemple, données inventées (made-up data)" upload="never">',
  ...[...nodes.values()].flatMap(({ id, at, tags }) => {
    const [lon, lat] = projection.toLonLat(originX + at[0] * 1000, originY + at[1] * 1000);
    const head = `  <node id="${id}" version="1" lat="${lat.toFixed(7)}" lon="${lon.toFixed(7)}"`;
    return Object.keys(tags).length === 0 ? [`${head}/>`] : [`${head}>`, ...tagLines(tags), "  </node>"];
  }),
  ...ways.flatMap(({ refs, tags }, i) => [
    `  <way id="${-1 - i}" version="1">`,
    ...refs.map((ref) => `    <nd ref="${ref}"/>`),
    ...tagLines(tags),
    "  </way>",
  ]),
  "</osm>",
  "",
].join("\n");

const folder = new URL("../resources/sample/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("village-exemple.osm", folder), text);
console.log(JSON.stringify({ buildings: outlines.length, nodes: nodes.size, ways: ways.length, bytes: text.length }));
