import { decodeUtf8 } from "#core/formats/decode-utf8";
import { OsmBuilder, type OsmMember } from "#core/formats/osm/osm-builder";
import type { OsmData, OsmKind } from "#core/formats/osm/osm-data";
import { breathe, NO_NODE, onGlobe, PlaceIds, type ReadOsmOptions, shown } from "#core/formats/osm/reading";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads Overpass JSON (`elements`), with vertices as `nodes` refs, as `geometry`, or objects with a `center` only.
 *
 * @param bytes the whole file, UTF-8
 * @throws RefusalError `osm.json-…`, `import.geojson`, `import.not-utf8`; the element at fault stands in `feature`
 */
export function readOverpassJson(bytes: Uint8Array, options: ReadOsmOptions): OsmData {
  const { file } = options;
  breathe(options, "read", 0);
  const root = parse(bytes, file);
  if (!isObject(root)) throw new RefusalError(refuse("osm.json-no-elements", { file, line: 1 }));
  if (
    typeof root["type"] === "string" &&
    /^(Feature|FeatureCollection|Point|(Multi)?(Polygon|LineString))$/.test(root["type"])
  ) {
    throw new RefusalError(refuse("import.geojson", { file, line: 1 }));
  }
  const elements = root["elements"];
  if (!Array.isArray(elements)) throw new RefusalError(refuse("osm.json-no-elements", { file, line: 1 }));

  const builder = new OsmBuilder(file);
  const places = new PlaceIds();
  const drawnNodes = new Set<number>();
  const memberWays = new Map<number, number[]>();
  const knownWays = new Set<number>();
  let feature = "";

  function no(code: string, params: Refusal["params"] = {}): never {
    throw new RefusalError(refuse(code, { file, feature, params }));
  }
  function idOf(value: unknown): number {
    if (typeof value !== "number" || !Number.isSafeInteger(value))
      no("osm.json-bad-id", { value: shown(String(value)) });
    return value;
  }
  function degreesOf(value: unknown): readonly [number, number] {
    const { lon, lat } = isObject(value) ? value : {};
    if (typeof lon !== "number" || typeof lat !== "number" || !onGlobe(lon, lat)) {
      no("osm.bad-coordinates", { lon: shown(String(lon)), lat: shown(String(lat)) });
    }
    return [lon, lat];
  }
  /** Ids of drawn vertices; those outside the box asked for are `null`. */
  function drawn(geometry: readonly unknown[], ids: readonly number[] | undefined): number[] {
    return geometry.map((vertex, i) => {
      if (vertex === null) return NO_NODE;
      const [lon, lat] = degreesOf(vertex);
      const id = ids?.[i] ?? places.idAt(lon, lat);
      if (!drawnNodes.has(id)) {
        drawnNodes.add(id);
        builder.addNode(id, lon, lat, []);
      }
      return id;
    });
  }
  function tagsIn(element: JsonObject): string[] {
    const tags = element["tags"];
    if (tags === undefined) return [];
    if (!isObject(tags)) no("osm.json-bad-element");
    return Object.entries(tags).flatMap(([key, value]) =>
      typeof value === "string" ? [key, value] : no("osm.json-bad-element"),
    );
  }
  function memberIn(member: unknown): OsmMember {
    if (!isObject(member)) no("osm.json-bad-element");
    const { type, role, geometry } = member;
    if (!isKind(type)) no("osm.bad-member", { value: shown(String(type)) });
    const ref = idOf(member["ref"]);
    if (type === "way" && Array.isArray(geometry)) memberWays.set(ref, drawn(geometry, undefined));
    return { kind: type, ref, role: typeof role === "string" ? role : "" };
  }

  for (const [place, element] of elements.entries()) {
    if (place % 4096 === 0) breathe(options, "read", place / elements.length);
    feature = `elements[${place}]`;
    if (!isObject(element)) no("osm.json-bad-element");
    const kind = element["type"];
    if (kind === "area" || kind === "count" || kind === "timeline") continue;
    if (!isKind(kind)) no("osm.json-bad-element");
    const id = idOf(element["id"]);
    feature = `${kind}/${id}`;
    const tags = tagsIn(element);
    if (kind === "node") builder.addNode(id, ...degreesOf(element), tags);
    else if (kind === "way") {
      const { nodes, geometry } = element;
      if (nodes !== undefined && !Array.isArray(nodes)) no("osm.json-bad-element");
      const ids = nodes?.map(idOf);
      knownWays.add(id);
      builder.addWay(id, Array.isArray(geometry) ? drawn(geometry, ids) : (ids ?? []), tags);
    } else {
      const members = element["members"] ?? [];
      if (!Array.isArray(members)) no("osm.json-bad-element");
      builder.addRelation(id, members.map(memberIn), tags);
    }
    if (element["center"] !== undefined) builder.addCenter(kind, id, ...degreesOf(element["center"]));
  }
  for (const [id, nodes] of memberWays) if (!knownWays.has(id)) builder.addWay(id, nodes, []);
  if (typeof root["remark"] === "string") builder.warn({ code: "osm.remark", count: 1 });
  breathe(options, "assemble", 0);
  return builder.finish("overpass-json");
}

function parse(bytes: Uint8Array, file: string): unknown {
  const text = decodeUtf8(bytes, file, "import.not-utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 says the place as "at position 12"; where it names none, the text stopped too early.
    const at = /position (\d+)/.exec(String(error))?.[1];
    const line = text.slice(0, at === undefined ? text.length : Number(at)).split("\n").length;
    throw new RefusalError(refuse("osm.json-broken", { file, line }));
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isKind(value: unknown): value is OsmKind {
  return value === "node" || value === "way" || value === "relation";
}
