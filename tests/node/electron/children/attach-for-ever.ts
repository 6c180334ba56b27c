import { writeSync } from "node:fs";
import { AttachmentStore } from "#services/attachments/attachment-store";

// Started to be killed: attaches files for ever, and says each one's name once it is acknowledged.
const store = new AttachmentStore(process.argv[2] ?? "");
const seed = Number(process.argv[3]);
for (let n = 0; ; n++) {
  const bytes = new Uint8Array(40_000 + (n % 7) * 30_000).fill(n % 251);
  bytes.set(new TextEncoder().encode(`%PDF-${seed}-${n}`));
  writeSync(1, `${store.take(bytes, "acte.pdf").sha256}\n`);
}
