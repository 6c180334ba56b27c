import { type Issue, issueKey } from "#core/rules/issue";

/** What a step of the check changed. An issue whose words changed is in both lists. */
export interface IssueDiff {
  readonly gone: readonly Issue[];
  readonly come: readonly Issue[];
}

/** Takes all issues of a unit, in place of those it had. */
export type IssuePage = (unit: string, issues: readonly Issue[]) => void;

/**
 * Issues by the unit they were found at: a feature, a number, a part of the net of boundaries. A rule has a page of
 * its own, where it says all that it finds at a unit anew; the book knows what that changed.
 */
export class IssueBook {
  readonly #held = new Map<string, Issue[]>();
  readonly #before = new Map<string, Issue | undefined>();

  /** A new page, with units of its own. */
  page(): IssuePage {
    const byUnit = new Map<string, readonly Issue[]>();
    return (unit, issues) => {
      const old = byUnit.get(unit);
      if (!old && issues.length === 0) return;
      this.#exchange(old ?? [], issues);
      if (issues.length > 0) byUnit.set(unit, issues);
      else byUnit.delete(unit);
    };
  }

  #exchange(old: readonly Issue[], issues: readonly Issue[]): void {
    for (const issue of old) {
      const key = this.#touch(issue);
      const left = (this.#held.get(key) ?? []).filter((each) => each !== issue);
      if (left.length > 0) this.#held.set(key, left);
      else this.#held.delete(key);
    }
    for (const issue of issues) {
      const key = this.#touch(issue);
      this.#held.set(key, [...(this.#held.get(key) ?? []), issue]);
    }
  }

  get(key: string): Issue | undefined {
    return this.#held.get(key)?.[0];
  }

  /** What has changed since it was last asked. */
  take(): IssueDiff {
    const gone: Issue[] = [];
    const come: Issue[] = [];
    for (const [key, before] of this.#before) {
      const now = this.get(key);
      if (before && now && JSON.stringify(before) === JSON.stringify(now)) continue;
      if (before) gone.push(before);
      if (now) come.push(now);
    }
    this.#before.clear();
    return { gone, come };
  }

  #touch(issue: Issue): string {
    const key = issueKey(issue);
    if (!this.#before.has(key)) this.#before.set(key, this.get(key));
    return key;
  }
}
