import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PackCard } from "#core/bridge/pack";
import { maliReferentiel } from "#core/features/mali";
import { PackShelf } from "#services/packs/pack-shelf";
import { makeHgt } from "#tests/helpers/rasters";

const cli = fileURLToPath(new URL("../../../electron/shells/cli.ts", import.meta.url));
const sample = fileURLToPath(new URL("../../../resources/sample/village-exemple.osm", import.meta.url));
let folder: string;
let home: string;

function run(...words: string[]): { status: number | null; out: Record<string, unknown> } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, MAILLAGE_HOME: home },
  });
  return { status, out: JSON.parse(status === 0 ? stdout : (stderr.trim().split("\n").at(-1) as string)) };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-packs-"));
  home = join(folder, "home");
  writeFileSync(
    join(folder, "N12W008.hgt"),
    makeHgt(() => 340),
  );
  writeFileSync(join(folder, "normes.json"), JSON.stringify(maliReferentiel));
  writeFileSync(
    join(folder, "limites.kml"),
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Nienou</name><Point><coordinates>-7.95,12.05</coordinates></Point></Placemark></kml>`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a regional pack", () => {
  let pack: string;

  it("is made of files told apart by their content, and found on this machine", async () => {
    const { status, out } = run(
      "pack",
      sample,
      "N12W008.hgt",
      "limites.kml",
      "normes.json",
      "--name",
      "Cercle d'essai",
    );
    expect(status).toBe(0);
    const members = out["members"] as PackCard["members"];
    expect(members.map(({ file, kind }) => [file, kind])).toEqual([
      ["village-exemple.osm", "osm"],
      ["N12W008.hgt", "relief"],
      ["limites.kml", "boundaries"],
      ["normes.json", "referentiel"],
    ]);
    pack = out["pack"] as string;
    const shelf = new PackShelf(home);
    const [found] = await shelf.list();
    expect(found).toMatchObject({ name: "Cercle d'essai", removable: false, places: out["places"] });
    const places = JSON.parse(new TextDecoder().decode(await shelf.read(found?.id ?? "", "places.json"))) as unknown[];
    expect(places).toContainEqual(["Nienou", "locality", -7.95, 12.05]);
    expect(run("pack", pack, "--check").out).toMatchObject({ whole: true });
  });

  it("gives its own files only", async () => {
    const shelf = new PackShelf(home);
    const id = (await shelf.list())[0]?.id ?? "";
    expect(readFileSync(await shelf.pathOf(id, "normes.json"), "utf8")).toContain(maliReferentiel.id);
    for (const file of ["pack.json", "../limites.kml", "nulle-part.tif"])
      await expect(shelf.pathOf(id, file)).rejects.toThrow(/pack\.missing/);
  });

  it("does not lead out of its folder by a link", async () => {
    const linked = join(home, "packs", "lien");
    mkdirSync(linked);
    symlinkSync(join(folder, "normes.json"), join(linked, "normes.json"));
    const card = JSON.parse(readFileSync(join(pack, "pack.json"), "utf8")) as PackCard;
    const members = card.members.filter(({ file }) => file === "normes.json");
    writeFileSync(join(linked, "pack.json"), JSON.stringify({ ...card, name: "Lien", members }));
    const shelf = new PackShelf(home);
    const id = (await shelf.list()).find(({ name }) => name === "Lien")?.id ?? "";
    await expect(shelf.pathOf(id, "normes.json")).rejects.toThrow(/pack\.missing/);
    rmSync(linked, { recursive: true });
  });

  it("says which file is gone or was altered, and a folder without a sound card is none", async () => {
    writeFileSync(join(pack, "normes.json"), readFileSync(join(pack, "normes.json"), "utf8").replace("mali", "MALI"));
    expect(run("pack", pack, "--check")).toMatchObject({ status: 2, out: { error: { code: "pack.altered" } } });
    rmSync(join(pack, "normes.json"));
    const members = (await new PackShelf(home).list())[0]?.members ?? [];
    expect(members.filter(({ missing }) => missing).map(({ file }) => file)).toEqual(["normes.json"]);
    writeFileSync(join(home, "packs", "note.txt"), "ni un dossier, ni un pack");
    const odd = join(home, "packs", "autre");
    mkdirSync(odd);
    for (const text of ["", "{", '{"format":"maillage-pack"}']) {
      writeFileSync(join(odd, "pack.json"), text);
      expect(await new PackShelf(home).list()).toHaveLength(1);
    }
    expect(run("pack", odd, "--check")).toMatchObject({ status: 2, out: { error: { code: "pack.no-card" } } });
  });

  it("is not begun over another, nor of two files of one name, nor left half made", () => {
    const out = join(folder, "deux");
    const refused = (...words: string[]): unknown =>
      (run("pack", ...words, "--name", "Deux").out["error"] as { code: string }).code;
    expect(refused("normes.json", "--out", pack)).toBe("pack.exists");
    expect(refused("normes.json", "./normes.json", "--out", out)).toBe("pack.two-names");
    writeFileSync(join(folder, "bruit.bin"), Buffer.alloc(400, 7));
    expect(refused("normes.json", "bruit.bin", "--out", out)).toBe("format.unknown");
    expect(readdirSync(folder).filter((name) => /^(deux|\.pack)/.test(name))).toEqual([]);
  });
});
