import { shapeMark } from "#core/derived/shape-mark";
import { neverAccepted } from "#core/features/exception";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { type Issue, issueKey } from "#core/rules/issue";
import type { Touched } from "#core/rules/touched";

/**
 * Exceptions of a project by the issue they are about. An exception holds as long as the features it is about keep
 * the shape they had (`shapeMark`); it stays in the project when it no longer does, and the issue is shown again.
 */
export class Acceptances {
  readonly #project: ProjectView;
  readonly #byKey = new Map<string, Set<string>>();
  readonly #byFeature = new Map<string, Set<string>>();

  constructor(project: ProjectView) {
    this.#project = project;
    for (const exception of project.ofClass("exception")) this.#enter(exception);
  }

  /** Takes in a change. @returns keys of the issues whose acceptance may be another */
  follow({ now, was }: Touched): Set<string> {
    const stale = new Set<string>();
    for (const feature of was) {
      if (feature.class !== "exception") continue;
      const key = keyOf(feature);
      stale.add(key);
      this.#byKey.get(key)?.delete(feature.id);
    }
    for (const feature of now) if (feature.class === "exception") stale.add(this.#enter(feature));
    for (const { id } of [...now, ...was]) for (const key of this.#byFeature.get(id) ?? []) stale.add(key);
    return stale;
  }

  /** The issue with its acceptance, if it has one that holds. */
  heldAgainst(issue: Issue): Issue {
    const ids = this.#byKey.get(issueKey(issue));
    if (!ids || ids.size === 0 || neverAccepted.has(issue.rule)) return issue;
    const mark = shapeMark(this.#project, issue.ids);
    for (const id of [...ids].sort()) {
      const fields = this.#project.get(id)?.fields;
      if (fields?.["mark"] === mark) return { ...issue, accepted: { id, reason: String(fields["reason"] ?? "") } };
    }
    return issue;
  }

  #enter(exception: Feature): string {
    const key = keyOf(exception);
    add(this.#byKey, key, exception.id);
    for (const id of subjectsOf(exception)) add(this.#byFeature, id, key);
    return key;
  }
}

function subjectsOf(exception: Feature): string[] {
  return String(exception.fields["about"] ?? "")
    .split(" ")
    .filter(Boolean);
}

function keyOf(exception: Feature): string {
  const rule = String(exception.fields["rule"] ?? "") as Issue["rule"];
  const at = exception.geometry?.kind === "point" ? exception.geometry.at : ([0, 0] as const);
  return issueKey({ rule, ids: subjectsOf(exception), at });
}

function add(index: Map<string, Set<string>>, key: string, value: string): void {
  const held = index.get(key);
  if (held) held.add(value);
  else index.set(key, new Set([value]));
}
