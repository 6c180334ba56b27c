import { FloatColumn, IndexColumn } from "#core/formats/osm/growing-column";
import type { OsmData, OsmFormat, OsmKind, OsmTable, OsmWarning } from "#core/formats/osm/osm-data";
import { osmKinds } from "#core/formats/osm/osm-data";
import { RefusalError, refuse } from "#core/model/refusal";

/** More than this is no village, town or region, and would not fit the memory of an office machine. */
const MOST_NODES = 20_000_000;
const MOST_REFERENCES = 60_000_000;

/** Tags as they stream in: key, value, key, value… */
export type FlatTags = readonly string[];

export interface OsmMember {
  readonly kind: OsmKind;
  readonly ref: number;
  readonly role: string;
}

/** Letters of a holder's name that are kept: it stands on one line of map and plan. */
const LONGEST_HOLDER = 120;

/** Gathers the objects of a file, whatever its format, into columns. */
export class OsmBuilder {
  readonly #file: string;
  readonly #strings: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #node = new Rows();
  readonly #way = new Rows();
  readonly #relation = new Rows();
  readonly #lon = new FloatColumn();
  readonly #lat = new FloatColumn();
  readonly #wayStart = new IndexColumn();
  readonly #wayRefs = new FloatColumn();
  readonly #memberStart = new IndexColumn();
  readonly #memberKind = new IndexColumn();
  readonly #memberRefs = new FloatColumn();
  readonly #memberRole = new IndexColumn();
  readonly #centers = new Map<string, readonly [number, number]>();
  readonly #warnings: OsmWarning[] = [];
  #holder: string | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws RefusalError `import.too-large` past the limits above (as do the other adders) */
  addNode(id: number, lon: number, lat: number, tags: FlatTags): void {
    if (this.#node.ids.length >= MOST_NODES) this.#tooLarge(MOST_NODES);
    this.#lon.push(lon);
    this.#lat.push(lat);
    this.#addRow(this.#node, id, tags);
  }

  addWay(id: number, nodeIds: ArrayLike<number>, tags: FlatTags): void {
    if (this.#wayRefs.length + nodeIds.length > MOST_REFERENCES) this.#tooLarge(MOST_REFERENCES);
    this.#wayStart.push(this.#wayRefs.length);
    for (let i = 0; i < nodeIds.length; i++) this.#wayRefs.push(nodeIds[i] as number);
    this.#addRow(this.#way, id, tags);
  }

  addRelation(id: number, members: readonly OsmMember[], tags: FlatTags): void {
    if (this.#memberRefs.length + members.length > MOST_REFERENCES) this.#tooLarge(MOST_REFERENCES);
    this.#memberStart.push(this.#memberRefs.length);
    for (const member of members) {
      this.#memberKind.push(osmKinds.indexOf(member.kind));
      this.#memberRefs.push(member.ref);
      this.#memberRole.push(this.#placeOf(member.role));
    }
    this.#addRow(this.#relation, id, tags);
  }

  /** Notes the centre of an object that came without its shape, degrees. */
  addCenter(kind: OsmKind, id: number, lon: number, lat: number): void {
    this.#centers.set(`${kind}/${id}`, [lon, lat]);
  }

  warn(warning: OsmWarning): void {
    this.#warnings.push(warning);
  }

  /** Keeps whom the file names as holder of its data; OpenStreetMap goes without saying. */
  setHolder(holder: string): void {
    const line = holder.replace(/\s+/g, " ").trim().slice(0, LONGEST_HOLDER);
    if (line && !/open\s*street\s*map|overpass/i.test(line)) this.#holder = line;
  }

  /** Ties ways and relations to what they name. The builder is done with after this. */
  finish(format: OsmFormat): OsmData {
    const node = this.#node.finish();
    const way = this.#way.finish();
    const relation = this.#relation.finish();
    const doubles = node.replaced.size + way.replaced.size + relation.replaced.size;
    if (doubles > 0) this.warn({ code: "osm.double-objects", count: doubles });

    this.#wayStart.push(this.#wayRefs.length);
    const wayRefs = this.#wayRefs.finish();
    const refs = new Int32Array(wayRefs.length);
    for (let i = 0; i < refs.length; i++) refs[i] = node.find(wayRefs[i] as number);

    this.#memberStart.push(this.#memberRefs.length);
    const memberKind = Uint8Array.from(this.#memberKind.finish());
    const memberRefs = this.#memberRefs.finish();
    const memberAt = new Int32Array(memberRefs.length);
    const finders = [node, way, relation];
    for (let i = 0; i < memberAt.length; i++) {
      memberAt[i] = finders[memberKind[i] as number]?.find(memberRefs[i] as number) ?? -1;
    }
    return {
      file: this.#file,
      format,
      ...(this.#holder === undefined ? {} : { holder: this.#holder }),
      nodes: { ...tableOnly(node), lon: this.#lon.finish(), lat: this.#lat.finish() },
      ways: { ...tableOnly(way), start: this.#wayStart.finish(), refs },
      relations: {
        ...tableOnly(relation),
        start: this.#memberStart.finish(),
        memberKind,
        memberAt,
        memberRole: this.#memberRole.finish(),
      },
      strings: this.#strings,
      centers: this.#centers,
      warnings: this.#warnings,
    };
  }

  #addRow(rows: Rows, id: number, tags: FlatTags): void {
    rows.ids.push(id);
    rows.tagStart.push(rows.tagPairs.length);
    if (rows.tagPairs.length + tags.length > MOST_REFERENCES) this.#tooLarge(MOST_REFERENCES);
    for (const text of tags) rows.tagPairs.push(this.#placeOf(text));
  }

  #placeOf(text: string): number {
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.#strings.length;
      this.#strings.push(text);
      this.#places.set(text, place);
    }
    return place;
  }

  #tooLarge(limit: number): never {
    throw new RefusalError(refuse("import.too-large", { file: this.#file, params: { limit } }));
  }
}

interface FoundTable extends OsmTable {
  /** Place of the (last) object with this id, -1 when there is none. */
  find(id: number): number;
}

/** The growing columns of one kind. */
class Rows {
  readonly ids = new FloatColumn();
  readonly tagStart = new IndexColumn();
  readonly tagPairs = new IndexColumn();

  finish(): FoundTable {
    this.tagStart.push(this.tagPairs.length);
    const ids = this.ids.finish();
    const count = ids.length;
    const order = orderOf(ids);
    const sorted = order ? Float64Array.from(order, (place) => ids[place] as number) : ids;
    const replaced = new Set<number>();
    for (let i = 1; i < count; i++) {
      if (sorted[i] === sorted[i - 1]) replaced.add(order ? (order[i - 1] as number) : i - 1);
    }
    return {
      count,
      ids,
      tagStart: this.tagStart.finish(),
      tagPairs: this.tagPairs.finish(),
      replaced,
      find(id) {
        let low = 0;
        let high = count;
        while (low < high) {
          const middle = (low + high) >>> 1;
          if ((sorted[middle] as number) <= id) low = middle + 1;
          else high = middle;
        }
        if (low === 0 || sorted[low - 1] !== id) return -1;
        return order ? (order[low - 1] as number) : low - 1;
      },
    };
  }
}

/** Places in order of their ids, `undefined` when they stand so already (as extracts do). Equal ids keep their order. */
function orderOf(ids: Float64Array): Uint32Array | undefined {
  let rising = true;
  for (let i = 1; i < ids.length && rising; i++) rising = (ids[i] as number) >= (ids[i - 1] as number);
  if (rising) return undefined;
  return new Uint32Array(ids.length).map((_, i) => i).sort((a, b) => (ids[a] as number) - (ids[b] as number) || a - b);
}

function tableOnly({ count, ids, tagStart, tagPairs, replaced }: FoundTable): OsmTable {
  return { count, ids, tagStart, tagPairs, replaced };
}
