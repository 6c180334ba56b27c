import { createHash } from "node:crypto";
import type { Feature } from "#core/model/feature";
import type { JournalHead } from "#core/model/journal";
import type { ProjectMeta } from "#core/model/project-meta";
import { featureJson, sortedJson } from "#core/model/sorted-json";

/** Text is handed to the hash in pieces of about this length: never the whole project as one text. */
const PIECE = 1 << 16;

/**
 * Hex SHA-256 of a project's state (`canonicalText`): equal states have equal digests, whatever the road to them.
 *
 * @param features each id once
 */
export function stateDigest(meta: ProjectMeta, features: Iterable<Feature>): string {
  const hash = createHash("sha256");
  let piece = sortedJson(meta);
  for (const feature of [...features].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    piece += `\n${featureJson(feature)}`;
    if (piece.length < PIECE) continue;
    hash.update(piece);
    piece = "";
  }
  return hash.update(piece).digest("hex");
}

/**
 * Says that a state is what a journal leads to, because both were written in one go. A file that bears the seal of
 * its own tables and its own journal need not be replayed to be believed.
 *
 * @param digest of the state
 */
export function stateSeal(digest: string, { seq, hash }: JournalHead): string {
  return createHash("sha256").update(`${digest}\n${seq}\n${hash}`).digest("hex");
}
