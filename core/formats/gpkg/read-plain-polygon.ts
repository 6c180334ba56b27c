import type { PolygonGeometry } from "#core/geometry/geometry";
import { signedAreaMm2 } from "#core/geometry/ring";

/** Largest coordinate that is still taken for one, metres. */
const MAX_METRES = 1e8;
const LITTLE_ENDIAN_XY_BOX = 0b11;
const WKB_POLYGON = 3;

/**
 * Reads the blob of a plain polygon (little-endian, no heights, every ring closed, no vertex twice in a row) straight
 * to the grid: what reading it and fitting it gives, without the lists in between. Nearly every row is so.
 *
 * @returns `undefined` for anything else: look with `readShapesBlob`
 */
export function readPlainPolygon(bytes: Uint8Array): PolygonGeometry | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.byteLength;
  if (size < 49 || bytes[0] !== 0x47 || bytes[1] !== 0x50 || bytes[3] !== LITTLE_ENDIAN_XY_BOX) return undefined;
  if (bytes[40] !== 1 || view.getUint32(41, true) !== WKB_POLYGON) return undefined;
  const rings: number[][] = [];
  let at = 49;
  for (let rest = view.getUint32(45, true); rest > 0; rest--) {
    if (at + 4 > size) return undefined;
    const positions = view.getUint32(at, true);
    at += 4;
    if (positions < 4 || positions * 16 > size - at) return undefined;
    const ring: number[] = [];
    let lastX = Number.NaN;
    let lastY = Number.NaN;
    for (let i = 0; i < positions; i++, at += 16) {
      const x = view.getFloat64(at, true);
      const y = view.getFloat64(at + 8, true);
      if (!(Math.abs(x) <= MAX_METRES && Math.abs(y) <= MAX_METRES)) return undefined;
      // `+ 0` makes of −0 the 0 that JSON keeps.
      const gridX = Math.round(x * 1000) + 0;
      const gridY = Math.round(y * 1000) + 0;
      if (gridX === lastX && gridY === lastY) return undefined;
      lastX = gridX;
      lastY = gridY;
      if (i < positions - 1) ring.push(gridX, gridY);
      else if (gridX !== ring[0] || gridY !== ring[1]) return undefined;
    }
    if (signedAreaMm2(ring) === 0) return undefined;
    // The copy has no spare room behind it.
    rings.push(ring.slice());
  }
  return rings.length > 0 ? { kind: "polygon", rings } : undefined;
}
