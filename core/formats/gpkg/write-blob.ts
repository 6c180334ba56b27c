import { boxOf } from "#core/geometry/box";
import type { Geometry, PolygonGeometry, Ring } from "#core/geometry/geometry";

/** Little-endian bytes that grow; only as long as `position` says. */
interface Sink {
  view: DataView;
  position: number;
}

/** GeoPackage blob of a geometry: the header with its envelope, then WKB; metres. @see OGC 12-128r17, 2.1.3 */
export function geometryBlob(geometry: Geometry, srsId: number): Uint8Array<ArrayBuffer> {
  return blob(srsId, geometry, (sink) => {
    if (geometry.kind === "point") {
      wkbHead(sink, WKB_POINT);
      metres(sink, geometry.at);
    } else if (geometry.kind === "line") {
      wkbHead(sink, WKB_LINE);
      count(sink, geometry.path.length / 2);
      metres(sink, geometry.path);
    } else writePolygon(sink, geometry.rings);
  });
}

/** GeoPackage blob of the parts an îlot is made of, as a MultiPolygon. `parts` holds one polygon or more. */
export function multiPolygonBlob(parts: readonly PolygonGeometry[], srsId: number): Uint8Array<ArrayBuffer> {
  const shells: PolygonGeometry = { kind: "polygon", rings: parts.map((part) => part.rings[0] as Ring) };
  return blob(srsId, shells, (sink) => {
    wkbHead(sink, WKB_MULTIPOLYGON);
    count(sink, parts.length);
    for (const part of parts) writePolygon(sink, part.rings);
  });
}

const WKB_POINT = 1;
const WKB_LINE = 2;
const WKB_POLYGON = 3;
const WKB_MULTIPOLYGON = 6;

function blob(srsId: number, extent: Geometry, write: (sink: Sink) => void): Uint8Array<ArrayBuffer> {
  const sink: Sink = { view: new DataView(new ArrayBuffer(256)), position: 0 };
  const point = extent.kind === "point";
  for (const byte of [0x47, 0x50, 0, point ? 0b1 : 0b11]) {
    room(sink, 1);
    sink.view.setUint8(sink.position++, byte);
  }
  room(sink, 4);
  sink.view.setInt32(sink.position, srsId, true);
  sink.position += 4;
  if (!point) {
    const [minX, minY, maxX, maxY] = boxOf(extent);
    metres(sink, [minX, maxX, minY, maxY]);
  }
  write(sink);
  return new Uint8Array(sink.view.buffer as ArrayBuffer, 0, sink.position);
}

function writePolygon(sink: Sink, rings: readonly Ring[]): void {
  wkbHead(sink, WKB_POLYGON);
  count(sink, rings.length);
  for (const ring of rings) {
    count(sink, ring.length / 2 + 1);
    metres(sink, ring);
    metres(sink, [ring[0] as number, ring[1] as number]);
  }
}

function wkbHead(sink: Sink, type: number): void {
  room(sink, 5);
  sink.view.setUint8(sink.position++, 1);
  count(sink, type);
}

function count(sink: Sink, value: number): void {
  room(sink, 4);
  sink.view.setUint32(sink.position, value, true);
  sink.position += 4;
}

/** Millimetres as metres. The nearest double to x/1000, so rounding it back times 1000 gives x. */
function metres(sink: Sink, run: readonly number[]): void {
  room(sink, run.length * 8);
  for (const value of run) {
    sink.view.setFloat64(sink.position, value / 1000, true);
    sink.position += 8;
  }
}

function room(sink: Sink, more: number): void {
  if (sink.position + more <= sink.view.byteLength) return;
  const wider = new Uint8Array(Math.max(sink.view.byteLength * 2, sink.position + more));
  wider.set(new Uint8Array(sink.view.buffer as ArrayBuffer, 0, sink.position));
  sink.view = new DataView(wider.buffer);
}
