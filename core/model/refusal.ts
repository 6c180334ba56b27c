import type { Position } from "#core/geometry/geometry";

/**
 * An expected no. Core and the main side speak codes; the words stand in `resources/locales` under
 * `refusal.<code>`, French and English, and say what to do next.
 */
export interface Refusal {
  readonly refused: true;
  /** Dotted code, such as `split.line-misses`. */
  readonly code: string;
  /** Values for the message. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Where in the project, millimetres. */
  readonly at?: Position;
  /** Features at fault. */
  readonly ids?: readonly string[];
  /** Where in an outside file. */
  readonly file?: string;
  readonly layer?: string;
  readonly feature?: string;
  readonly line?: number;
}

/** Makes a refusal. */
export function refuse(code: string, more: Omit<Refusal, "refused" | "code"> = {}): Refusal {
  return { refused: true, code, ...more };
}

/** Whether a value is a refusal. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && (value as Refusal).refused === true;
}

/** Carries a refusal through code that cannot return one (readers deep in a stream). Caught at the door. */
export class RefusalError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
