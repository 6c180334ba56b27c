/** What a test photo's EXIF block says. */
export interface TestExif {
  readonly lon?: number;
  readonly lat?: number;
  readonly bearingDeg?: number;
  readonly takenAt?: string;
  readonly orientation?: number;
  /** Big-endian, as some cameras write. */
  readonly big?: boolean;
  /** Whoever owns the camera: must never come out again. */
  readonly artist?: string;
}

type Value = { readonly tag: number; readonly type: 2 | 3 | 4 | 5; readonly values: readonly number[] | string };

/** A JPEG's bytes with an EXIF block (or what it says) put in behind its first marker. */
export function withExif(jpeg: Uint8Array, exif: TestExif | Uint8Array): Uint8Array<ArrayBuffer> {
  const block = exif instanceof Uint8Array ? exif : exifBlock(exif);
  const out = new Uint8Array(jpeg.length + block.length + 10);
  out.set(jpeg.subarray(0, 2));
  out.set([0xff, 0xe1, (block.length + 8) >> 8, (block.length + 8) & 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0], 2);
  out.set(block, 12);
  out.set(jpeg.subarray(2), 12 + block.length);
  return out;
}

/** A JPEG without a picture: enough for whoever reads only what it says of itself. */
export const emptyJpeg: Uint8Array<ArrayBuffer> = Uint8Array.of(
  ...[0xff, 0xd8],
  ...[0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0],
  ...[0xff, 0xd9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
);

/** The EXIF block alone, from its TIFF header. */
export function exifBlock(exif: TestExif): Uint8Array<ArrayBuffer> {
  const { lon, lat, bearingDeg } = exif;
  const gps: Value[] = [];
  if (lat !== undefined && lon !== undefined) {
    gps.push({ tag: 1, type: 2, values: lat < 0 ? "S\0" : "N\0" }, { tag: 2, type: 5, values: sexagesimal(lat) });
    gps.push({ tag: 3, type: 2, values: lon < 0 ? "W\0" : "E\0" }, { tag: 4, type: 5, values: sexagesimal(lon) });
  }
  if (bearingDeg !== undefined) gps.push({ tag: 17, type: 5, values: [Math.round(bearingDeg * 10), 10] });
  const taken: Value[] = exif.takenAt ? [{ tag: 0x9003, type: 2, values: `${exif.takenAt}\0` }] : [];
  const first: Value[] = [];
  if (exif.orientation !== undefined) first.push({ tag: 0x0112, type: 3, values: [exif.orientation] });
  if (exif.artist !== undefined) first.push({ tag: 0x013b, type: 2, values: `${exif.artist}\0` });
  first.push({ tag: 0x8769, type: 4, values: [0] }, { tag: 0x8825, type: 4, values: [0] });
  const sizes = [first, taken, gps].map(sizeOf) as [number, number, number];
  const [atTaken, atGps] = [8 + sizes[0], 8 + sizes[0] + sizes[1]];
  const linked = first.map((one) =>
    one.tag === 0x8769 ? { ...one, values: [atTaken] } : one.tag === 0x8825 ? { ...one, values: [atGps] } : one,
  );
  const bytes = new Uint8Array(8 + sizes[0] + sizes[1] + sizes[2]);
  const view = new DataView(bytes.buffer);
  const little = !exif.big;
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  writeTable(view, 8, linked, little);
  writeTable(view, atTaken, taken, little);
  writeTable(view, atGps, gps, little);
  return bytes;
}

function sexagesimal(value: number): number[] {
  const seconds = Math.round(Math.abs(value) * 3600 * 10_000);
  const whole = 3600 * 10_000;
  return [Math.floor(seconds / whole), 1, Math.floor((seconds % whole) / 600_000), 1, seconds % 600_000, 10_000];
}

function bytesOf({ type, values }: Value): number {
  return typeof values === "string" ? values.length : values.length * (type === 3 ? 2 : 4);
}

function sizeOf(table: readonly Value[]): number {
  return table.reduce((sum, value) => sum + 12 + (bytesOf(value) > 4 ? bytesOf(value) : 0), 2 + 4);
}

function writeTable(view: DataView, at: number, table: readonly Value[], little: boolean): void {
  view.setUint16(at, table.length, little);
  let beside = at + 2 + table.length * 12 + 4;
  for (const [i, value] of table.entries()) {
    const entry = at + 2 + i * 12;
    const { values, type } = value;
    view.setUint16(entry, value.tag, little);
    view.setUint16(entry + 2, type, little);
    view.setUint32(
      entry + 4,
      typeof values === "string" ? values.length : values.length / (type === 5 ? 2 : 1),
      little,
    );
    let to = entry + 8;
    if (bytesOf(value) > 4) {
      view.setUint32(entry + 8, beside, little);
      to = beside;
      beside += bytesOf(value);
    }
    for (let k = 0; k < values.length; k++) {
      if (typeof values === "string") view.setUint8(to + k, values.charCodeAt(k));
      else if (type === 3) view.setUint16(to + 2 * k, values[k] as number, little);
      else view.setUint32(to + 4 * k, values[k] as number, little);
    }
  }
}
