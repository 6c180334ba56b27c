import { createHash } from "node:crypto";
import { readFileSync, realpathSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PACK_PLACES, type PackAbout, type PackCard, packCard } from "#core/bridge/pack";
import { RefusalError, refuse } from "#core/model/refusal";
import { packFolders } from "#services/packs/pack-folders";

/** Name of the card in a pack's folder. */
export const CARD = "pack.json";

/** A card that is longer is none; a longer file is not handed over whole; bytes. */
const MOST_CARD = 1024 ** 2;
const MOST_READ = 64 * 1024 ** 2;

/**
 * The regional packs in reach. A pack is a folder, used where it lies: listing reads its card alone, so that one of many
 * gigabytes on a stick is there at once. Nothing is ever written into it.
 */
export class PackShelf {
  readonly #home: string;
  #found = new Map<string, { readonly folder: string; readonly card: PackCard; readonly removable: boolean }>();

  /** @param home the data folder */
  constructor(home: string) {
    this.#home = home;
  }

  /**
   * Looks again at what is in reach: sticks come and go. Folders without a sound card are passed over. A disk that takes
   * its time to answer, or does not, holds nothing else up.
   */
  async list(): Promise<PackAbout[]> {
    const folders = packFolders(this.#home);
    const inside = await Promise.all(folders.map(({ path }) => readdir(path).catch((): string[] => [])));
    this.#found = new Map(
      folders.flatMap(({ path, removable }, i) =>
        (inside[i] ?? []).flatMap((name) => {
          const folder = join(path, name);
          const card = readCard(folder);
          return card ? [[idOf(card), { folder, card, removable }] as const] : [];
        }),
      ),
    );
    return [...this.#found]
      .map(([id, { folder, card, removable }]) => ({
        id,
        name: card.name,
        date: card.date,
        members: card.members.map(({ file, kind, bytes }) => ({
          file,
          kind,
          bytes,
          missing: sizeOf(join(folder, file)) !== bytes,
        })),
        places: card.places,
        attributions: card.attributions,
        removable,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, "fr") || b.date.localeCompare(a.date));
  }

  /**
   * Path of a file of a pack, which lies in the pack's own folder.
   *
   * @throws RefusalError `pack.missing` when the pack or the file is not in reach any more
   */
  async pathOf(pack: string, file: string): Promise<string> {
    if (!this.#found.has(pack)) await this.list();
    const found = this.#found.get(pack);
    const member = found?.card.members.find((one) => one.file === file);
    const path = found && (member || file === PACK_PLACES) ? join(found.folder, file) : undefined;
    const size = path && sizeOf(path);
    const whole = size !== undefined && (!member || member.bytes === size);
    if (!path || !found || !whole || dirname(realpathSync(path)) !== realpathSync(found.folder)) {
      throw new RefusalError(refuse("pack.missing", { file }));
    }
    return path;
  }

  /** The bytes of a small file of a pack. @throws RefusalError `pack.missing`, `pack.too-large` */
  async read(pack: string, file: string): Promise<Uint8Array> {
    const path = await this.pathOf(pack, file);
    if ((sizeOf(path) ?? 0) > MOST_READ) throw new RefusalError(refuse("pack.too-large", { file }));
    return readFileSync(path);
  }
}

/** The card of a pack's folder; `undefined` where there is none that is sound. */
export function readCard(folder: string): PackCard | undefined {
  const path = join(folder, CARD);
  const size = sizeOf(path);
  if (size === undefined || size > MOST_CARD) return undefined;
  try {
    const read = packCard.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** The same pack has the same id wherever it lies, so that a project finds it again. */
function idOf(card: PackCard): string {
  return createHash("sha256").update(JSON.stringify(card)).digest("hex").slice(0, 32);
}

/** Size of a plain file; `undefined` where there is none, or none that may be read. */
function sizeOf(path: string): number | undefined {
  try {
    const found = statSync(path);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}
