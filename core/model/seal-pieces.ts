import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { JournalHead, JournalRecord } from "#core/model/journal";

/** About how long a piece is, characters: a few milliseconds of work. */
const PIECE = 1 << 18;

/**
 * Seals a large record piece by piece, so that who must not stand still can do other things in between.
 *
 * @returns yields the record's text, UTF-8, in order: all pieces together are what `seal` gives; then the new head
 */
export function* sealPieces(record: JournalRecord, head: JournalHead): Generator<Uint8Array, JournalHead> {
  const hash = sha256.create().update(utf8ToBytes(`${head.hash}\n`));
  let piece = "";
  const take = (): Uint8Array => {
    const bytes = utf8ToBytes(piece);
    hash.update(bytes);
    piece = "";
    return bytes;
  };
  for (const text of jsonParts(record)) {
    piece += text;
    if (piece.length >= PIECE) yield take();
  }
  yield take();
  return { seq: record.seq, hash: bytesToHex(hash.digest()) };
}

/** The text `JSON.stringify` gives of a record, features one by one. */
function* jsonParts(record: JournalRecord): Generator<string, void> {
  let between = "{";
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) continue;
    yield `${between}${JSON.stringify(key)}:`;
    between = ",";
    if (key !== "change") yield JSON.stringify(value);
    else yield* changeParts(value as NonNullable<JournalRecord["change"]>);
  }
  yield "}";
}

function* changeParts(change: NonNullable<JournalRecord["change"]>): Generator<string, void> {
  let between = "{";
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) continue;
    yield `${between}${JSON.stringify(key)}:[`;
    between = ",";
    let first = true;
    for (const one of value) {
      yield `${first ? "" : ","}${JSON.stringify(one)}`;
      first = false;
    }
    yield "]";
  }
  yield "}";
}
