import { Unzlib } from "fflate";
import { PbfReader } from "pbf";
import { OsmBuilder, type OsmMember } from "#core/formats/osm/osm-builder";
import { type OsmData, osmKinds } from "#core/formats/osm/osm-data";
import { breathe, onGlobe, type ReadOsmOptions, shown } from "#core/formats/osm/reading";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** Limits of the format. @see https://wiki.openstreetmap.org/wiki/PBF_Format */
const MOST_HEADER_BYTES = 64 * 1024;
const MOST_BLOB_BYTES = 32 * 1024 * 1024;

/** Largest blow-up of a block that is believed: honest blocks stay under 20, one of zeros reaches 1,000. */
const MOST_INFLATION = 200;
/** A small block may well be all the same. */
const ALWAYS_INFLATED_BYTES = 1024 * 1024;
/** Values of one packed field, and strings of one block. Writers put 8,000 objects into a block. */
const MOST_VALUES = 4_000_000;
const MOST_STRINGS = 500_000;

const KNOWN_FEATURES = new Set(["OsmSchema-V0.6", "DenseNodes"]);
const COMPRESSIONS: Readonly<Record<number, string>> = { 4: "LZMA", 5: "bzip2", 6: "LZ4", 7: "Zstandard" };

/** Says no, naming the byte the blob at fault starts at. */
type SayNo = (code: string, params?: Refusal["params"]) => never;

/**
 * Reads OSM PBF: raw and zlib blobs, dense and plain nodes. What people wrote about themselves (users, changesets) is
 * not read. Objects a history file marks as not visible are left out.
 *
 * @param bytes the whole file
 * @throws RefusalError `osm.pbf-…` with the byte of the blob at fault in `params.byte`, `import.cancelled`
 */
export function readOsmPbf(bytes: Uint8Array, options: ReadOsmOptions): OsmData {
  const builder = new OsmBuilder(options.file);
  let at = 0;
  let headed = false;
  const no: SayNo = (code, params = {}) => {
    throw new RefusalError(refuse(code, { file: options.file, params: { byte: at, ...params } }));
  };
  while (at < bytes.length) {
    breathe(options, "read", at / bytes.length);
    if (at + 4 > bytes.length) no("osm.pbf-truncated");
    const headerLength = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
    if (headerLength > MOST_HEADER_BYTES) no("osm.pbf-broken");
    const headerEnd = at + 4 + headerLength;
    if (headerEnd > bytes.length) no("osm.pbf-truncated");
    const next = guarded(no, () => {
      const header = blobHeader(bytes.subarray(at + 4, headerEnd), no);
      const blobEnd = headerEnd + header.size;
      if (blobEnd > bytes.length) no("osm.pbf-truncated");
      if (header.type === "OSMHeader") {
        checkFeatures(blobData(bytes.subarray(headerEnd, blobEnd), options, no), no);
        headed = true;
      } else if (header.type === "OSMData") {
        if (!headed) no("osm.pbf-no-header");
        readBlock(blobData(bytes.subarray(headerEnd, blobEnd), options, no), builder, no);
      }
      return blobEnd;
    });
    at = next;
  }
  if (!headed) no("osm.pbf-no-header");
  breathe(options, "assemble", 0);
  return builder.finish("osm-pbf");
}

/** Whatever a damaged message makes the reader throw becomes a refusal. */
function guarded<T>(no: SayNo, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RefusalError) throw error;
    return no("osm.pbf-broken");
  }
}

/** Walks the fields of a message; a field that runs past its message is refused. */
function fields(pbf: PbfReader, end: number, no: SayNo, read: (field: number) => void): void {
  if (end > pbf.length) no("osm.pbf-broken");
  for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
    read(field);
    if (pbf.pos > end) no("osm.pbf-broken");
  }
  if (pbf.pos !== end) no("osm.pbf-broken");
}

/** Where a length-delimited field ends, once its length is known to fit. */
function endOf(pbf: PbfReader, no: SayNo): number {
  const end = pbf.readVarint() + pbf.pos;
  if (!(end <= pbf.length)) no("osm.pbf-broken");
  return end;
}

