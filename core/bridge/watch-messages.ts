import type { LandBalance } from "#core/derived/balance";
import type { PlanFigures } from "#core/engines/layout/score-project";
import type { PlanOptions } from "#core/formats/plan/plan-options";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import type { ProjectMeta } from "#core/model/project-meta";
import type { Refusal } from "#core/model/refusal";
import type { Issue } from "#core/rules/issue";
import type { NormStatus } from "#core/rules/norm-status";

/**
 * What the window tells the worker that watches its project: the project in slices, then each change as it comes
 * true; and what it asks of it in between.
 */
export type WatchOrder =
  | { readonly kind: "begin"; readonly meta: ProjectMeta }
  | { readonly kind: "features"; readonly features: readonly Feature[] }
  /** All of it has come; what has changed meanwhile follows. */
  | { readonly kind: "whole" }
  | { readonly kind: "change"; readonly change: Change }
  | { readonly kind: "ask"; readonly ask: number; readonly question: WatchQuestion };

/** What takes too long for the window's own thread. */
export type WatchQuestion =
  | { readonly kind: "balance" }
  | { readonly kind: "norms" }
  | { readonly kind: "score" }
  | { readonly kind: "plan"; readonly options: PlanOptions; readonly widthPx: number }
  | { readonly kind: "try-fix"; readonly issue: Issue };

/** The answers, by kind of question. */
export interface WatchAnswers {
  readonly balance: LandBalance;
  /** How the plan stands to each norm. */
  readonly norms: readonly NormStatus[];
  /** The figures of the plan; nothing while there is none. */
  readonly score: PlanFigures | undefined;
  /** The sheet as a PNG, and what it shows in words. */
  readonly plan: { readonly png: Uint8Array; readonly description: string } | Refusal;
  /** Why the fix does not stand; nothing when it does. */
  readonly "try-fix": Refusal | undefined;
}

/** What the worker tells the window. */
export type WatchNews =
  /** Issues that went and came; `fresh`: all those known before are void. `followed`: orders taken in so far. */
  | {
      readonly kind: "issues";
      readonly fresh: boolean;
      readonly gone: readonly Issue[];
      readonly come: readonly Issue[];
      readonly followed: number;
      /** What the rules took, milliseconds. */
      readonly ms: number;
    }
  | { readonly kind: "answer"; readonly ask: number; readonly answer: WatchAnswers[keyof WatchAnswers] }
  | { readonly kind: "bug"; readonly ask?: number; readonly message: string };
