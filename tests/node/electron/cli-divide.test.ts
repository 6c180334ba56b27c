import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { villageOsm } from "#core/engines/synthetic/village";

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
  folder = mkdtempSync(join(tmpdir(), "maillage-cli-divide-"));
  writeFileSync(join(folder, "v.osm"), villageOsm(60, 5));
  run("import", "v.osm", "--project", "p.gpkg", "--seed", "a");
  run("layout", "p.gpkg", "--site", "auto", "--out", "l.gpkg", "--seed", "1");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("dividing from the command line", () => {
  it("previews, divides, prints the plan de bornage, and leaves the preview's file as it was", () => {
    const before = readFileSync(join(folder, "l.gpkg"));
    const wanted = ["--parcel", "2/2", "--method", "equal", "--parts", "3", "--houses", "allow"];
    const preview = run("divide", "l.gpkg", ...wanted, "--preview").out as {
      sides: unknown[];
      parts: { areaM2: number; residualM2: number }[];
    };
    expect(preview.sides.length).toBeGreaterThan(2);
    expect(preview.parts).toHaveLength(3);
    for (const part of preview.parts) expect(Math.abs(part.residualM2)).toBeLessThan(0.2);
    expect(readFileSync(join(folder, "l.gpkg")).equals(before)).toBe(true);

    const made = run("divide", "l.gpkg", ...wanted, "--out", "d.gpkg").out as { parts: { number: string }[] };
    expect(made.parts.map(({ number }) => number)).toEqual(["2-1", "2-2", "2-3"]);
    const printed = run(
      ...["print", "d.gpkg", "--template", "bornage", "--parcel", "2/2-1,2/2-2,2/2-3", "--out", "b.pdf"],
    );
    expect(printed).toMatchObject({ status: 0, out: { paper: "A4", landscape: false } });
    expect(readFileSync(join(folder, "b.pdf")).subarray(0, 5).toString()).toBe("%PDF-");

    // The number of the parcel that was closed still finds it; its parts go by theirs.
    const fiche = ["print", "d.gpkg", "--template", "filiation", "--parcel", "2/2", "--out", "f.pdf"];
    expect(run(...fiche)).toMatchObject({ status: 0, out: { parcel: expect.any(String) } });
    expect(run("merge", "d.gpkg", "--ids", "2/2-1, 2/2-2").status).toBe(0);
    expect(run("merge", "d.gpkg", "--ids", "2/2-3,2/999")).toMatchObject({
      status: 2,
      out: { error: { code: "cli.no-such-parcel" } },
    });
  });

  it("takes the same as JSON, and still a line alone", () => {
    const face = run(
      "divide",
      "l.gpkg",
      "--parcel",
      "2/1",
      "--method",
      "equal",
      "--parts",
      "2",
      "--houses",
      "allow",
      "--preview",
    );
    const { parcel: id, cuts } = face.out as { parcel: string; cuts: number[][] };
    const json = JSON.stringify({ id, method: "equal", parts: 2, houses: "allow", act: { reason: "Succession" } });
    expect(run("divide", "l.gpkg", "--input", json, "--out", "j.gpkg").out).toMatchObject({ command: "divide-parcel" });
    const line = JSON.stringify({ id, path: cuts[0] });
    expect(run("divide", "l.gpkg", "--input", line, "--out", "k.gpkg").out).toMatchObject({ command: "split-face" });
  });

  it("refuses with the place, and the parcel", () => {
    const { status, out } = run("divide", "l.gpkg", "--parcel", "2/1", "--method", "areas", "--areas", "1e6");
    expect(status).toBe(2);
    expect(out).toMatchObject({
      error: { code: "divide.areas-too-large", at: [expect.any(Number), expect.any(Number)] },
    });
    expect(run("divide", "l.gpkg", "--parcel", "99/1", "--method", "equal", "--parts", "2").out).toMatchObject({
      error: { code: "cli.no-such-parcel" },
    });
    expect(run("print", "l.gpkg", "--template", "bornage", "--out", "x.pdf").out).toMatchObject({
      error: { code: "cli.bad-bornage" },
    });
  });

  it("sets aside, gives to the street, regroups", () => {
    expect(run("reserve", "l.gpkg", "--parcel", "2/2", "--purpose", "ecole", "--out", "r.gpkg").out).toMatchObject({
      command: "set-aside",
    });
    const ceded = run(
      "cede",
      "l.gpkg",
      "--input",
      JSON.stringify({ id: idOf("2/2"), widthM: 1, houses: "allow" }),
      "--out",
      "c.gpkg",
    );
    expect(ceded.out).toMatchObject({ command: "cede-strip" });
    expect(run("remembrement", "l.gpkg", "--parcels", "2/2").out).toMatchObject({
      error: { code: "remembrement.too-few" },
    });
  });
});

function idOf(parcel: string): string {
  const words = [
    "divide",
    "l.gpkg",
    "--parcel",
    parcel,
    "--method",
    "equal",
    "--parts",
    "2",
    "--houses",
    "allow",
    "--preview",
  ];
  return (run(...words).out as { parcel: string }).parcel;
}
