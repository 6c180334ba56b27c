import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FileSurvey } from "#core/formats/layer-survey";
import { openRaster } from "#services/raster/open-raster";
import { readingRaster } from "#services/raster/raster-refusal";
import { reliefRange } from "#services/raster/relief";
import { isZip, unpackHgt } from "#services/raster/unpack-hgt";

/** What a picture or relief holds, as `info` tells it: size, ground, CRS, altitudes. */
export async function surveyRaster(
  path: string,
  name: string,
  temp: string,
  progress: (share: number) => void,
): Promise<FileSurvey & Record<string, unknown>> {
  return readingRaster(name, async () => {
    let [at, called, unpacked] = [path, name, false];
    if (isZip(path)) {
      const member = unpackHgt(path, name);
      at = join(temp, `${randomUUID()}.hgt`);
      called = member.name;
      unpacked = true;
      writeFileSync(at, member.bytes, { mode: 0o600 });
    }
    try {
      const open = await openRaster({ path: at, name: called });
      try {
        const { about, relief } = open;
        const finest = about.levels[0];
        const width = relief?.columns ?? finest?.columns ?? 0;
        const height = relief?.rows ?? finest?.rows ?? 0;
        const [, xc, xr, , yc, yr] = relief?.affine ?? finest?.affine ?? [0, 0, 0, 0, 0, 0];
        const range = relief ? await reliefRange(relief, progress) : undefined;
        return {
          format: open.format,
          ...(unpacked ? { member: called } : {}),
          encoding: "binary",
          layers: [],
          raster: {
            // MBTiles has no edge of its own: its size is that of the whole Earth.
            ...(about.kind === "mbtiles" ? { levels: about.levels.length } : { width, height }),
            crs: about.crs,
            extent: about.extent,
            pixel: [Math.hypot(xc, yc), Math.hypot(xr, yr)],
            ...(relief
              ? {
                  kind: "altitudes",
                  unit: "m",
                  type: relief.sampleType,
                  nodata: relief.nodata ?? null,
                  ...range,
                  source: relief.source ?? null,
                }
              : { kind: "picture", overviews: about.levels.length - 1 }),
            ...(about.attribution ? { attribution: about.attribution } : {}),
          },
          warnings: about.lacksOverviews ? [{ code: "raster.lacks-overviews", count: 1 }] : [],
        };
      } finally {
        open.close();
      }
    } finally {
      if (unpacked) rmSync(at, { force: true });
    }
  });
}
