// Draws the app icon's pictures from resources/icons/maillage.svg: PNG of 256 and 512 pixels, and an .ico for Windows.
// Needs rsvg-convert (Debian: librsvg2-bin). Run only when the drawing changes; the pictures are kept.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../resources/icons");
const picture = (size) =>
  execFileSync("rsvg-convert", ["-w", String(size), "-h", String(size), join(folder, "maillage.svg")], {
    maxBuffer: 1 << 24,
  });

/** Windows icon: a directory of PNG pictures (ICO with PNG entries, read since Windows Vista). */
function ico(sizes) {
  const pictures = sizes.map(picture);
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let at = head.length;
  pictures.forEach((bytes, i) => {
    const entry = 6 + 16 * i;
    head.writeUInt8(sizes[i] % 256, entry);
    head.writeUInt8(sizes[i] % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(bytes.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += bytes.length;
  });
  return Buffer.concat([head, ...pictures]);
}

for (const size of [256, 512]) writeFileSync(join(folder, `maillage-${size}.png`), picture(size));
writeFileSync(join(folder, "maillage.ico"), ico([16, 32, 48, 256]));
