/** A `.shp` of one type; each record is its runs of x, y: one run of one position for a point. */
export function shp(type: number, records: readonly (readonly (readonly number[])[])[]): Uint8Array<ArrayBuffer> {
  const bodies = records.map((runs) => (type % 10 === 1 ? pointBody(type, runs[0] ?? []) : partsBody(type, runs)));
  const size = 100 + bodies.reduce((sum, body) => sum + 8 + body.length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 9994);
  view.setInt32(24, size / 2);
  view.setInt32(28, 1000, true);
  view.setInt32(32, type, true);
  let at = 100;
  for (const [i, body] of bodies.entries()) {
    view.setInt32(at, i + 1);
    view.setInt32(at + 4, body.length / 2);
    bytes.set(body, at + 8);
    at += 8 + body.length;
  }
  return bytes;
}

function pointBody(type: number, [x = 0, y = 0]: readonly number[]): Uint8Array {
  const body = new Uint8Array(20);
  const view = new DataView(body.buffer);
  view.setInt32(0, type, true);
  view.setFloat64(4, x, true);
  view.setFloat64(12, y, true);
  return body;
}

function partsBody(type: number, runs: readonly (readonly number[])[]): Uint8Array {
  const positions = runs.flat();
  const body = new Uint8Array(44 + runs.length * 4 + positions.length * 8);
  const view = new DataView(body.buffer);
  view.setInt32(0, type, true);
  view.setInt32(36, runs.length, true);
  view.setInt32(40, positions.length / 2, true);
  let start = 0;
  for (const [i, run] of runs.entries()) {
    view.setInt32(44 + i * 4, start, true);
    start += run.length / 2;
  }
  for (const [i, value] of positions.entries()) view.setFloat64(44 + runs.length * 4 + i * 8, value, true);
  return body;
}

/** A dBase table of columns and rows of cells, padded with spaces. */
export function dbf(
  columns: readonly (readonly [name: string, type: string, size: number, decimals: number])[],
  rows: readonly (readonly Uint8Array[])[],
): Uint8Array<ArrayBuffer> {
  const head = 33 + columns.length * 32;
  const row = 1 + columns.reduce((sum, [, , size]) => sum + size, 0);
  const bytes = new Uint8Array(head + row * rows.length + 1).fill(0x20, head);
  const view = new DataView(bytes.buffer);
  bytes[0] = 3;
  view.setUint32(4, rows.length, true);
  view.setUint16(8, head, true);
  view.setUint16(10, row, true);
  for (const [i, [name, type, size, decimals]] of columns.entries()) {
    bytes.set(Buffer.from(`${name}`), 32 + i * 32);
    bytes[32 + i * 32 + 11] = type.charCodeAt(0);
    bytes[32 + i * 32 + 16] = size;
    bytes[32 + i * 32 + 17] = decimals;
  }
  bytes[head - 1] = 0x0d;
  for (const [i, cells] of rows.entries()) {
    let at = head + i * row + 1;
    for (const [c, cell] of cells.entries()) {
      bytes.set(cell.subarray(0, columns[c]?.[2]), at);
      at += columns[c]?.[2] ?? 0;
    }
  }
  bytes[bytes.length - 1] = 0x1a;
  return bytes;
}
