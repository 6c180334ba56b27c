import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectionOf } from "#core/geometry/crs";
import { catalogue } from "#core/messages/catalogue";

// Each exercise says what a class should find. Its commands are run here as they stand on the page, and its figures
// held against what they answer.

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/exercises");
const cli = join(root, "electron/shells/cli.ts");
const page = (name: string) => readFileSync(join(folder, name), "utf8");
const exercises = readdirSync(folder).filter((name) => /^\d-.*\.md$/.test(name));

/** Half a cutting line: longer than any parcel. */
const FAR_MM = 60_000;

let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "maillage-exercises-"));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

type Answer = Readonly<Record<string, unknown>>;

/** Runs the command line in the class's folder; names of the repository are given whole. */
function run(words: readonly string[]): Answer {
  const whole = words.map((word) => (/^(resources|docs)\//.test(word) ? join(root, word) : word));
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...whole], { cwd: place, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Answer;
}

/** The answers of a page's commands, by the file each made, and the last of them. */
function answersOf(text: string): { named: Map<string, Answer>; all: Answer[] } {
  const named = new Map<string, Answer>();
  const all: Answer[] = [];
  const lines = [...text.matchAll(/^npm run -s maillage -- (.+)$/gm)].map((match) => (match[1] ?? "").split(" "));
  for (const words of lines) {
    const answer = run(words);
    all.push(answer);
    for (const word of words) if (/^[\w-]+\.(gpkg|geojson|pdf|dxf)$/.test(word)) named.set(word, answer);
  }
  return { named, all };
}

/** A figure by its path: `counts.batiment`, or of a layer by name `layers.conduite.count`. */
function figure(answer: Answer, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at.find((each) => (each as { name?: string }).name === key);
    return (at as Answer | undefined)?.[key];
  }, answer);
}

/** Holds the rows `| \`figure\` | wanted |` of a table: a word, a number, or `least à most`. */
function hold(answer: Answer, table: string, where: string): number {
  let held = 0;
  for (const [, path = "", wanted = ""] of table.matchAll(/^\| `([\w.-]+)` \| (.+?) \|$/gm)) {
    const found = figure(answer, path) ?? (path.startsWith("counts.") ? 0 : undefined);
    const [least, most] = wanted.split(" à ").map((each) => Number(each.replace(",", ".")));
    held++;
    if (least === undefined || Number.isNaN(least)) expect(found, `${where} ${path}`).toBe(wanted);
    else {
      expect(found, `${where} ${path}`).toBeGreaterThanOrEqual(least);
      expect(found, `${where} ${path}`).toBeLessThanOrEqual(most ?? least);
    }
  }
  return held;
}