function bytesOf(pbf: PbfReader, no: SayNo): Uint8Array {
  const end = endOf(pbf, no);
  const held = pbf.buf.subarray(pbf.pos, end);
  pbf.pos = end;
  return held;
}

const utf8 = new TextDecoder();

function textOf(pbf: PbfReader, no: SayNo): string {
  return utf8.decode(bytesOf(pbf, no));
}

/**
 * Numbers of a packed field; `zigzag` for those that may be below zero. Written out, since a file is little else than
 * such numbers of one to four bytes: twice as fast as one call each.
 */
function packed(pbf: PbfReader, no: SayNo, into: number[], zigzag = false): number[] {
  into.length = 0;
  const end = endOf(pbf, no);
  const { buf } = pbf;
  let at = pbf.pos;
  while (at < end) {
    if (into.length >= MOST_VALUES) no("osm.pbf-too-full", { limit: MOST_VALUES });
    let value = buf[at++] as number;
    if (value >= 0x80) {
      const [second, third, fourth] = [buf[at] as number, buf[at + 1] as number, buf[at + 2] as number];
      if (second < 0x80) {
        value = (value & 0x7f) | (second << 7);
        at += 1;
      } else if (third < 0x80) {
        value = (value & 0x7f) | ((second & 0x7f) << 7) | (third << 14);
        at += 2;
      } else if (fourth < 0x80) {
        value = (value & 0x7f) | ((second & 0x7f) << 7) | ((third & 0x7f) << 14) | (fourth << 21);
        at += 3;
      } else {
        pbf.pos = at - 1;
        into.push(zigzag ? pbf.readSVarint() : pbf.readVarint());
        at = pbf.pos;
        continue;
      }
    }
    into.push(zigzag ? (value >>> 1) ^ -(value & 1) : value);
  }
  if (at > end) no("osm.pbf-broken");
  pbf.pos = at;
  return into;
}

function blobHeader(bytes: Uint8Array, no: SayNo): { type: string; size: number } {
  const pbf = new PbfReader(bytes);
  let type = "";
  let size = -1;
  fields(pbf, bytes.length, no, (field) => {
    if (field === 1) type = textOf(pbf, no);
    else if (field === 3) size = pbf.readVarint();
  });
  if (type === "" || size < 0 || size > MOST_BLOB_BYTES) no("osm.pbf-broken");
  return { type, size };
}

function blobData(bytes: Uint8Array, options: ReadOsmOptions, no: SayNo): Uint8Array {
  const pbf = new PbfReader(bytes);
  let raw: Uint8Array | undefined;
  let zlib: Uint8Array | undefined;
  let rawSize = -1;
  fields(pbf, bytes.length, no, (field) => {
    const compression = COMPRESSIONS[field];
    if (compression) no("osm.pbf-compression", { compression });
    if (field === 1) raw = bytesOf(pbf, no);
    else if (field === 2) rawSize = pbf.readVarint();
    else if (field === 3) zlib = bytesOf(pbf, no);
  });
  if (raw) return raw;
  if (!zlib || rawSize < 0 || rawSize > MOST_BLOB_BYTES) return no("osm.pbf-broken");
  if (rawSize > ALWAYS_INFLATED_BYTES && rawSize > zlib.length * MOST_INFLATION) {
    no("osm.pbf-inflates", { times: Math.floor(rawSize / zlib.length) });
  }
  if (!options.inflate) return inflate(zlib, rawSize, no);
  const data = options.inflate(zlib, rawSize);
  return data.length === rawSize ? data : no("osm.pbf-broken");
}

/** Inflates piece by piece, so that a blob which holds more than it says is given up at once. */
function inflate(zlib: Uint8Array, rawSize: number, no: SayNo): Uint8Array {
  const out = new Uint8Array(rawSize);
  let filled = 0;
  const stream = new Unzlib((piece) => {
    if (filled + piece.length > rawSize) no("osm.pbf-broken");
    out.set(piece, filled);
    filled += piece.length;
  });
  const step = 1 << 15;
  for (let i = 0; i < zlib.length; i += step) stream.push(zlib.subarray(i, i + step), i + step >= zlib.length);
  if (filled !== rawSize) no("osm.pbf-broken");
  return out;
}

