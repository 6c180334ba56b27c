/** A picture's size as stored, before it is turned upright. */
export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Most dots of a picture that is decoded: a small file may ask for gigabytes of memory. */
export const MOST_PIXELS = 150_000_000;

/**
 * The size a JPEG, PNG or WebP says it has, without decoding it; `undefined` when it does not say.
 *
 * @param bytes the whole file: a JPEG's size stands behind whatever its camera wrote
 */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.byteLength < 30) return undefined;
  const size =
    view.getUint16(0) === 0xffd8
      ? ofJpeg(view)
      : view.getUint32(0) === 0x89504e47
        ? { widthPx: view.getUint32(16), heightPx: view.getUint32(20) }
        : view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250
          ? ofWebp(view)
          : undefined;
  return size && size.widthPx > 0 && size.heightPx > 0 ? size : undefined;
}

function ofJpeg(view: DataView): ImageSize | undefined {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    // A start of frame: C0 to CF, but for tables (C4), extensions (C8) and arithmetic conditioning (CC).
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { widthPx: view.getUint16(at + 7), heightPx: view.getUint16(at + 5) };
    const length = view.getUint16(at + 2);
    if (length < 2 || marker === 0xda) return undefined;
    at += 2 + length;
  }
  return undefined;
}

function ofWebp(view: DataView): ImageSize | undefined {
  const kind = view.getUint32(12);
  const threeBytes = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  // `VP8X`, `VP8 `, `VP8L`
  if (kind === 0x56503858) return { widthPx: threeBytes(24) + 1, heightPx: threeBytes(27) + 1 };
  if (kind === 0x56503820) {
    return { widthPx: view.getUint16(26, true) & 0x3fff, heightPx: view.getUint16(28, true) & 0x3fff };
  }
  if (kind !== 0x5650384c) return undefined;
  const bits = view.getUint32(21, true);
  return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
}
