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
