import type { Page } from "@playwright/test";

/**
 * Fills another database of the page's origin, which shares its files and its quota with the program's own.
 *
 * @param bytes so much, or until the browser says no
 */
export async function fillStore(page: Page, bytes: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const opening = indexedDB.open("scratch", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("heap", { autoIncrement: true });
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    // Larger values would lie beside the database's own files.
    const put = (size: number, times: number) =>
      new Promise<boolean>((resolve) => {
        // Strict, so that the room it takes is seen at once.
        const transaction = database.transaction("heap", "readwrite", { durability: "strict" });
        for (let i = 0; i < times; i++) {
          transaction.objectStore("heap").add(crypto.getRandomValues(new Uint8Array(size)));
        }
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
      });
    let filled = 0;
    for (const [size, times] of [
      [40_000, 25],
      [40_000, 1],
      [1000, 1],
      [100, 1],
    ] as const) {
      while (filled < wanted && (await put(size, times))) filled += size * times;
    }
    database.close();
  }, bytes);
}

/** Gives the room back. */
export async function emptyStore(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const gone = indexedDB.deleteDatabase("scratch");
        gone.onsuccess = resolve;
        gone.onerror = resolve;
      }),
  );
}
