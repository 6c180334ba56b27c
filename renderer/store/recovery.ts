import type { JournalHead, SealedRecord } from "#core/model/journal";

/** Two places keep every command; at start they are compared. What they hold when they do not agree. */
export interface RecoveryCase {
  readonly project: string;
  readonly name: string;
  /** The window's store: its last record and how many features it shows; absent when it holds nothing of the project. */
  readonly window: { readonly seq: number; readonly features: number } | undefined;
  /** The main side's journal file. */
  readonly journal: { readonly seq: number; readonly brokenAt?: number } | undefined;
  readonly reason:
    | "window-empty"
    | "window-damaged"
    | "window-behind"
    | "journal-missing"
    | "journal-damaged"
    | "journal-behind"
    | "diverged";
}

/** One place's side of the comparison. */
export interface Side {
  /** `undefined`: nothing of the project there. */
  readonly head: JournalHead | undefined;
  /** Damaged: what can be read ends before what was written. */
  readonly damaged: boolean;
}

/**
 * How many records one place may lack and be caught up without asking: what was on its way when the power went.
 * More than that is a loss, and the planner is told.
 */
export const IN_FLIGHT = 64;

export type Comparison =
  | { readonly kind: "same" }
  /** The journal goes on where the window stops: bring these to the window. */
  | { readonly kind: "catch-up-window" }
  | { readonly kind: "catch-up-journal" }
  | { readonly kind: "recover"; readonly reason: RecoveryCase["reason"] };

/**
 * Compares the two places.
 *
 * @param hashAt the hash a place holds for a record number, to see whether the longer chain contains the shorter
 */
export function comparePlaces(
  window: Side,
  journal: Side,
  hashAt: (place: "window" | "journal", seq: number) => string | undefined,
): Comparison {
  if (journal.damaged) return { kind: "recover", reason: "journal-damaged" };
  if (window.damaged) return { kind: "recover", reason: "window-damaged" };
  if (!window.head) return { kind: "recover", reason: "window-empty" };
  if (!journal.head) return { kind: "recover", reason: "journal-missing" };
  if (window.head.seq === journal.head.seq) {
    return window.head.hash === journal.head.hash ? { kind: "same" } : { kind: "recover", reason: "diverged" };
  }
  const windowIsShort = window.head.seq < journal.head.seq;
  const short = windowIsShort ? window.head : journal.head;
  if (hashAt(windowIsShort ? "journal" : "window", short.seq) !== short.hash)
    return { kind: "recover", reason: "diverged" };
  if (Math.abs(window.head.seq - journal.head.seq) > IN_FLIGHT) {
    return { kind: "recover", reason: windowIsShort ? "window-behind" : "journal-behind" };
  }
  return { kind: windowIsShort ? "catch-up-window" : "catch-up-journal" };
}

/** The hash of a record in a run of records. */
export function hashIn(records: readonly SealedRecord[], seq: number): string | undefined {
  return records.find((record) => record.seq === seq)?.hash;
}
