// A screenshot as a small PNG: at most 256 colours, chosen by median cut, packed as tight as zlib can.
import { crc32, deflateSync } from "node:zlib";

const COLOURS = 256;

/**
 * Encodes pixels as an indexed PNG.
 *
 * @param rgba four bytes a pixel, row after row; opaque
 * @returns the file's bytes
 */
export function indexedPng(rgba, width, height) {
  const palette = paletteOf(rgba);
  const indices = indicesOf(rgba, palette);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indices[y * width + x];
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

/** Colours that stand for all: boxes of colours are halved at their median, the most spread of them first. */
function paletteOf(rgba) {
  const counts = new Map();
  for (let i = 0; i < rgba.length; i += 4) {
    const key = (rgba[i] << 16) | (rgba[i + 1] << 8) | rgba[i + 2];
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let boxes = [[...counts].map(([key, count]) => ({ colour: [key >> 16, (key >> 8) & 255, key & 255], count }))];
  while (boxes.length < COLOURS) {
    const widest = boxes.map(spread).reduce((best, each) => (each.score > best.score ? each : best));
    if (widest.score === 0) break;
    const { box, axis } = widest;
    box.sort((one, other) => one.colour[axis] - other.colour[axis]);
    const half = box.reduce((sum, { count }) => sum + count, 0) / 2;
    let at = 0;
    for (let sum = 0; at < box.length - 1 && sum < half; at++) sum += box[at].count;
    boxes = [...boxes.filter((each) => each !== box), box.slice(0, Math.max(1, at)), box.slice(Math.max(1, at))];
  }
  return boxes.filter((box) => box.length > 0).map(meanOf);
}

function spread(box) {
  const total = box.reduce((sum, { count }) => sum + count, 0);
  const ranges = [0, 1, 2].map((axis) => {
    const values = box.map(({ colour }) => colour[axis]);
    return (
      values.reduce((most, value) => Math.max(most, value), 0) -
      values.reduce((least, value) => Math.min(least, value), 255)
    );
  });
  const range = Math.max(...ranges);
  return { box, axis: ranges.indexOf(range), score: range * Math.sqrt(total) };
}

/** The colour most pixels of a box have, so that flat grounds stay exactly as they are. */
function meanOf(box) {
  return box.reduce((most, each) => (each.count > most.count ? each : most)).colour;
}

function indicesOf(rgba, palette) {
  const nearest = new Map();
  const indices = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < indices.length; i++) {
    const [red, green, blue] = [rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]];
    const key = (red << 16) | (green << 8) | blue;
    let index = nearest.get(key);
    if (index === undefined) {
      let least = Infinity;
      palette.forEach(([r, g, b], each) => {
        const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
        if (distance < least) [least, index] = [distance, each];
      });
      nearest.set(key, index);
    }
    indices[i] = index;
  }
  return indices;
}
