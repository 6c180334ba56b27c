import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readWorldFile } from "#core/formats/world-file";

const cli = fileURLToPath(new URL("../../../electron/shells/cli.ts", import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-georef-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function georef(text: string, ...more: string[]): { status: number | null; out: Record<string, unknown> } {
  writeFileSync(join(folder, "calage.csv"), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "georef", "calage.csv", ...more], {
    cwd: folder,
    encoding: "utf8",
    timeout: 30_000,
  });
  return { status, out: JSON.parse(status === 0 ? stdout : (stderr.trim().split("\n").at(-1) as string)) };
}

describe("a scanned plan laid from the command line", () => {
  // A pixel of 0.1 m, rows down, the sheet's corner at 600000, 1400000.
  const rows = ["point;colonne;ligne;X;Y", "A;0;0;600000,0;1400000,0", "B;1000;0;600100,0;1400000,0"];

  it("gets the world file that puts its points where they are, and says how far each is off", () => {
    const { status, out } = georef(
      [...rows, "C;1000;800;600100,3;1399920", "D;0;800;600000;1399920"].join("\r\n"),
      "--out",
      "plan.pgw",
    );
    expect(status).toBe(0);
    expect(out).toMatchObject({ method: "helmert", points: 4 });
    const residuals = out["residuals"] as { line: number; residualM: number }[];
    expect(residuals.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(Math.max(...residuals.map(({ residualM }) => residualM))).toBe(residuals[2]?.residualM);
    const affine = readWorldFile(readFileSync(join(folder, "plan.pgw"), "utf8"));
    expect(affine?.[0]).toBeCloseTo(600_000, 0);
    expect(affine?.[1]).toBeCloseTo(0.1, 3);
    expect(affine?.[5]).toBeCloseTo(-0.1, 3);
  });

  it("reads commas, blanks and tabs, and decimals either way", () => {
    for (const text of [
      "0,0,600000.0,1400000.0\n1000,0,600100.0,1400000.0",
      "0 0 600000,0 1400000,0\n1000 0 600100,0 1400000,0",
      "A\t0\t0\t600000,0\t1400000,0\n# fin\nB\t1000\t0\t600100,0\t1400000,0\n",
    ])
      expect(georef(text).out).toMatchObject({ points: 2, rmsM: 0 });
  });

  it.each([
    ["control.too-few", rows.slice(0, 2).join("\n"), []],
    ["control.too-few", rows.join("\n"), ["--method", "affine"]],
    ["control.flat", [rows[1], rows[1]].join("\n"), []],
    ["control.bad-line", [...rows, "C;12;x;5"].join("\n"), []],
    ["cli.bad-option", rows.join("\n"), ["--method", "spline"]],
  ])("refuses with %s, and writes nothing", (code, text, more) => {
    const { status, out } = georef(text, ...more, "--out", "rien.pgw");
    expect(status).toBe(2);
    expect(out["error"]).toMatchObject({ code });
    expect(existsSync(join(folder, "rien.pgw"))).toBe(false);
  });
});

describe("an old plan in a system of its own", () => {
  it("is laid on the ground by control points as it is imported, and says how far each is off", () => {
    // A plan in metres from its own corner, turned by a quarter: its x runs north, its y west.
    const square = {
      type: "Polygon",
      coordinates: [
        [
          [10, 0],
          [30, 0],
          [30, 20],
          [10, 20],
          [10, 0],
        ],
      ],
    };
    const parcel = { type: "Feature", properties: { numero: "1" }, geometry: square };
    writeFileSync(join(folder, "ancien.geojson"), JSON.stringify({ type: "FeatureCollection", features: [parcel] }));
    writeFileSync(
      join(folder, "reperes.csv"),
      "0;0;600000;1400000\n100;0;600000;1400100\n0;100;599900;1400000\n100;100;599900;1400100,02\n",
    );
    const run = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "import", "ancien.geojson", ...words], {
        cwd: folder,
        encoding: "utf8",
        timeout: 30_000,
      });
      return { status, out: JSON.parse(status === 0 ? stdout : (stderr.trim().split("\n").at(-1) as string)) };
    };
    const words = ["--project", "a.gpkg", "--class", "parcelle", "--control", "reperes.csv"];
    expect(run(...words).out).toMatchObject({ error: { code: "cli.missing-option" } });
    const { status, out } = run(...words, "--crs", "EPSG:32629");
    expect(status).toBe(0);
    expect(out).toMatchObject({ added: 1, control: { method: "helmert", points: 4 } });
    expect(out.control.rmsM).toBeGreaterThan(0.001);
    expect(out.control.rmsM).toBeLessThan(0.02);
    const read = spawnSync(process.execPath, [cli, "info", "a.gpkg"], { cwd: folder, encoding: "utf8" });
    const layers = JSON.parse(read.stdout).layers as { name: string; extent: number[] }[];
    const extent = layers.find(({ name }) => name === "parcelle")?.extent ?? [];
    for (const [i, wanted] of [599_980, 1_400_010, 600_000, 1_400_030].entries())
      expect(extent[i]).toBeCloseTo(wanted, 1);
  });
});