function checkFeatures(bytes: Uint8Array, no: SayNo): void {
  const pbf = new PbfReader(bytes);
  fields(pbf, bytes.length, no, (field) => {
    if (field !== 4) return;
    const feature = textOf(pbf, no);
    if (!KNOWN_FEATURES.has(feature)) no("osm.pbf-feature", { feature: shown(feature) });
  });
}

/** How a block packs its places: degrees = 1e-9 × (offset + granularity × value). */
interface Block {
  readonly pbf: PbfReader;
  readonly no: SayNo;
  readonly builder: OsmBuilder;
  /** String by its number in the block. */
  text(place: number): string;
  lon(value: number): number;
  lat(value: number): number;
}

function readBlock(bytes: Uint8Array, builder: OsmBuilder, no: SayNo): void {
  const pbf = new PbfReader(bytes);
  const texts: (Uint8Array | string)[] = [];
  const groups: [from: number, to: number][] = [];
  const decoder = new TextDecoder();
  let granularity = 100;
  let lonOffset = 0;
  let latOffset = 0;
  fields(pbf, bytes.length, no, (field) => {
    if (field === 1) {
      fields(pbf, endOf(pbf, no), no, (inner) => {
        if (texts.length >= MOST_STRINGS) no("osm.pbf-too-full", { limit: MOST_STRINGS });
        if (inner === 1) texts.push(bytesOf(pbf, no));
      });
    } else if (field === 2) {
      const end = endOf(pbf, no);
      groups.push([pbf.pos, end]);
      pbf.pos = end;
    } else if (field === 17) granularity = pbf.readVarint(true);
    else if (field === 19) latOffset = pbf.readVarint(true);
    else if (field === 20) lonOffset = pbf.readVarint(true);
  });
  const block: Block = {
    pbf,
    no,
    builder,
    text(place) {
      const held = texts[place];
      if (typeof held === "string") return held;
      if (held === undefined) return no("osm.pbf-broken");
      const text = decoder.decode(held);
      texts[place] = text;
      return text;
    },
    lon: (value) => degrees(lonOffset, granularity, value),
    lat: (value) => degrees(latOffset, granularity, value),
  };
  for (const [from, to] of groups) {
    pbf.pos = from;
    fields(pbf, to, no, (field) => {
      if (field < 1 || field > 4) return;
      const end = endOf(pbf, no);
      if (field === 1) readNode(block, end);
      else if (field === 2) readDense(block, end);
      else if (field === 3) readWay(block, end);
      else readRelation(block, end);
    });
  }
}

/** Rounded to 1e-9 degrees, the grain of the format, so that the same place reads as in XML. */
function degrees(offset: number, granularity: number, value: number): number {
  const nano = offset + granularity * value;
  return nano % 100 === 0 ? nano / 100 / 1e7 : nano / 1e9;
}

function addNode(block: Block, id: number, lon: number, lat: number, tags: readonly string[]): void {
  if (!Number.isSafeInteger(id)) block.no("osm.pbf-broken");
  if (!onGlobe(lon, lat)) block.no("osm.pbf-coordinates", { id, lon: String(lon), lat: String(lat) });
  block.builder.addNode(id, lon, lat, tags);
}

function visibleIn({ pbf, no }: Block): boolean {
  let visible = true;
  fields(pbf, endOf(pbf, no), no, (field) => {
    if (field === 6) visible = pbf.readBoolean();
  });
  return visible;
}

function tagsFrom(block: Block, keys: readonly number[], values: readonly number[]): string[] {
  if (keys.length !== values.length) block.no("osm.pbf-broken");
  return keys.flatMap((key, i) => [block.text(key), block.text(values[i] as number)]);
}

