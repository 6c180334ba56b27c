import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crsText } from "#core/formats/write/crs-text";
import { epsgList } from "#services/crs/epsg-list";

const hasGdal = spawnSync("gdalsrsinfo", ["--version"]).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-prj-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of each projection a few, and what Mali uses. */
const CODES = [
  32628, 32629, 32631, 4326, 4201, 4620, 3857, 2154, 2193, 27700, 31370, 28992, 3035, 2100, 26918, 2263, 29101, 3106,
  4261, 20137,
];

describe.skipIf(!hasGdal)("a CRS in words, as GDAL understands it (skipped where gdalsrsinfo is absent)", () => {
  it.each(CODES)("EPSG:%i is found again in a .prj", (epsg) => {
    const text = crsText(`EPSG:${epsg}`, (code) => epsgList().of(code));
    expect(text).toBeDefined();
    const prj = join(folder, `${epsg}.prj`);
    writeFileSync(prj, text?.esri ?? "");
    const said = (source: string): string =>
      spawnSync("gdalsrsinfo", ["-o", "proj4", source], { encoding: "utf8" }).stdout.trim();
    const terms = (proj: string): Map<string, number | string> =>
      new Map(
        [...proj.matchAll(/\+(\w+)(?:=(\S+))?/g)]
          .filter(([, key]) => /^(proj|lat_0|lat_1|lat_2|lon_0|k|k_0|x_0|y_0|zone|units|to_meter)$/.test(key as string))
          .map(([, key, value]) => [
            key as string,
            Number.isNaN(Number(value)) ? (value ?? "") : Number(Number(value).toFixed(6)),
          ]),
      );
    expect(terms(said(prj))).toEqual(terms(said(`EPSG:${epsg}`)));
  });
});
