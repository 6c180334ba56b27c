import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maliReferentiel } from "#core/features/mali";
import { writeDxf } from "#core/formats/dxf";
import { writeGeoJson } from "#core/formats/geojson";
import { projectionOf } from "#core/geometry/crs";
import type { PolygonGeometry, Ring } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { ProjectDocument } from "#core/model/document";
import { Project } from "#core/model/project";
import { checkProject } from "#core/rules/check-project";
import { readProjectFile } from "#services/gpkg/read-project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { readGeoJsonAreas } from "#tests/helpers/geojson-areas";
import { aVillage } from "#tests/node/electron/a-village";

const PARCELS = 900;
/** Aim of RELIABILITY §4, test 15. */
const AREA_M2 = 0.01;

let folder: string;
const document = aVillage(PARCELS);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-900-"));
  writeProjectFile(join(folder, "p.gpkg"), document, { profile: "interne" });
  writeFileSync(
    join(folder, "p.geojson"),
    writeGeoJson(document, { profile: "interne", lang: "fr", classes: ["parcel"] }),
  );
  writeFileSync(join(folder, "p.dxf"), writeDxf(document, { profile: "interne", lang: "fr" }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const areas = ({ features }: Pick<ProjectDocument, "features">): number[] =>
  features.flatMap(({ class: cls, geometry }) =>
    cls === "parcel" && geometry?.kind === "polygon" ? [planAreaM2(geometry)] : [],
  );

/** What the rules say of overlaps and gaps. */
function coverageFaults(held: ProjectDocument): unknown[] {
  const { issues } = checkProject(new Project(held.meta, held.features), maliReferentiel);
  return issues.filter(({ rule }) => /overlap|gap|coverage|ring/.test(rule));
}

describe("900 parcels, there and back", () => {
  it("through a GeoPackage: the same to the millimetre", () => {
    const options = { name: "p.gpkg", temp: folder, now: "2026-01-02T00:00:00.000Z", newId: () => "x" };
    const { document: back, editedOutside } = readProjectFile(join(folder, "p.gpkg"), options);
    expect(editedOutside).toBe(false);
    expect(areas(back)).toEqual(areas(document));
    expect(areas(back).length).toBe(PARCELS);
    expect(coverageFaults(back)).toEqual([]);
  });

  it("through GeoJSON: the same count, areas to 0.01 m², no overlap", () => {
    const projection = projectionOf(document.meta.crs);
    const text = new TextDecoder().decode(
      writeGeoJson(document, { profile: "interne", lang: "fr", classes: ["parcel"] }),
    );
    const read = readGeoJsonAreas(text, "p.geojson", projection) as Ring[][];
    expect(read.length).toBe(PARCELS);
    const before = areas(document);
    read.forEach((rings, i) => {
      const area = planAreaM2({ kind: "polygon", rings } satisfies PolygonGeometry);
      expect(Math.abs(area - (before[i] as number))).toBeLessThan(AREA_M2);
    });
    const parcels = document.features.filter((feature) => feature.class === "parcel");
    const moved = new Map(parcels.map(({ id }, i) => [id, read[i] as Ring[]]));
    const features = document.features.map((feature) => {
      const rings = moved.get(feature.id);
      return rings ? { ...feature, geometry: { kind: "polygon", rings } satisfies PolygonGeometry } : feature;
    });
    expect(coverageFaults({ ...document, features })).toEqual([]);
  });

  const has = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;

  it.skipIf(!has("ogrinfo"))("in GDAL's eyes (skipped where ogrinfo is absent)", () => {
    const sql = (layer: string): string => `SELECT count(*) AS n, min(ST_IsValid(geometry)) AS valid FROM "${layer}"`;
    for (const [file, layer] of [
      ["p.gpkg", "parcelle"],
      ["p.geojson", "p"],
    ] as const) {
      const query = file === "p.gpkg" ? sql(layer).replace("geometry", "geom") : sql(layer);
      const { stdout, stderr } = spawnSync(
        "ogrinfo",
        ["-ro", "-q", "-dialect", "SQLITE", "-sql", query, join(folder, file)],
        { encoding: "utf8" },
      );
      expect(stdout + stderr).toMatch(/n \(Integer\) = 900/);
      expect(stdout).toMatch(/valid \(Integer\) = 1/);
    }
    const overlaps = `SELECT count(*) AS n FROM parcelle a JOIN parcelle b ON a.fid < b.fid AND b.fid IN (SELECT id FROM rtree_parcelle_geom WHERE maxx > ST_MinX(a.geom) AND minx < ST_MaxX(a.geom) AND maxy > ST_MinY(a.geom) AND miny < ST_MaxY(a.geom)) AND ST_Area(ST_Intersection(a.geom, b.geom)) > 1e-6`;
    const { stdout } = spawnSync("ogrinfo", ["-ro", "-q", "-sql", overlaps, join(folder, "p.gpkg")], {
      encoding: "utf8",
    });
    expect(stdout).toMatch(/n \(Integer\) = 0/);
  });

  it.skipIf(!has("ezdxf"))("in ezdxf's eyes (skipped where ezdxf is absent)", () => {
    const { stdout, status } = spawnSync("ezdxf", ["audit", join(folder, "p.dxf")], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toMatch(/No errors found/);
  });
});
