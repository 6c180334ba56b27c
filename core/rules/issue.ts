import type { Position } from "#core/geometry/geometry";
import type { ClassId } from "#core/model/feature";

/** Rules of the check, one file each or a few that look at the same things. */
export type RuleId =
  | "coverage-overlap"
  | "coverage-gap"
  | "coverage-sliver"
  | "coverage-outside"
  | "coverage-unnoded"
  | "invalid-ring"
  | "duplicate-number"
  | "duplicate-ninacad"
  | "ninacad-shape"
  | "missing-number"
  | "missing-field"
  | "small-parcel"
  | "large-parcel"
  | "narrow-front"
  | "no-street-access"
  | "building-cut"
  | "building-in-street"
  | "servitude"
  | "tenure-too-late"
  | "tenure-to-convert"
  | "area-off"
  | "network-disconnected"
  | "borne-dangling"
  | "corner-without-borne";

/** A command that mends an issue, and what it takes: data, so that it can be carried, tried out and refused. */
export interface Fix {
  /** Id of the command, one of `core/commands/fixes.ts`. */
  readonly command: string;
  readonly input: unknown;
}

/** That a planner has looked at an issue and lets it stand. */
export interface Acceptance {
  /** The feature of class `exception` that says so. */
  readonly id: string;
  readonly reason: string;
}

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
  /** Where one is sound. */
  readonly fix?: Fix;
  /** Absent until a planner accepts it, and again once what it is about has changed its shape. */
  readonly accepted?: Acceptance;
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

/** What an issue is known by as long as it stands: its rule, its features and its place. */
export function issueKey({ rule, ids, at }: Pick<Issue, "rule" | "ids" | "at">): string {
  return `${rule} ${at[0]} ${at[1]} ${ids.join(" ")}`;
}

const ORDER = { error: 0, warning: 1, info: 2 } as const;

/** Errors first, then warnings; within, by rule and place, from the north-west. No two issues compare equal. */
export function inOrder(a: Issue, b: Issue): number {
  return (
    ORDER[a.severity] - ORDER[b.severity] ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
    b.at[1] - a.at[1] ||
    a.at[0] - b.at[0] ||
    (issueKey(a) < issueKey(b) ? -1 : 1)
  );
}
