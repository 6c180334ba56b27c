import { basename } from "node:path";
import { unzipSync } from "fflate";
import { hgtSide } from "#core/formats/hgt";
import { FileSlices } from "#services/raster/file-slices";
import { rasterRefusal } from "#services/raster/raster-refusal";

/** Whether a file begins as a ZIP does. */
export function isZip(path: string): boolean {
  const slices = new FileSlices(path);
  try {
    return slices.size > 4 && slices.read({ offset: 0, length: 4 }).toString("latin1") === "PK\u0003\u0004";
  } finally {
    void slices.close();
  }
}

/**
 * The SRTM tile in a ZIP. Members that are no tile are not unpacked, whatever they say of themselves.
 *
 * @throws RefusalError `raster.zip-without-hgt`, `raster.too-large`
 */
export function unpackHgt(path: string, name: string): { readonly name: string; readonly bytes: Uint8Array } {
  const slices = new FileSlices(path);
  try {
    // A tile of 1″ has 26 MB, and no ZIP makes it longer.
    if (slices.size > MOST_ZIP_BYTES) throw rasterRefusal("zip-without-hgt", name);
    const packed = slices.read({ offset: 0, length: slices.size });
    let taken = false;
    const members = unzipSync(packed, {
      filter: (member) => {
        const fits = !taken && /\.hgt$/i.test(member.name) && hgtSide(member.originalSize) !== undefined;
        taken ||= fits;
        return fits;
      },
    });
    const [first] = Object.entries(members);
    if (!first) throw rasterRefusal("zip-without-hgt", name);
    return { name: basename(first[0]), bytes: first[1] };
  } finally {
    void slices.close();
  }
}

const MOST_ZIP_BYTES = 40 * 1024 * 1024;
