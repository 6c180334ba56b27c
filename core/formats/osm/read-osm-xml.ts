import { SaxesParser, type SaxesTagPlain } from "saxes";
import { lineOfBadByte } from "#core/formats/decode-utf8";
import { OsmBuilder, type OsmMember } from "#core/formats/osm/osm-builder";
import type { OsmData, OsmKind } from "#core/formats/osm/osm-data";
import { breathe, NO_NODE, onGlobe, PlaceIds, type ReadOsmOptions, shown } from "#core/formats/osm/reading";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** What may stand in what. OSM 0.6, and what Overpass adds to it (`out geom`, `out center`, `remark`). */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  osm: ["node", "way", "relation", "bounds", "bound", "note", "meta", "remark", "changeset", "area"],
  node: ["tag"],
  way: ["nd", "tag", "bounds", "center"],
  relation: ["member", "tag", "bounds", "center"],
  member: ["nd"],
  changeset: ["tag", "discussion"],
  area: ["tag"],
  discussion: ["comment"],
  comment: ["text"],
};

const CHUNK = 1 << 16;

interface OpenObject {
  readonly kind: OsmKind;
  readonly id: number;
  readonly deleted: boolean;
  readonly lon: number;
  readonly lat: number;
  readonly tags: string[];
  readonly refs: number[];
  readonly members: OsmMember[];
  center?: readonly [number, number];
}

/**
 * Reads OSM XML (API 0.6, JOSM, Overpass). Strict: what is not well formed or not OSM is refused with its line.
 * Document types are refused, so no entity is ever expanded. Objects JOSM marks as deleted are left out.
 *
 * @param bytes the whole file, UTF-8
 * @throws RefusalError `osm.xml-…`, `osm.…`, `import.encoding`, `import.cancelled`
 */
