import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const cli = fileURLToPath(new URL("../../../electron/shells/cli.ts", import.meta.url));
let folder: string;

function run(...words: string[]): { status: number | null; out: Record<string, unknown> } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
    cwd: folder,
    encoding: "utf8",
    timeout: 30_000,
  });
  return { status, out: JSON.parse(status === 0 ? stdout : (stderr.trim().split("\n").at(-1) as string)) };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-cli-points-"));
  writeFileSync(join(folder, "leve.csv"), "Numéro;X;Y\nB1;612345,25;1398765,1\nB2;612360;1398750,75\nfin\n");
  writeFileSync(join(folder, "gps.gpx"), `<gpx><wpt lat="12.65" lon="-8.0"><name>G1</name></wpt></gpx>`);
  writeFileSync(join(folder, "faux.gpx"), `<!DOCTYPE gpx [<!ENTITY a "b">]><gpx/>`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("points from the command line", () => {
  it("become bornes, said how they were read, and go out again as points of the layer BORNE", () => {
    const made = run("import", "leve.csv", "gps.gpx", "--project", "p.gpkg", "--crs", "EPSG:32629");
    expect(made).toMatchObject({
      status: 0,
      out: {
        counts: { borne: 3 },
        points: [
          { file: "leve.csv", separator: ";", decimal: ",", bornes: 2, onCorner: 0, unread: [{ line: 4 }] },
          { file: "gps.gpx", format: "gpx", bornes: 1 },
        ],
      },
    });
    expect(run("export", "p.gpkg", "p.dxf").status).toBe(0);
    const dxf = readFileSync(join(folder, "p.dxf"), "latin1");
    expect(dxf).toContain("BORNE");
    expect(dxf).toContain("612345.25");
  });

  it("the same again adds nothing; a list alone does not say where it lies; a document type is refused", () => {
    expect(run("import", "leve.csv", "--project", "p.gpkg").out).toMatchObject({ points: [{ bornes: 0, skipped: 2 }] });
    expect(run("import", "leve.csv", "--project", "new.gpkg")).toMatchObject({
      status: 2,
      out: { error: { code: "points.no-crs" } },
    });
    expect(run("import", "faux.gpx", "--project", "p.gpkg")).toMatchObject({
      status: 2,
      out: { error: { code: "xml.dtd", file: "faux.gpx", line: 1 } },
    });
  });
});
