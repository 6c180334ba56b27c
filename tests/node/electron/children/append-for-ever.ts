import { writeSync } from "node:fs";
import { JournalFile } from "#services/journal-file";
import { chain } from "#tests/node/electron/journal-records";

// Started to be killed: appends records to a journal for ever, and says each one's number once it is acknowledged.
const journal = new JournalFile(process.argv[2] ?? "");
let { head } = await journal.state();
for (;;) {
  head = await journal.append(chain(1 + (head.seq % 3), head));
  writeSync(1, `${head.seq} ${head.hash}\n`);
}
