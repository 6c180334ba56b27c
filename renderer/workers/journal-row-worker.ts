// Puts one large record into the window's store, strictly as the window itself does. What it is told and says is in
// renderer/store/keep-records.ts; it knows no more of the store than the shape of a journal row.

interface Order {
  readonly bucket: string | undefined;
  readonly database: string;
  readonly project: string;
  readonly record: { readonly seq: number; readonly hash: string; readonly text: Blob };
}

interface Buckets {
  open(name: string): Promise<{ readonly indexedDB: IDBFactory }>;
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  put(data).then(
    () => self.postMessage({}),
    (error: unknown) => {
      const { name, message } =
        error instanceof DOMException || error instanceof Error ? error : new Error(String(error));
      self.postMessage({ error: { name, message } });
    },
  );
};

async function put({ bucket, database, project, record }: Order): Promise<void> {
  const { storageBuckets } = navigator as WorkerNavigator & { readonly storageBuckets?: Buckets };
  const factory = bucket && storageBuckets ? (await storageBuckets.open(bucket)).indexedDB : indexedDB;
  const text = await record.text.text();
  const store = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = factory.open(database);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = store.transaction("journal", "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      transaction.objectStore("journal").put({ project, seq: record.seq, text, hash: record.hash });
    });
  } finally {
    store.close();
  }
}
