import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { PACK_PLACES, type PackCard, type PackKind, type PackPlace } from "#core/bridge/pack";
import { referentielSchema } from "#core/model/referentiel";
import { RefusalError, refuse } from "#core/model/refusal";
import { diskFailure } from "#services/disk-failure";
import { fsyncFolder, fsyncPath } from "#services/durable-file";
import type { Job } from "#services/jobs/job";
import { isOsmFile } from "#services/outside/osm-file";
import { type ReaderTools, toolsOf } from "#services/outside/reader-tools";
import { fileHash } from "#services/packs/file-hash";
import { type FilePlaces, placesOfLayers, placesOfOsm } from "#services/packs/pack-places";
import { CARD } from "#services/packs/pack-shelf";
import { openRaster } from "#services/raster/open-raster";
import { readingRaster } from "#services/raster/raster-refusal";
import { isRaster } from "#services/raster/raster-sign";
import { isZip, unpackHgt } from "#services/raster/unpack-hgt";

/** What a pack is made of. */
export interface PackOrder {
  /** Pictures, reliefs, OpenStreetMap extracts, boundaries, référentiels: told apart by their content. */
  readonly files: readonly string[];
  /** Folder the pack becomes; must not be there yet. */
  readonly out: string;
  readonly name: string;
  /** ISO day the data are of. */
  readonly date: string;
  /** Folder for copies. */
  readonly temp: string;
}

/**
 * Makes a regional pack of files at hand: copies them into a folder of its own, with a list of the places they name and
 * a card that says what each is. The folder is there whole or not at all.
 *
 * @throws RefusalError `pack.exists`, `pack.two-names`, `format.*`, or of the readers; BridgeError of the disk
 */
export const buildPackJob: Job<PackOrder, PackCard> = async (order, context) => {
  const { files, out, name, date, temp } = order;
  const tools = toolsOf(context, temp);
  if (existsSync(out)) throw new RefusalError(refuse("pack.exists", { file: out }));
  const names = files.map((file) => basename(file).replace(/\.hgt\.zip$/i, ".hgt"));
  const twice = names.findIndex((one, i) => names.indexOf(one) !== i || one === CARD || one === PACK_PLACES);
  if (twice >= 0) throw new RefusalError(refuse("pack.two-names", { file: files[twice] ?? "" }));
  let aside: string | undefined;
  try {
    aside = mkdtempSync(join(dirname(out), ".pack-"));
    const members: PackCard["members"] = [];
    const places: PackPlace[] = [];
    const attributions = new Set<string>();
    for (const [i, file] of files.entries()) {
      const into = join(aside, names[i] as string);
      if (isZip(file) && isRaster(file, file)) writeFileSync(into, unpackHgt(file, file).bytes);
      else copyFileSync(file, into);
      // A file of a read-only disk would stay so.
      chmodSync(into, 0o644);
      fsyncPath(into);
      const found = await toldOf(into, names[i] as string, tools);
      places.push(...(found.places ?? []));
      for (const one of found.attributions ?? []) attributions.add(one);
      const { size: bytes } = statSync(into);
      members.push({ file: names[i] as string, kind: found.kind, bytes, sha256: fileHash(into) });
      context.progress({ stage: "pack", share: (i + 1) / files.length });
    }
    const listed = distinct(places);
    const card: PackCard = {
      format: "maillage-pack",
      version: 1,
      name,
      date,
      members,
      places: listed.length,
      attributions: [...attributions].slice(0, 50),
    };
    for (const [called, held] of [
      [PACK_PLACES, listed],
      [CARD, card],
    ] as const) {
      writeFileSync(join(aside, called), `${JSON.stringify(held)}\n`);
      fsyncPath(join(aside, called));
    }
    renameSync(aside, out);
    fsyncFolder(dirname(out));
    return { value: card };
  } catch (thrown) {
    if (aside) rmSync(aside, { recursive: true, force: true });
    throw diskFailure(thrown, out);
  }
};

/** What a file is for a pack, and the places it names. */
async function toldOf(
  path: string,
  file: string,
  tools: ReaderTools,
): Promise<{ readonly kind: PackKind } & Partial<FilePlaces>> {
  if (isRaster(path, file)) {
    const { about } = await readingRaster(file, async () => {
      const open = await openRaster({ path, name: basename(file) });
      open.close();
      return open;
    });
    const { kind, attribution } = about;
    return { kind: kind === "relief" ? "relief" : "backdrop", attributions: attribution ? [attribution] : [] };
  }
  if (/\.json$/i.test(file) && isReferentiel(path)) return { kind: "referentiel" };
  if (isOsmFile(path, file)) return { kind: "osm", ...placesOfOsm(path, file) };
  return { kind: "boundaries", ...(await placesOfLayers(path, file, tools)) };
}

function isReferentiel(path: string): boolean {
  try {
    return referentielSchema.safeParse(JSON.parse(readFileSync(path, "utf8"))).success;
  } catch {
    return false;
  }
}

/** A place that two files name at the same hundredth of a degree is one. */
function distinct(places: readonly PackPlace[]): PackPlace[] {
  const known = new Map(places.map((place) => [[place[0], place[2].toFixed(2), place[3].toFixed(2)].join("|"), place]));
  return [...known.values()].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
}
