import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Project as Epanet, Workspace } from "epanet-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { osmContent } from "#core/formats/osm/osm-content";
import type { OutsideContent, OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import { type FormatId, formatOfId, writableFormats } from "#core/formats/write/writable-formats";
import type { FieldValue } from "#core/model/feature";
import { sharedPath } from "#tests/helpers/shared";
import { aVillage } from "#tests/node/electron/a-village";
import { read, written } from "#tests/node/electron/write/there-and-back";

/** What EPANET's toolkit calls them: EN_NODECOUNT, EN_LINKCOUNT, EN_PRESSURE. */
const [NODES, LINKS, PRESSURE] = [0, 2, 11] as const;

const PYTHON = "/usr/bin/python3";
const VALIDATOR = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py";
const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const hasGdal = has("ogrinfo", "--version");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-handover-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const square = (x: number, y: number, side: number): number[] => [x, y, x, y + side, x + side, y + side, x + side, y];
const polygon = (...rings: number[][]): OutsideShape => ({ kind: "polygon", rings });

function layerOf(name: string, crs: string | null, objects: Omit<OutsideObject, "feature">[]): OutsideLayer {
  return { name, crs, fields: [], objects: objects.map((object, i) => ({ feature: String(i + 1), ...object })) };
}

/** What files are made of and readers stumble over: parts, holes, heights, nothing at all, and words of all kinds. */
const strings: string[] = (() => {
  const found = sharedPath("cases/blns");
  const file = found && readdirSync(found).find((name) => name.endsWith(".json"));
  return file
    ? (JSON.parse(readFileSync(join(found, file), "utf8")) as string[])
    : ["=1+1", "<b>&\"'", "Ɲɛtaa 漢字 😀", "a\nb;c,d"];
})();
const values = (i: number): Record<string, FieldValue> => ({
  "Désignation du détenteur (1)": strings[i % strings.length] as string,
  "Désignation du détenteur (2)": `n° ${i}`,
  n: i,
  grand: "9007199254740993",
  m2: i + 0.25,
  bati: i % 2 === 0,
  jour: "2026-11-22",
});
const odd: OutsideContent = {
  format: "test",
  encoding: "UTF-8",
  warnings: [],
  attributions: ["© OpenStreetMap contributors"],
  layers: [
    layerOf(
      "Parcelles étranges",
      "EPSG:32629",
      [
        [polygon(square(610_000, 1_400_000, 20), [610_005, 1_400_005, 610_010, 1_400_005, 610_010, 1_400_010])],
        [polygon(square(610_100, 1_400_000, 20)), polygon(square(610_200, 1_400_000, 5))],
        [],
      ].map((shapes, i) => ({ values: values(i), shapes })),
    ),
    layerOf(
      "bornes",
      "EPSG:32629",
      strings.map((_word, i) => ({
        values: values(i),
        shapes: [{ kind: "point", at: [610_000 + i, 1_400_100], z: 300 + i / 10 }],
      })),
    ),
    layerOf("axes", "EPSG:32629", [
      {
        values: { nom: "Rue 1" },
        shapes: [{ kind: "line", path: [610_000, 1_400_000, 610_050, 1_400_030], z: [300, 301.5] }],
      },
      { values: {}, shapes: [{ kind: "line", path: [610_000, 1_400_000, 610_000, 1_400_050] }] },
    ]),
  ],
};
const total = odd.layers.reduce((sum, { objects }) => sum + objects.length, 0);

/** Counts of the layers as GDAL sees them. */
function counts(path: string): number[] {
  const { stdout, stderr } = spawnSync("ogrinfo", ["-ro", "-al", "-so", path], { encoding: "utf8" });
  expect(stderr.replace(/^Warning 1: .*(parsed incompletely|not recognized as).*\n|^More than 1000 .*\n/gm, "")).toBe(
    "",
  );
  return [...stdout.matchAll(/Feature Count: (\d+)/g)].map(([, count]) => Number(count));
}

describe("every format, on content nobody would call tidy", () => {
  const made = new Map<FormatId, string>();
  // A network and a timetable need what this content has none of: they have tests of their own.
  const formats = writableFormats.map(({ id }) => id).filter((id) => id !== "inp" && id !== "gtfs");

  it.each(formats)("%s is written, read again and said to hold it all", async (id) => {
    const { files, again, warnings } = await written(odd, id, folder);
    made.set(id, files[0] as string);
    // One of them has no shape: what has no room for it says so.
    const { shapesOnly } = formatOfId(id);
    expect(again.objects).toBe(shapesOnly ? total - 1 : total);
    expect(warnings.some(({ code }) => code === "write.left-out")).toBe(shapesOnly === true);
    expect(again.areaM2).toBeCloseTo(400 - 12.5 + 400 + 25, id === "gpkg" || id === "shp" ? 6 : -1);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("keeps the values of a GeoPackage and of GeoJSON to the letter", async () => {
    for (const id of ["gpkg", "geojsonl", "kml"] as const) {
      const { layers } = await read(made.get(id) ?? "", folder);
      const all = layers.flatMap(({ objects }) =>
        objects.map((object) => object.values["Désignation du détenteur (1)"]),
      );
      const heard = new Set(all.map(String));
      // XML has no words for control signs and half letters; no file has any for a text that is empty.
      const sayable = strings.filter(
        (word) => word.trim() !== "" && (id === "gpkg" || /^[\t\n\r\x20-\ud7ff]*$/.test(word)),
      );
      const lost = sayable.filter(
        (word) => word.isWellFormed() && !word.includes("\0") && !heard.has(word) && !heard.has(word.trim()),
      );
      expect(lost, id).toEqual([]);
    }
  });

  it.skipIf(!hasGdal)("in GDAL's eyes (skipped where ogrinfo is absent)", () => {
    const objects = odd.layers.map((layer) => layer.objects.length);
    for (const id of ["gpkg", "kml"] as const) expect(counts(made.get(id) ?? ""), id).toEqual(objects);
    for (const id of ["geojson", "geojsonl"] as const) expect(counts(made.get(id) ?? ""), id).toEqual([total]);
    expect(counts(`/vsizip/${made.get("shp")}`).sort((a, b) => a - b)).toEqual([...objects].sort((a, b) => a - b));
    const [waypoints] = counts(made.get("gpx") ?? "");
    expect(waypoints).toBe(strings.length);
  });

  it.skipIf(!existsSync(VALIDATOR) || !has(PYTHON, "-c", "import osgeo"))(
    "in validate_gpkg's eyes (skipped where python3-gdal is absent)",
    () => {
      const { stdout, stderr, status } = spawnSync(PYTHON, [VALIDATOR, "-k", made.get("gpkg") ?? ""], {
        encoding: "utf8",
      });
      expect(stdout + stderr).toBe("");
      expect(status).toBe(0);
    },
  );

  it.skipIf(!has("ezdxf", "--version"))("in ezdxf's eyes (skipped where ezdxf is absent)", () => {
    const { stdout } = spawnSync("ezdxf", ["audit", made.get("dxf") ?? ""], { encoding: "utf8" });
    expect(stdout).toMatch(/No errors found/);
  });

  it.skipIf(!has("osmium", "--version"))("in osmium's eyes (skipped where osmium is absent)", () => {
    const { status } = spawnSync("osmium", ["check-refs", "-r", made.get("osm") ?? ""]);
    expect(status).toBe(0);
  });

  it.skipIf(!has("unzip", "-v"))("in unzip's eyes (skipped where unzip is absent)", () => {
    for (const id of ["shp", "kmz", "xlsx", "dataset"] as const) {
      expect(spawnSync("unzip", ["-tq", made.get(id) ?? ""]).status, id).toBe(0);
    }
  });

  it.skipIf(!has(PYTHON, "-c", "import openpyxl"))(
    "no formula in openpyxl's eyes (skipped where openpyxl is absent)",
    () => {
      const script = `
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
print(sum(sheet.max_row - 1 for sheet in book), sum(cell.data_type == "f" for sheet in book for row in sheet.rows for cell in row))`;
      const { stdout } = spawnSync(PYTHON, ["-c", script, made.get("xlsx") ?? ""], { encoding: "utf8" });
      expect(stdout.trim()).toBe(`${total} 0`);
    },
  );

  it("never lets a spreadsheet run a word of a CSV", () => {
    const text = readFileSync(join(folder, "essai.csv"), "utf8");
    expect(
      text
        .split(/\r\n/)
        .flatMap((line) => line.split(","))
        .filter((cell) => /^"?[=+@]/.test(cell)),
    ).toEqual([]);
  });

  it("never lets what it wrote go to the world's map", () => {
    expect(readFileSync(made.get("osm") ?? "", "utf8")).toMatch(/<osm [^>]*upload="never"/);
  });
});

describe("a village in OSM's words", () => {
  it("comes back as the same classes through the road of OSM files", async () => {
    const document = aVillage(40);
    const content = osmContent(document, { profile: "affichage" });
    const { files } = await written(content, "osm", folder, "village");
    const text = readFileSync(files[0] as string, "utf8");
    const count = (id: string): number => document.features.filter((feature) => feature.class === id).length;
    expect(text.split('k="place" v="plot"').length - 1).toBe(count("parcel") + count("reserve"));
    expect(text.split('k="highway"').length - 1).toBe(count("streetAxis"));
    expect(text).not.toContain("Traor");
  });
});

describe("a water network", () => {
  const water: OutsideContent = {
    ...odd,
    layers: [
      layerOf("point_eau", "EPSG:32629", [
        {
          values: { nature: "forage", debit_m3h: 6, nom: "F1" },
          shapes: [{ kind: "point", at: [610_000, 1_400_000] }],
        },
        {
          values: { nature: "chateau-eau", nom: "Château d'eau" },
          shapes: [{ kind: "point", at: [610_100, 1_400_000] }],
        },
        { values: { nature: "borne-fontaine", debit_m3h: 1.8 }, shapes: [{ kind: "point", at: [610_200, 1_400_000] }] },
      ]),
      layerOf("conduite", "EPSG:32629", [
        { values: { diametre_mm: 110 }, shapes: [{ kind: "line", path: [610_000, 1_400_000, 610_100, 1_400_000] }] },
        { values: {}, shapes: [{ kind: "line", path: [610_100, 1_400_000, 610_150, 1_400_020, 610_200, 1_400_000] }] },
      ]),
    ],
  };

  it("runs in EPANET, and the standpipe gets what it asks for", async () => {
    const { files } = await written(water, "inp", folder, "eau");
    const { pressures, links } = await solved(readFileSync(files[0] as string, "utf8"));
    expect(pressures.length).toBe(4);
    expect(links).toBe(3);
    expect(pressures.every(Number.isFinite)).toBe(true);
  });

  const networks = sharedPath("cases/epanet/example-networks");
  it.skipIf(!networks)(
    "gives the same pressures when one is read and written again (skipped without ../shared)",
    async () => {
      for (const name of ["Net1.inp", "Net2.inp", "Net3.inp"]) {
        const source = join(networks ?? "", name);
        const { files } = await written(await read(source, folder), "inp", folder, name);
        const before = await solved(readFileSync(source, "utf8"));
        const after = await solved(readFileSync(files[0] as string, "utf8"));
        expect(after.links).toBe(before.links);
        after.pressures.forEach((pressure, i) => {
          expect(Math.abs(pressure - (before.pressures[i] as number)), `${name} ${i}`).toBeLessThan(0.01);
        });
      }
    },
  );

  /** Pressures at the end of a run, smallest first: the order of nodes may change. */
  async function solved(text: string): Promise<{ pressures: number[]; links: number }> {
    const workspace = new Workspace();
    await workspace.loadModule();
    const model = new Epanet(workspace);
    workspace.writeFile("eau.inp", text);
    model.open("eau.inp", "eau.rpt", "eau.out");
    model.solveH();
    const nodes = model.getCount(NODES);
    const pressures = Array.from({ length: nodes }, (_, i) => model.getNodeValue(i + 1, PRESSURE));
    const links = model.getCount(LINKS);
    model.close();
    return { pressures: pressures.sort((a, b) => a - b), links };
  }
});

describe("bus lines", () => {
  it("become a feed whose references all hold", async () => {
    const stops = [0, 0.004, 0.008].map((dx, i) => ({
      values: { stop_name: `Arrêt ${i + 1}` },
      shapes: [{ kind: "point" as const, at: [-8 + dx, 12.65] as const }],
    }));
    const lines = [
      { values: { route_short_name: "12" }, shapes: [{ kind: "line" as const, path: [-8, 12.65, -7.99, 12.65] }] },
      { values: {}, shapes: [{ kind: "line" as const, path: [-8, 13, -7.99, 13] }] },
    ];
    const feed = { ...odd, layers: [layerOf("arrets", "EPSG:4326", stops), layerOf("lignes", "EPSG:4326", lines)] };
    const { files, warnings } = await written(feed, "gtfs", folder, "bus");
    expect(warnings.map(({ code }) => code)).toContain("write.no-stops");
    const table = (name: string): string[][] => {
      const { stdout } = spawnSync("unzip", ["-p", files[0] as string, name], { encoding: "utf8" });
      return stdout
        .trim()
        .split("\r\n")
        .slice(1)
        .map((line) => line.split(","));
    };
    expect(table("routes.txt").map(([, , short]) => short)).toEqual(["12"]);
    const ids = new Set(table("stops.txt").map(([id]) => id));
    const times = table("stop_times.txt");
    expect(times.map(([, , , stop]) => ids.has(stop ?? ""))).toEqual([true, true, true]);
    expect(times.map(([, arrival]) => arrival)).toEqual([...times.map(([, arrival]) => arrival)].sort());
  });
});
