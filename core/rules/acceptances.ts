import { runsOf } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { type Issue, isAcceptable, issueKey } from "#core/rules/issue";
import type { Touched } from "#core/rules/touched";

/**
 * Exceptions of a project by the issue they are about. An exception holds as long as the features it is about keep
 * the shape they had (`markOf`); it stays in the project when it no longer does, and the issue is shown again.
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
    if (!ids || ids.size === 0 || !isAcceptable(issue.rule)) return issue;
    const mark = markOf(this.#project, issue.ids);
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

/**
 * A short mark of the shapes of some features: another one as soon as a vertex of theirs moves.
 *
 * @returns sixteen hexadecimal digits, the same on every machine (FNV-1a over the coordinates, twice)
 */
export function markOf(project: ProjectView, ids: readonly string[]): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  const eat = (n: number): void => {
    for (const part of [n | 0, Math.floor(n / 2 ** 32)]) {
      a = Math.imul(a ^ part, 0x01000193);
      b = Math.imul(b ^ (part + 0x9e3779b9), 0x01000193);
      b ^= b >>> 15;
    }
  };
  for (const id of [...ids].sort()) {
    const geometry = project.get(id)?.geometry;
    for (const run of geometry ? runsOf(geometry) : []) {
      eat(run.length);
      for (const n of run) eat(n);
    }
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
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
