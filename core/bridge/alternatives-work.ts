import type { Candidate } from "#core/engines/layout/alternatives";
import type { LayoutInput, LayoutParams } from "#core/engines/layout/layout-types";

/** What the window orders of a worker that tries plans: the site first, then one order at a time. */
export type AlternativesOrder =
  | { readonly kind: "site"; readonly input: LayoutInput }
  /** Answered by `LayoutParams[]` or a refusal. */
  | { readonly kind: "candidates" }
  /** Answered by a `Candidate`, or nothing where the parameters give no plan. */
  | { readonly kind: "try"; readonly params: LayoutParams }
  /** Answered by `Alternative[]` or a refusal. */
  | { readonly kind: "finish"; readonly candidates: readonly Candidate[] };

/** What the worker says to every order but the site. */
export type AlternativesAnswer =
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "bug"; readonly message: string };
