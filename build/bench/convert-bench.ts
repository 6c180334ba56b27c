import { spawnSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeGeoJson } from "#core/formats/geojson";
import { convertJob } from "#services/jobs/convert-job";
import { type Bench, measured, runsFor } from "./bench.ts";
import { BENCH_TIME, benchCadastre, benchMeta } from "./synthetic-project.ts";

/** Formats that are written, with what `ogr2ogr` calls them. */
const TARGETS = [
  { id: "gpkg", ending: ".gpkg", driver: "GPKG" },
  { id: "shp", ending: ".shp", driver: "ESRI Shapefile" },
  { id: "dxf", ending: ".dxf", driver: "DXF" },
] as const;

const SMALL = 500;

/**
 * Parcels as GeoJSON to GeoPackage, Shapefile and DXF: read, written, and read again to be compared. Beside it, where it
 * is there, `ogr2ogr` does the same in the same run (it does not read again); its processor time is that of its process.
 */
export const convertBench: Bench = {
  name: "convert",
  size: 100_000,
  unit: "parcels",
  runs: (size) => runsFor(size, 50_000),
  async prepare(folder, size) {
    for (const [name, parcels] of [
      ["parcels", size],
      ["small", SMALL],
    ] as const) {
      const document = { meta: benchMeta, features: benchCadastre(parcels), records: [] };
      const options = { profile: "interne", lang: "fr", classes: ["parcel"] } as const;
      await writeFile(join(folder, `${name}.geojson`), writeGeoJson(document, options));
    }
  },
  async run(folder, size) {
    const convert = async (from: string, out: string): Promise<number> => {
      const { value } = await convertJob(
        {
          from: { path: join(folder, from), name: from },
          out: join(folder, out),
          lang: "fr",
          time: BENCH_TIME,
          temp: folder,
        },
        { bytes: new Uint8Array(0), progress: () => undefined },
      );
      return value.again.objects;
    };
    for (const { ending } of TARGETS) await convert("small.geojson", `warm${ending}`);
    let [ms, cpuMs] = [0, 0];
    const figures: Record<string, number> = {};
    for (const { id, ending, driver } of TARGETS) {
      const ours = await measured(() => convert("parcels.geojson", `ours${ending}`));
      if (ours.result !== size) throw new Error(`${size} parcels were to be converted, ${ours.result} were`);
      ms += ours.ms;
      cpuMs += ours.cpuMs;
      figures[`${id}CpuMs`] = ours.cpuMs;
      const theirs = ogr2ogrCpuMs(driver, join(folder, `theirs${ending}`), join(folder, "parcels.geojson"));
      await rm(join(folder, `theirs${ending}`), { force: true });
      if (theirs === undefined) continue;
      figures[`${id}Ogr2ogrCpuMs`] = theirs;
      figures[`${id}Ratio`] = ours.cpuMs / theirs;
    }
    return { ms, cpuMs, items: size * TARGETS.length, figures };
  },
};

/** Processor time of one `ogr2ogr`, milliseconds; `undefined` where there is none. The shell tells that of its children. */
function ogr2ogrCpuMs(driver: string, out: string, from: string): number | undefined {
  const script = 'ogr2ogr -f "$1" "$2" "$3" && times';
  const { status, stdout } = spawnSync("sh", ["-c", script, "sh", driver, out, from], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const children = stdout.trim().split("\n").at(-1) ?? "";
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return seconds.reduce((sum, one) => sum + one, 0) * 1000;
}
