/** The three kinds of OSM objects, in the order files hold them. */
export type OsmKind = "node" | "way" | "relation";

export const osmKinds: readonly OsmKind[] = ["node", "way", "relation"];

/** Tags of one object, as they came. */
export type OsmTags = Readonly<Record<string, string>>;

/** Columns that every kind of object has: `ids[i]` belongs to the i-th object, in the order of the file. */
export interface OsmTable {
  readonly count: number;
  readonly ids: Float64Array;
  /** The tags of object i are the pairs from `tagStart[i]` to `tagStart[i + 1]`. */
  readonly tagStart: Uint32Array;
  /** Key and value of each tag, as places in `OsmData.strings`. */
  readonly tagPairs: Uint32Array;
  /** Objects that a later one with the same id replaces. */
  readonly replaced: ReadonlySet<number>;
}

/** Nodes; degrees on WGS 84. */
export interface OsmNodes extends OsmTable {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

/** Ways; the nodes of way i stand in `refs` from `start[i]` to `start[i + 1]`. */
export interface OsmWays extends OsmTable {
  readonly start: Uint32Array;
  /** Place of the node in `nodes`, -1 for a node the file does not hold. */
  readonly refs: Int32Array;
}

/** Relations; the members of relation i stand in the member columns from `start[i]` to `start[i + 1]`. */
export interface OsmRelations extends OsmTable {
  readonly start: Uint32Array;
  /** Place in `osmKinds`. */
  readonly memberKind: Uint8Array;
  /** Place of the member among its kind, -1 for one the file does not hold. */
  readonly memberAt: Int32Array;
  /** Role, as a place in `OsmData.strings`. */
  readonly memberRole: Uint32Array;
}

/** How a file was written. */
export type OsmFormat = "osm-xml" | "osm-pbf" | "overpass-json";

/** A remark on an outside file: `warning.<code>` in the locales, its values, and how often. */
export interface OsmWarning {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly count: number;
}

/** What an OSM file holds, compact. Made by `readOsm`. */
export interface OsmData {
  /** Name of the file, for refusals. */
  readonly file: string;
  readonly format: OsmFormat;
  /** Whom the file names as holder of its data, when that is not OpenStreetMap: made-up villages do. */
  readonly holder?: string;
  readonly nodes: OsmNodes;
  readonly ways: OsmWays;
  readonly relations: OsmRelations;
  readonly strings: readonly string[];
  /** Overpass `out center`: degrees by `way/12` or `relation/7`, for objects that came without their shape. */
  readonly centers: ReadonlyMap<string, readonly [lon: number, lat: number]>;
  /** What the reader had to say. */
  readonly warnings: readonly OsmWarning[];
}

/** The table of one kind. */
export function tableOf(data: OsmData, kind: OsmKind): OsmTable {
  return kind === "node" ? data.nodes : kind === "way" ? data.ways : data.relations;
}

/** The tags of an object, `undefined` when it has none. A key given twice keeps its last value. */
export function tagsOf(data: OsmData, kind: OsmKind, index: number): OsmTags | undefined {
  const { tagStart, tagPairs } = tableOf(data, kind);
  const from = tagStart[index] as number;
  const to = tagStart[index + 1] as number;
  if (from === to) return undefined;
  const tags: Record<string, string> = {};
  for (let i = from; i < to; i += 2) {
    const key = data.strings[tagPairs[i] as number] as string;
    const value = data.strings[tagPairs[i + 1] as number] as string;
    if (key !== "__proto__") tags[key] = value;
    else Object.defineProperty(tags, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return tags;
}

/** `way/12`: how an object is named to people and in refusals. */
export function osmName(data: OsmData, kind: OsmKind, index: number): string {
  return `${kind}/${tableOf(data, kind).ids[index]}`;
}
