import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { villageOsm } from "#core/engines/synthetic/village";
import { maliReferentiel } from "#core/features/mali";

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

const own = (value: unknown) => ({
  ...maliReferentiel,
  id: "commune",
  name: "Commune",
  norms: { "water.people": { value, unit: "hab", standing: "verifie", source: "Délibération", mandatory: true } },
});

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-cli-norms-"));
  writeFileSync(join(folder, "v.osm"), villageOsm(60, 5));
  writeFileSync(join(folder, "own.json"), JSON.stringify(own(100_000)));
  writeFileSync(join(folder, "bad.json"), JSON.stringify(own("cent")));
  writeFileSync(join(folder, "params.json"), JSON.stringify({ facilities: ["school", "water", "mosque", "cemetery"] }));
  run("import", "v.osm", "--project", "p.gpkg", "--seed", "a");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("norms from the command line", () => {
  it("travel with the project: laid out by a référentiel, checked by it, told by it", () => {
    const laid = run(
      ...["layout", "p.gpkg", "--site", "auto", "--params", "params.json", "--norms", "own.json"],
      ...["--out", "l.gpkg", "--seed", "1"],
    );
    expect(laid.status).toBe(0);
    const figures = laid.out["figures"] as { id: string; status: string; target: object }[];
    expect(figures.find(({ id }) => id === "houses-cut")).toMatchObject({ target: { max: 0 }, status: "met" });
    expect(figures.map(({ id }) => id)).toContain("water-walk-p95");
    const remarks = laid.out["remarks"] as { code: string; message: string; params?: { use?: string } }[];
    // In words, facilities by their names and not by their codes.
    expect(remarks.length).toBeGreaterThan(0);
    for (const { message } of remarks) expect(message).toMatch(/^[^{}]*[A-Za-zÀ-ÿ]{3}[^{}]*$/);
    expect(remarks.some(({ message }) => message.startsWith("layout.") || message.startsWith("remark."))).toBe(false);
    // One point is enough by these norms; ours would ask for more.
    expect(remarks.some(({ code, params }) => code === "layout.deficit" && params?.use === "eau")).toBe(false);

    const checked = run("check", "l.gpkg").out as {
      referentiel: object;
      norms: { norm: string; verdict: string; mandatory: boolean; source: string }[];
    };
    expect(checked.referentiel).toMatchObject({ id: "commune", name: "Commune" });
    expect(checked.norms.find(({ norm }) => norm === "water.people")).toMatchObject({
      verdict: "respecte",
      mandatory: true,
      source: "Délibération",
    });
  });

  it("are refused with the file and the place, and nothing is written", () => {
    const refused = run("layout", "p.gpkg", "--site", "auto", "--norms", "bad.json", "--out", "no.gpkg");
    expect(refused).toMatchObject({ status: 2, out: { error: { code: "norms.not-a-referentiel" } } });
    expect(JSON.stringify(refused.out)).toContain("water.people");
    expect(run("check", "no.gpkg").status).toBe(2);
  });
});
