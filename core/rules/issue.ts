import type { Position } from "#core/geometry/geometry";
import type { ClassId } from "#core/model/feature";

/** Rules of the check, one file each or a few that look at the same things. */
export type RuleId =
  | "coverage-overlap"
  | "coverage-gap"
  | "coverage-outside"
  | "coverage-unnoded"
  | "invalid-ring"
  | "duplicate-number"
  | "missing-number"
  | "small-parcel"
  | "narrow-front"
  | "no-street-access"
  | "building-cut"
  | "building-in-street"
  | "servitude"
  | "network-disconnected";

/** Something the check found, with its place. */
export interface Issue {
  readonly rule: RuleId;
  readonly severity: "error" | "warning" | "info";
  /** Class of the first feature at fault. */
  readonly class: ClassId;
  readonly ids: readonly string[];
  /** Millimetres in the project CRS. */
  readonly at: Position;
  /** Words in `resources/locales` under `code`. */
  readonly message: { readonly code: string; readonly params: Readonly<Record<string, string | number>> };
}

/** Makes an issue; its words are `issue.<rule>`. */
export function issueOf(
  rule: RuleId,
  severity: Issue["severity"],
  cls: ClassId,
  ids: readonly string[],
  at: Position,
  params: Readonly<Record<string, string | number>> = {},
): Issue {
  return {
    rule,
    severity,
    class: cls,
    ids,
    at: [Math.round(at[0]), Math.round(at[1])],
    message: { code: `issue.${rule}`, params },
  };
}
