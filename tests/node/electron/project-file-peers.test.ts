import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featureClasses } from "#core/features/classes";
import { writeProjectFile } from "#services/gpkg/write-project";
import { aVillage } from "#tests/node/electron/a-village";

const hasGdal = spawnSync("ogrinfo", ["--version"]).status === 0;
const validator = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py";
const hasValidator = existsSync(validator) && spawnSync("/usr/bin/python3", ["-c", "import osgeo"]).status === 0;

let folder: string;
let path: string;
const document = aVillage(120);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-peers-"));
  path = join(folder, "projet.gpkg");
  writeProjectFile(path, document, { profile: "interne" });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasGdal)("GDAL on a project file (skipped where ogrinfo is absent)", () => {
  it("lists one layer a class, with its count and CRS, and no table of ours", () => {
    const { stdout: summary, stderr } = spawnSync("ogrinfo", ["-ro", "-al", "-so", path], { encoding: "utf8" });
    expect(stderr).toBe("");
    for (const { table, id } of featureClasses) {
      const count = document.features.filter((feature) => feature.class === id).length;
      const told = new RegExp(`Layer name: ${table}\\n[^]*?Feature Count: (\\d+)`).exec(summary)?.[1];
      expect(told, table).toBe(String(count));
    }
    expect(summary).not.toContain("maillage_");
    expect(summary).toContain("32629");
  });

  it("finds every shape valid and every boundary shared to the millimetre", () => {
    const sql =
      "SELECT count(*) AS n, min(ST_IsValid(geom)) AS valid, sum(abs(ST_Area(geom) - surface_m2) > 0.001) AS off FROM parcelle";
    const { stdout } = spawnSync("ogrinfo", ["-ro", "-q", "-dialect", "SQLITE", "-sql", sql, path], {
      encoding: "utf8",
    });
    expect(stdout).toMatch(/n \(Integer\) = 120/);
    expect(stdout).toMatch(/valid \(Integer\) = 1/);
    expect(stdout).toMatch(/off \(Integer\) = 0/);
  });
});

describe.skipIf(!hasValidator)("validate_gpkg on a project file (skipped where python3-gdal is absent)", () => {
  it("finds nothing wrong", () => {
    const { stdout, stderr, status } = spawnSync("/usr/bin/python3", [validator, "-k", path], { encoding: "utf8" });
    expect(stdout + stderr).toBe("");
    expect(status).toBe(0);
  });
});
