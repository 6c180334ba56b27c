/**
 * Reads a world file (`.pgw`, `.jgw`, `.tfw`, `.wld`): six numbers that place a picture on the ground.
 *
 * @returns pixel to ground, GDAL's order `[x0, xc, xr, y0, yc, yr]`, a whole number being a pixel's edge; `undefined`
 *   when the text is not six numbers or the picture would have no extent
 * @see Esri, "World files for raster datasets": lines A, D, B, E, C, F, with C and F at the middle of the first pixel
 */
export function readWorldFile(text: string): [number, number, number, number, number, number] | undefined {
  const words = text.trim().split(/\s+/);
  // A decimal comma is what a spreadsheet in French leaves behind.
  const numbers = words.map((word) =>
    /^[-+]?[\d.,]+(e[-+]?\d+)?$/i.test(word) ? Number(word.replace(",", ".")) : NaN,
  );
  if (numbers.length !== 6 || !numbers.every(Number.isFinite)) return undefined;
  const [xc, yc, xr, yr, x, y] = numbers as [number, number, number, number, number, number];
  if (!(Math.abs(xc * yr - xr * yc) > 0)) return undefined;
  return [x - (xc + xr) / 2, xc, xr, y - (yc + yr) / 2, yc, yr];
}

/** A world file for pixel to ground in GDAL's order; read back it gives the same to a millionth of a pixel. */
export function writeWorldFile([x0, xc, xr, y0, yc, yr]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
]): string {
  const lines = [xc, yc, xr, yr, x0 + (xc + xr) / 2, y0 + (yc + yr) / 2];
  return `${lines.map((value) => value.toPrecision(17)).join("\n")}\n`;
}