describe("the exercises", () => {
  it("are listed, and name buttons as the window does", () => {
    expect(exercises.length).toBe(7);
    for (const name of exercises) expect(page("README.md")).toContain(`(${name})`);
    const sentences = new Set(Object.values(catalogue.fr));
    const headings = ["Situation."];
    const bold = [...exercises, "README.md"].flatMap((name) =>
      [...page(name).matchAll(/\*\*(.+?)\*\*/g)].map((match) => match[1] as string),
    );
    expect(bold.filter((word) => !sentences.has(word) && !headings.includes(word))).toEqual([]);
  });

  it("1: Sinsina is laid out at 400 and at 600 m²", { timeout: 180_000 }, () => {
    const text = page("1-lotir-sinsina.md");
    const { named, all } = answersOf(text);
    const [, imported = "", at400 = "", at600 = ""] = text.split(/^(?:Après l'import|Pour 400|Pour 600).*$/m);
    expect(hold(all[0] ?? {}, imported, "import")).toBe(2);
    expect(hold(named.get("maille-400.gpkg") ?? {}, at400, "400 m²")).toBe(7);
    expect(hold(named.get("maille-600.gpkg") ?? {}, at600, "600 m²")).toBe(3);
  });

  it("2: a parcel is split, merged and numbered again", { timeout: 180_000 }, () => {
    run(["export", "maille-400.gpkg", "avant.geojson", "--profile", "interne"]);
    const before = parcelsOf("avant.geojson");
    const first = before.find(({ ilot, numero }) => ilot === "1" && numero === "1");
    if (!first) throw new Error("the plan has no parcel 1/1");
    const { status, answer } = splitSomewhere(first.id, first.ring);
    expect(status).toBe(0);
    run(["export", "divise.gpkg", "divise.geojson", "--profile", "interne"]);
    const split = parcelsOf("divise.geojson");
    expect(split.length).toBe(before.length + 1);
    expect(total(split)).toBeCloseTo(total(before), 1);
    const parts = split.filter(({ ilot, numero }) => ilot === "1" && /^1-[12]$/.test(numero));
    expect(parts.map(({ numero }) => numero).sort()).toEqual(["1-1", "1-2"]);
    const [larger, other] = parts.toSorted((one, two) => one.numero.localeCompare(two.numero));
    expect(larger?.surface).toBeGreaterThanOrEqual(other?.surface ?? Infinity);
    expect((answer["added"] as string[]).length + (answer["updated"] as string[]).length).toBeGreaterThan(1);

    run(["merge", "divise.gpkg", "--ids", parts.map(({ id }) => id).join(), "--out", "fusion.gpkg"]);
    run(["export", "fusion.gpkg", "fusion.geojson", "--profile", "interne"]);
    const merged = parcelsOf("fusion.geojson");
    expect(merged.length).toBe(before.length);
    const numbers = (list: readonly Parcel[]) => new Set(list.map(({ ilot, numero }) => `${ilot}/${numero}`));
    const fresh = [...numbers(merged)].filter((number) => !numbers(split).has(number));
    expect(fresh.length).toBe(1);
    const issues = figure(run(["check", "fusion.gpkg"]), "counts") as Answer;
    expect(issues["error"]).toBe(0);

    const far = before.find(({ ilot }) => ilot !== "1");
    const refused = spawnSync(process.execPath, [cli, "merge", "maille-400.gpkg", "--ids", `${first.id},${far?.id}`], {
      cwd: place,
      encoding: "utf8",
    });
    expect(refused.status).toBe(2);
  });

  it("3: the water points and pipes of the answer are there", { timeout: 180_000 }, () => {
    const text = page("3-reseau-d-eau.md");
    expect(hold(answersOf(text).all.at(-1) ?? {}, text, "eau")).toBe(3);
  });

  it("4: the checks find what is too small, and less of it after correction", { timeout: 180_000 }, () => {
    const text = page("4-controler-corriger.md");
    const { named } = answersOf(text);
    const [, small = "", right = ""] = text.split(/^Plan (?:du bureau|corrigé).*$/m);
    expect(hold(named.get("trop-petit.gpkg") ?? {}, small, "trop petit")).toBe(2);
    expect(hold(named.get("corrige.gpkg") ?? {}, right, "corrigé")).toBe(2);
  });

  it("5: plan, open data, project and drawing are handed over", { timeout: 180_000 }, () => {
    const text = page("5-remettre-le-plan.md");
    const { named } = answersOf(text);
    expect(hold(named.get("ouvert.geojson") ?? {}, text, "ouvert")).toBe(2);
    for (const name of ["plan.pdf", "ouvert.geojson", "interne.gpkg", "plan.dxf"]) {
      expect(existsSync(join(place, name)), name).toBe(true);
      expect(statSync(join(place, name)).size).toBeGreaterThan(1000);
    }
    expect(readFileSync(join(place, "plan.pdf"), "latin1").slice(0, 5)).toBe("%PDF-");
  });

  it("6: a survey comes in cleaned, without the owners", { timeout: 180_000 }, () => {
    const text = page("6-reprendre-nettoyer.md");
    const { named, all } = answersOf(text);
    const [, imported = "", checked = ""] = text.split(/^(?:Après l'import|Au contrôle).*$/m);
    expect(hold(all[0] ?? {}, imported, "import")).toBe(10);
    expect(hold(all[1] ?? {}, checked, "contrôle")).toBe(4);
    expect(named.has("nord-ouvert.geojson")).toBe(true);
    const survey = readFileSync(join(folder, "donnees/releve-nord.geojson"), "utf8");
    const owners = [...survey.matchAll(/"PROPRIETAIRE":"(.+?)"/g)].map((match) => match[1] as string);
    expect(owners).toHaveLength(12);
    for (const file of ["nord.gpkg", "nord-ouvert.geojson"]) {
      const bytes = readFileSync(join(place, file));
      expect(owners.filter((owner) => bytes.includes(owner))).toEqual([]);
    }
  });

  it("7: what is kept or locked does not move by a millimetre", { timeout: 180_000 }, () => {
    const text = page("7-garder-comparer.md");
    const { all } = answersOf(text);
    const [, imported = "", adopted = "", relaid = "", checked = ""] = text.split(
      /^(?:Après l'import|Le scénario adopté|L'îlot repris|Au contrôle).*$/m,
    );
    expect(hold(all[0] ?? {}, imported, "import")).toBe(2);
    expect(hold(all[1] ?? {}, adopted, "adopté")).toBe(5);
    expect(hold(all[2] ?? {}, relaid, "repris")).toBe(4);
    expect(hold(all.at(-1) ?? {}, checked, "contrôle")).toBe(1);
    const others = parcelsIn("variantes.gpkg", "ilot <> '3'");
    expect(others.length).toBeGreaterThan(10);
    expect(parcelsIn("repris.gpkg", "ilot <> '3'")).toEqual(others);

    lockInQgis("variantes.gpkg", "2");
    const locked = parcelsIn("variantes.gpkg", "verrouille = 1");
    expect(locked.length).toBeGreaterThan(2);
    const params = "docs/exercises/donnees/parti-300.json";
    const words = ["variantes.gpkg", "--site", "auto", "--params", params, "--out", "verrou.gpkg", "--seed", "1"];
    expect(figure(run(["layout", ...words]), "plan.locked")).toBe(locked.length);
    expect(parcelsIn("verrou.gpkg", "verrouille = 1")).toEqual(locked);
  });
});

/** Parcels of a project file that meet a condition: îlot, number and shape, byte for byte. */
function parcelsIn(file: string, condition: string): string[] {
  const database = new DatabaseSync(join(place, file), { readOnly: true });
  const rows = database.prepare(`SELECT ilot, numero, hex(geom) AS geom FROM parcelle WHERE ${condition}`).all();
  database.close();
  return rows.map((row) => Object.values(row).join(" ")).sort();
}

/** Locks the parcels of an îlot as a planner does in QGIS, which knows the functions the triggers call. */
function lockInQgis(file: string, ilot: string): void {
  const database = new DatabaseSync(join(place, file));
  for (const name of ["ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"]) database.function(name, (_geom) => 0);
  database.prepare("UPDATE parcelle SET verrouille = 1 WHERE ilot = ?").run(ilot);
  database.close();
}

interface Parcel {
  readonly id: string;
  readonly ilot: string;
  readonly numero: string;
  readonly surface: number;
  /** Outline in longitude and latitude, closed. */
  readonly ring: readonly (readonly [number, number])[];
}

function parcelsOf(file: string): Parcel[] {
  const read = JSON.parse(readFileSync(join(place, file), "utf8")) as {
    features: {
      id?: string;
      properties: Record<string, unknown>;
      geometry: { coordinates: [number, number][][] };
    }[];
  };
  return read.features
    .filter(({ properties }) => properties["classe"] === "parcelle")
    .map(({ id, properties, geometry }) => ({
      id: String(properties["id"] ?? id),
      ilot: String(properties["ilot"]),
      numero: String(properties["numero"]),
      surface: Number(properties["surface_m2"]),
      ring: geometry.coordinates[0] ?? [],
    }));
}

function total(parcels: readonly Parcel[]): number {
  return parcels.reduce((sum, { surface }) => sum + surface, 0);
}

/** Splits a parcel along a line through its middle: the first of six bearings that cuts it in two. */
function splitSomewhere(
  id: string,
  ring: readonly (readonly [number, number])[],
): { status: number | null; answer: Answer } {
  const { toGrid } = projectionOf("EPSG:32629");
  const corners = ring.slice(1).map(([lon, lat]) => toGrid(lon, lat));
  const middle = [0, 1].map((axis) => corners.reduce((sum, at) => sum + (at[axis] ?? 0), 0) / corners.length);
  const [x = 0, y = 0] = middle;
  let last = { status: null as number | null, answer: {} as Answer };
  for (let i = 0; i < 6; i++) {
    const [dx, dy] = [Math.cos((i * Math.PI) / 6) * FAR_MM, Math.sin((i * Math.PI) / 6) * FAR_MM];
    const path = [x - dx, y - dy, x + dx, y + dy].map(Math.round);
    const input = JSON.stringify({ id, path });
    const words = ["divide", "maille-400.gpkg", "--input", input, "--out", "divise.gpkg"];
    const { status, stdout } = spawnSync(process.execPath, [cli, ...words], { cwd: place, encoding: "utf8" });
    last = { status, answer: status === 0 ? (JSON.parse(stdout) as Answer) : {} };
    if (status === 0) return last;
  }
  return last;
}
