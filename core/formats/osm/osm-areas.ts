import type { AreaWay } from "#core/formats/osm/area-way";
import { type Assembled, assembleRings } from "#core/formats/osm/assemble-rings";
import type { OsmData, OsmTags } from "#core/formats/osm/osm-data";
import { NodeTable } from "#core/geometry/node-table";

/** Where nodes lie on the integer grid the areas are made on (millimetres of a project, or any other). */
export interface NodeGrid {
  x(node: number): number;
  y(node: number): number;
}

/** Keys that make a closed way an area, and the values of theirs that do not. */
const AREA_KEYS: Readonly<Record<string, readonly string[]>> = {
  building: ["no"],
  "building:part": ["no"],
  landuse: [],
  natural: ["coastline", "cliff", "ridge", "arete", "tree_row", "valley", "gully", "earth_bank"],
  amenity: ["bench"],
  leisure: ["track", "slipway"],
  shop: [],
  office: [],
  tourism: [],
  healthcare: [],
  place: [],
  historic: ["citywalls"],
  military: ["trench"],
  aeroway: ["runway", "taxiway"],
  man_made: ["pipeline", "embankment", "cutline", "breakwater", "groyne", "pier", "goods_conveyor"],
};
const AREA_VALUES: Readonly<Record<string, readonly string[]>> = {
  waterway: ["riverbank", "dock", "boatyard"],
  power: ["plant", "substation", "generator", "transformer"],
  boundary: ["administrative", "protected_area", "national_park"],
};

/**
 * Whether a closed way with these tags is an area, as OSM practice has it: `area` decides, then a highway is a line,
 * then buildings, land use, nature, facilities… are areas.
 *
 * @see https://wiki.openstreetmap.org/wiki/Key:area
 */
export function isAreaTagged(tags: OsmTags): boolean {
  if (tags["area"] === "yes") return true;
  if (tags["area"] === "no" || tags["highway"] !== undefined) return false;
  return Object.entries(tags).some(([key, value]) => {
    if (Object.hasOwn(AREA_KEYS, key)) return !AREA_KEYS[key]?.includes(value);
    return Object.hasOwn(AREA_VALUES, key) && Boolean(AREA_VALUES[key]?.includes(value));
  });
}

/** Whether a way ends where it starts, by node or by place. A way whose two ends the file lacks may, too. */
export function isClosedWay(data: OsmData, way: number): boolean {
  const { start, refs } = data.ways;
  const from = start[way] as number;
  const to = (start[way + 1] as number) - 1;
  if (to - from < 3) return false;
  const [first, last] = [refs[from] as number, refs[to] as number];
  if (first === last) return true;
  if (first === -1 || last === -1) return false;
  const { lon, lat } = data.nodes;
  return lon[first] === lon[last] && lat[first] === lat[last];
}

/** The polygons of a closed way. Vertices the file lacks are passed over (`missingNodes` counts them). */
export function areaOfWay(data: OsmData, way: number, grid: NodeGrid): Assembled {
  const { id, path, nodes } = areaWay(data, way, grid);
  if (missingNodes(data, way) === 0) return assembleRings([{ id, path, nodes }]);
  return assembleRings([{ id, path: [...path, ...path.slice(0, 2)], nodes: [...nodes, ...nodes.slice(0, 1)] }]);
}

/** The polygons of a multipolygon or boundary relation. */
export interface RelationArea extends Assembled {
  /** Ways, by their place, that lie on a shell. */
  readonly outer: readonly number[];
  /** Ways that bound holes only. */
  readonly inner: readonly number[];
  /** Way members, and vertices of theirs, that the file lacks. */
  readonly missing: number;
}

/** Makes the polygons of a relation from its ways, whatever their roles. Members that are no ways do not count. */
export function areaOfRelation(data: OsmData, relation: number, grid: NodeGrid): RelationArea {
  const { start, memberKind, memberAt } = data.relations;
  const ways: number[] = [];
  let missing = 0;
  let twins = false;
  for (let i = start[relation] as number; i < (start[relation + 1] as number); i++) {
    if (memberKind[i] !== 1) continue;
    const way = memberAt[i] as number;
    if (way === -1) missing++;
    else if (ways.includes(way)) twins = true;
    else ways.push(way);
  }
  const drawn = ways.map((way) => areaWay(data, way, grid));
  const assembled = assembleRings(drawn);
  for (const way of ways) missing += missingNodes(data, way);
  const shells = new NodeTable();
  for (const [shell] of assembled.polygons) {
    for (let i = 0; shell && i < shell.length; i += 2) shells.add(shell[i] as number, shell[i + 1] as number);
  }
  const onShell = (x = Number.NaN, y = Number.NaN) => shells.find(x, y) >= 0;
  const isOuter = ({ path }: AreaWay) => onShell(path[0], path[1]) && onShell(path[2], path[3]);
  return {
    polygons: assembled.polygons,
    problems: twins ? new Set(assembled.problems).add("twin-ways") : assembled.problems,
    outer: ways.filter((_, i) => isOuter(drawn[i] as AreaWay)),
    inner: ways.filter((_, i) => !isOuter(drawn[i] as AreaWay)),
    missing,
  };
}

/** How many vertices of a way the file lacks. */
export function missingNodes(data: OsmData, way: number): number {
  const { start, refs } = data.ways;
  let missing = 0;
  for (let i = start[way] as number; i < (start[way + 1] as number); i++) if (refs[i] === -1) missing++;
  return missing;
}

function areaWay(data: OsmData, way: number, grid: NodeGrid): AreaWay & { readonly nodes: readonly number[] } {
  const { start, refs } = data.ways;
  const nodes: number[] = [];
  const path: number[] = [];
  for (let i = start[way] as number; i < (start[way + 1] as number); i++) {
    const node = refs[i] as number;
    if (node === -1) continue;
    nodes.push(node);
    path.push(grid.x(node), grid.y(node));
  }
  return { id: way, path, nodes };
}