export function readOsmXml(bytes: Uint8Array, options: ReadOsmOptions): OsmData {
  const builder = new OsmBuilder(options.file);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const stack: string[] = [];
  let open: OpenObject | undefined;
  let member: { ref: number; nodes: number[] } | undefined;
  const memberWays = new Map<number, number[]>();
  const knownWays = new Set<number>();
  const geometryNodes = new Set<number>();
  const places = new PlaceIds();
  let remarks = 0;

  function no(code: string, params: Refusal["params"] = {}): never {
    throw new RefusalError(refuse(code, { file: options.file, line: parser.line, params }));
  }
  function attribute(tag: SaxesTagPlain, name: string): string {
    const value = tag.attributes[name];
    if (value === undefined) no("osm.missing-attribute", { element: tag.name, attribute: name });
    return value;
  }
  function idOf(tag: SaxesTagPlain, name: string): number {
    const text = attribute(tag, name);
    const id = Number(text);
    if (!/^-?\d{1,16}$/.test(text) || !Number.isSafeInteger(id)) {
      no("osm.bad-id", { element: tag.name, attribute: name, value: shown(text) });
    }
    return id;
  }
  function degreesOf(tag: SaxesTagPlain): readonly [lon: number, lat: number] {
    const texts = [attribute(tag, "lon"), attribute(tag, "lat")];
    const [lon, lat] = texts.map((text) => (/^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN));
    if (lon === undefined || lat === undefined || !onGlobe(lon, lat)) {
      no("osm.bad-coordinates", { lon: shown(texts[0] ?? ""), lat: shown(texts[1] ?? "") });
    }
    return [lon, lat];
  }
  /** A node of a way or member; Overpass `out geom` says its place too. */
  function nodeOf(tag: SaxesTagPlain): number {
    const located = tag.attributes["lat"] !== undefined;
    // Inside a member, Overpass leaves the vertices outside its box empty.
    if (!located && member && tag.attributes["ref"] === undefined) return NO_NODE;
    if (!located) return idOf(tag, "ref");
    const [lon, lat] = degreesOf(tag);
    const id = tag.attributes["ref"] === undefined ? places.idAt(lon, lat) : idOf(tag, "ref");
    if (!geometryNodes.has(id)) {
      geometryNodes.add(id);
      builder.addNode(id, lon, lat, []);
    }
    return id;
  }

  parser.on("error", (error) => {
    const message = error.message;
    if (message.includes("duplicate attribute")) no("osm.xml-double-attribute");
    if (message.includes("undefined entity")) no("osm.xml-entity");
    no("osm.xml-broken", { column: parser.columnIndex + 1 });
  });
  parser.on("doctype", () => no("osm.xml-dtd"));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding && !/^(utf-?8|us-ascii)$/i.test(encoding)) no("import.encoding", { encoding: shown(encoding) });
  });
  parser.on("opentag", (tag) => {
    const parent = stack.at(-1);
    stack.push(tag.name);
    if (parent === undefined) {
      if (tag.name === "osmChange" || tag.name === "osmAugmentedDiff") no("osm.change-file");
      if (tag.name !== "osm") no("osm.xml-root", { root: shown(tag.name) });
      const version = tag.attributes["version"];
      if (version !== "0.6") no("osm.version", { version: shown(version ?? "–") });
      if (tag.attributes["copyright"]) builder.setHolder(tag.attributes["copyright"]);
      return;
    }
    if (!CHILDREN[parent]?.includes(tag.name)) no("osm.unknown-element", { element: shown(tag.name), parent });
    if (tag.name === "remark") remarks++;
    if (parent === "osm" && (tag.name === "node" || tag.name === "way" || tag.name === "relation")) {
      const deleted = tag.attributes["action"] === "delete" || tag.attributes["visible"] === "false";
      const [lon, lat] = tag.name === "node" && !deleted ? degreesOf(tag) : [0, 0];
      open = { kind: tag.name, id: idOf(tag, "id"), deleted, lon, lat, tags: [], refs: [], members: [] };
      return;
    }
    if (!open) return;
    if (tag.name === "tag") open.tags.push(attribute(tag, "k"), attribute(tag, "v"));
    else if (tag.name === "center") open.center = degreesOf(tag);
    else if (tag.name === "nd" && parent === "way") open.refs.push(nodeOf(tag));
    else if (tag.name === "nd") member?.nodes.push(nodeOf(tag));
    else if (tag.name === "member") {
      const kind = attribute(tag, "type");
      if (kind !== "node" && kind !== "way" && kind !== "relation") no("osm.bad-member", { value: shown(kind) });
      member = { ref: idOf(tag, "ref"), nodes: [] };
      open.members.push({ kind, ref: member.ref, role: tag.attributes["role"] ?? "" });
    }
  });
  parser.on("closetag", (tag) => {
    stack.pop();
    if (tag.name === "member" && member) {
      if (member.nodes.length > 0) memberWays.set(member.ref, member.nodes);
      member = undefined;
    }
    if (!open || open.kind !== tag.name || stack.length !== 1) return;
    const { kind, id, tags } = open;
    if (!open.deleted) {
      if (kind === "node") builder.addNode(id, open.lon, open.lat, tags);
      else if (kind === "way") {
        knownWays.add(id);
        builder.addWay(id, open.refs, tags);
      } else builder.addRelation(id, open.members, tags);
      if (open.center) builder.addCenter(kind, id, ...open.center);
    }
    open = undefined;
  });

  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let at = 0; at < bytes.length; at += CHUNK) {
    breathe(options, "read", at / bytes.length);
    let text: string;
    try {
      text = decoder.decode(bytes.subarray(at, at + CHUNK), { stream: at + CHUNK < bytes.length });
    } catch {
      throw new RefusalError(refuse("import.not-utf8", { file: options.file, line: lineOfBadByte(bytes) }));
    }
    parser.write(text);
  }
  parser.on("error", () => no("osm.xml-truncated"));
  parser.close();
  // Ways that Overpass drew inside a relation and nowhere else.
  for (const [id, nodes] of memberWays) if (!knownWays.has(id)) builder.addWay(id, nodes, []);
  if (remarks > 0) builder.warn({ code: "osm.remark", count: remarks });
  breathe(options, "assemble", 0);
  return builder.finish("osm-xml");
}
