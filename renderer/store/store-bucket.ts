import { RefusalError, refuse } from "#core/model/refusal";
import { MaillageDatabase } from "#store/database";

const KEY = "maillage.bucket";

/** Storage buckets: Chromium's further stores of one origin, each with files of its own. Not in TypeScript's DOM yet. */
interface BucketManager {
  open(
    name: string,
    options: { readonly persisted: boolean; readonly durability: "strict" },
  ): Promise<{ readonly indexedDB: IDBFactory }>;
}

/**
 * The window's store: the origin's own, or the bucket that took its place.
 *
 * @throws the browser's error when a bucket cannot be opened
 */
export async function windowStore(): Promise<MaillageDatabase> {
  const name = localStorage.getItem(KEY);
  return name ? inBucket(name) : new MaillageDatabase();
}

/**
 * A new, empty store that stands in for the former from now on. With a few bytes of its files damaged, Chromium can
 * neither open nor delete an origin's IndexedDB ever again; a bucket of its own leaves that behind.
 *
 * @throws RefusalError `store.unusable` when the browser has no buckets, or cannot open one either
 */
export async function freshStore(): Promise<MaillageDatabase> {
  const name = `maillage-${Date.now().toString(36)}`;
  try {
    const database = await inBucket(name);
    await database.open();
    localStorage.setItem(KEY, name);
    return database;
  } catch {
    throw new RefusalError(refuse("store.unusable"));
  }
}

async function inBucket(name: string): Promise<MaillageDatabase> {
  const { storageBuckets } = navigator as Navigator & { readonly storageBuckets?: BucketManager };
  if (!storageBuckets) throw new RefusalError(refuse("store.unusable"));
  const { indexedDB } = await storageBuckets.open(name, { persisted: true, durability: "strict" });
  return new MaillageDatabase("maillage", { factory: indexedDB, bucket: name });
}
