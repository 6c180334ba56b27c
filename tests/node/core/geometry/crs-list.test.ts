import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { transformOf } from "#core/geometry/crs-transform";
import { epsgList } from "#services/crs/epsg-list";
import { sharedPath } from "#tests/helpers/shared";

const list = epsgList();

describe("the EPSG list", () => {
  it("offers Mali's systems before a word is said", () => {
    expect(list.search("").map(({ code }) => code)).toEqual(
      [32629, 32630, 32628, 32631, 4326, 4620, 4201].map((code) => `EPSG:${code}`),
    );
  });

  it.each([
    ["32630", "EPSG:32630"],
    ["epsg:2154", "EPSG:2154"],
    ["utm 29n", "EPSG:32629"],
    ["lambert 93", "EPSG:2154"],
    ["réunion", "EPSG:4626"],
    ["WGS_1984_UTM_Zone_31N", "EPSG:32631"],
  ])("finds %s", (words, code) => {
    expect(list.search(words).map((entry) => entry.code)).toContain(code);
  });

  it("puts the zone of Mali before its namesakes", () => {
    expect(list.search("utm zone 29n")[0]?.code).toBe("EPSG:32629");
    expect(list.search("no system has such a name")).toEqual([]);
  });

  it.each([
    ["EPSG:4201", 44, "Adindan"],
    ["EPSG:4620", 44, "Point 58"],
    ["EPSG:32629", 0, "WGS 84 / UTM zone 29N"],
    ["EPSG:2154", 1, "RGF93 v1 / Lambert-93"],
  ])("tells how exact %s is: ± %i m", (code, accuracyM, name) => {
    expect(list.of(code)).toMatchObject({ name, accuracyM });
  });
});

const ESRI_UTM = (datum: string, spheroid: string, meridian: number): string =>
  `PROJCS["${datum}_UTM_Zone",GEOGCS["GCS_${datum}",DATUM["D_${datum}",SPHEROID[${spheroid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;

describe("a WKT is known", () => {
  it("by ESRI's name and its figures", () => {
    const wkt = ESRI_UTM("WGS_1984", '"WGS_1984",6378137.0,298.257223563', -9).replace("_Zone", "_Zone_29N");
    expect(list.ofWkt(wkt)?.code).toBe("EPSG:32629");
  });

  it("not by a name its figures belie", () => {
    const wkt = ESRI_UTM("WGS_1984", '"WGS_1984",6378137.0,298.257223563', -3).replace("_Zone", "_Zone_29N");
    expect(list.ofWkt(wkt)?.code).toBe("EPSG:32630");
  });

  it("by its figures where its datum is unknown on the ellipsoid of WGS 84, and on no other", () => {
    const today = ESRI_UTM("Autre", '"WGS_1984",6378137.0,298.257223563', -9);
    expect(list.ofWkt(today)?.code).toBe("EPSG:32629");
    const old = ESRI_UTM("Autre", '"Clarke_1880_RGS",6378249.145,293.465', -9);
    expect(list.ofWkt(old)).toBeUndefined();
    expect(transformOf(old)).toBeDefined();
    const unknown =
      'GEOGCS["GRS 1980",DATUM["D_unknown",SPHEROID["GRS80",6378137,298.257222101]],PRIMEM["Greenwich",0]]';
    expect(list.ofWkt(unknown)).toBeUndefined();
  });

  it("by its datum and its figures, whatever its own name", () => {
    const adindan = ESRI_UTM("Adindan", '"Clarke_1880_RGS",6378249.145,293.465', 33);
    expect(list.ofWkt(adindan.replace("Adindan_UTM_Zone", "plan"))?.code).toBe("EPSG:20136");
    const nad83 = ESRI_UTM("North_American_1983", '"GRS_1980",6378137.0,298.257222101', -69);
    expect(list.ofWkt(nad83.replace(/PROJCS\["\w+/, 'PROJCS["plan'))?.code).toBe("EPSG:26919");
  });

  it("by its name, where another program says the projection by another", () => {
    const web = `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`;
    expect(list.ofWkt(web)?.code).toBe("EPSG:3857");
    const swiss = `PROJCS["CH1903+_LV95",GEOGCS["GCS_CH1903+",DATUM["D_CH1903+",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Hotine_Oblique_Mercator_Azimuth_Center"],PARAMETER["False_Easting",2600000.0],PARAMETER["False_Northing",1200000.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Azimuth",90.0],PARAMETER["Longitude_Of_Center",7.439583333333333],PARAMETER["Latitude_Of_Center",46.95240555555556],UNIT["Meter",1.0]]`;
    expect(list.ofWkt(swiss)?.code).toBe("EPSG:2056");
  });

  it("by its code", () => {
    const wkt =
      'GEOGCS["x",DATUM["x",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]';
    expect(list.ofWkt(wkt)?.code).toBe("EPSG:4326");
  });

  it.each(["", "PROJCS[", "+proj=nothing", 'LOCAL_CS["plan"]'])("not when it is none: %s", (text) => {
    expect(list.ofWkt(text)).toBeUndefined();
  });
});

describe("a way to WGS 84", () => {
  it("takes Adindan by Mali's own shift", () => {
    const [lon, lat] = transformOf("EPSG:4201")?.toLonLat(-8, 12.6) ?? [0, 0];
    // PROJ 9.1.1, with the translation -123, -20, 220 of EPSG 1104.
    expect(lon).toBeCloseTo(-8.000339821633276, 8);
    expect(lat).toBeCloseTo(12.600834078722505, 8);
  });

  it("turns the axes of grids that count west and south", () => {
    const [x, y] = transformOf("EPSG:2048")?.fromLonLat(18.5, -33.9) ?? [0, 0];
    expect(x).toBeGreaterThan(40_000);
    expect(y).toBeGreaterThan(3_700_000);
  });

  it("does not exist for what is no CRS", () => {
    expect(transformOf("EPSG:999999")).toBeUndefined();
    expect(transformOf("anything")).toBeUndefined();
    expect(transformOf("EPSG:32629")?.toLonLat(Number.NaN, 0)).toEqual([Number.NaN, Number.NaN]);
  });
});

const points = sharedPath("cases/proj-mali/cs2cs-9.1.1.csv");

describe.skipIf(!points)("PROJ's own points in Mali (skipped where ../shared is absent)", () => {
  it("are met within 1 mm, and 1e-8° back", () => {
    let farthestM = 0;
    let farthestDeg = 0;
    for (const line of readFileSync(points ?? "", "utf8").split("\n")) {
      const [lon, lat, epsg, x, y] = line.split(",").map(Number);
      if (y === undefined || Number.isNaN(y)) continue;
      const door = transformOf(`EPSG:${epsg}`);
      const [ownX = Number.NaN, ownY = Number.NaN] = door?.fromLonLat(lon as number, lat as number) ?? [];
      const [ownLon = Number.NaN, ownLat = Number.NaN] = door?.toLonLat(x as number, y) ?? [];
      farthestM = Math.max(farthestM, Math.hypot(ownX - (x as number), ownY - y));
      farthestDeg = Math.max(farthestDeg, Math.abs(ownLon - (lon as number)), Math.abs(ownLat - (lat as number)));
    }
    expect(farthestM).toBeLessThan(0.001);
    expect(farthestDeg).toBeLessThan(1e-8);
  });
});