function readNode(block: Block, end: number): void {
  const { pbf, no } = block;
  const keys: number[] = [];
  const values: number[] = [];
  let id = Number.NaN;
  let lon = Number.NaN;
  let lat = Number.NaN;
  let visible = true;
  fields(pbf, end, no, (field) => {
    if (field === 1) id = pbf.readSVarint();
    else if (field === 2) packed(pbf, no, keys);
    else if (field === 3) packed(pbf, no, values);
    else if (field === 4) visible = visibleIn(block);
    else if (field === 8) lat = block.lat(pbf.readSVarint());
    else if (field === 9) lon = block.lon(pbf.readSVarint());
  });
  if (visible) addNode(block, id, lon, lat, tagsFrom(block, keys, values));
}

const NO_TAGS: readonly string[] = [];

function readDense(block: Block, end: number): void {
  const { pbf, no } = block;
  const ids: number[] = [];
  const lons: number[] = [];
  const lats: number[] = [];
  const pairs: number[] = [];
  const visible: number[] = [];
  fields(pbf, end, no, (field) => {
    if (field === 1) packed(pbf, no, ids, true);
    else if (field === 5) {
      fields(pbf, endOf(pbf, no), no, (inner) => {
        if (inner === 6) packed(pbf, no, visible);
      });
    } else if (field === 8) packed(pbf, no, lats, true);
    else if (field === 9) packed(pbf, no, lons, true);
    else if (field === 10) packed(pbf, no, pairs);
  });
  if (ids.length !== lons.length || ids.length !== lats.length) no("osm.pbf-broken");
  let id = 0;
  let lon = 0;
  let lat = 0;
  let pair = 0;
  for (let i = 0; i < ids.length; i++) {
    id += ids[i] as number;
    lon += lons[i] as number;
    lat += lats[i] as number;
    let tags = NO_TAGS;
    if (pair < pairs.length) {
      const own: string[] = [];
      while (pair < pairs.length && pairs[pair] !== 0) {
        if (pair + 1 >= pairs.length) no("osm.pbf-broken");
        own.push(block.text(pairs[pair] as number), block.text(pairs[pair + 1] as number));
        pair += 2;
      }
      pair++;
      if (own.length > 0) tags = own;
    }
    if (visible.length === 0 || visible[i] === 1) addNode(block, id, block.lon(lon), block.lat(lat), tags);
  }
}

function readWay(block: Block, end: number): void {
  const { pbf, no } = block;
  const keys: number[] = [];
  const values: number[] = [];
  const refs: number[] = [];
  let id = Number.NaN;
  let visible = true;
  fields(pbf, end, no, (field) => {
    if (field === 1) id = pbf.readVarint(true);
    else if (field === 2) packed(pbf, no, keys);
    else if (field === 3) packed(pbf, no, values);
    else if (field === 4) visible = visibleIn(block);
    else if (field === 8) packed(pbf, no, refs, true);
  });
  if (!Number.isSafeInteger(id)) no("osm.pbf-broken");
  for (let i = 1; i < refs.length; i++) refs[i] = (refs[i] as number) + (refs[i - 1] as number);
  if (visible) block.builder.addWay(id, refs, tagsFrom(block, keys, values));
}

function readRelation(block: Block, end: number): void {
  const { pbf, no } = block;
  const keys: number[] = [];
  const values: number[] = [];
  const roles: number[] = [];
  const refs: number[] = [];
  const kinds: number[] = [];
  let id = Number.NaN;
  let visible = true;
  fields(pbf, end, no, (field) => {
    if (field === 1) id = pbf.readVarint(true);
    else if (field === 2) packed(pbf, no, keys);
    else if (field === 3) packed(pbf, no, values);
    else if (field === 4) visible = visibleIn(block);
    else if (field === 8) packed(pbf, no, roles);
    else if (field === 9) packed(pbf, no, refs, true);
    else if (field === 10) packed(pbf, no, kinds);
  });
  if (!Number.isSafeInteger(id) || refs.length !== roles.length || refs.length !== kinds.length) no("osm.pbf-broken");
  let ref = 0;
  const members = refs.map((delta, i): OsmMember => {
    ref += delta;
    const kind = osmKinds[kinds[i] as number];
    if (!kind) return no("osm.pbf-broken");
    return { kind, ref, role: block.text(roles[i] as number) };
  });
  if (visible) block.builder.addRelation(id, members, tagsFrom(block, keys, values));
}
