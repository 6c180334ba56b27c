import type { Change } from "#core/model/change";
import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";
import { Acceptances } from "#core/rules/acceptances";
import { areaWatch } from "#core/rules/area-rule";
import { borneWatch } from "#core/rules/borne-rule";
import { buildingWatch } from "#core/rules/building-rule";
import { CheckGround, type Watch, type WatchMaker } from "#core/rules/check-ground";
import { CoverageWatch } from "#core/rules/coverage-rule";
import { fieldWatch } from "#core/rules/field-rule";
import { type Issue, inOrder, issueKey } from "#core/rules/issue";
import { IssueBook, type IssueDiff } from "#core/rules/issue-book";
import { networkWatch } from "#core/rules/network-rule";
import { numberWatch } from "#core/rules/number-rule";
import { parcelWatch } from "#core/rules/parcel-rule";
import { ringWatch } from "#core/rules/ring-rule";
import { servitudeWatch } from "#core/rules/servitude-rule";
import { tenureWatch } from "#core/rules/tenure-rule";
import { touchedBy } from "#core/rules/touched";

/** Every rule: topology, numbers, norms, fields, tenure, areas, houses, servitudes, networks, bornes. */
const WATCHES: readonly WatchMaker[] = [
  (ground, book) => new CoverageWatch(ground, book),
  ringWatch,
  numberWatch,
  parcelWatch,
  fieldWatch,
  tenureWatch,
  areaWatch,
  buildingWatch,
  servitudeWatch,
  networkWatch,
  borneWatch,
];

/**
 * What the rules find in a project, followed change by change: each rule looks again at what a change touches and
 * nowhere else. Followed or built anew, the issues are the same, in the same order.
 */
export class FollowedIssues {
  readonly #book = new IssueBook();
  readonly #ground: CheckGround;
  readonly #watches: readonly Watch[];
  readonly #acceptances: Acceptances;
  readonly #issues = new Map<string, Issue>();
  #sorted: readonly Issue[] | undefined;

  private constructor(project: ProjectView, norms: Referentiel) {
    this.#ground = new CheckGround(project, norms);
    this.#watches = WATCHES.map((make) => make(this.#ground, this.#book));
    this.#acceptances = new Acceptances(project);
  }

  /**
   * Holds a whole project against every rule.
   *
   * @param norms needs `parcel.area.min`, `parcel.area.max`, `parcel.frontage.min` and the `servitude.*`, `tenure.*` and
   *   `survey.*` keys
   */
  static build(project: ProjectView, norms: Referentiel): FollowedIssues {
    const followed = new FollowedIssues(project, norms);
    for (const watch of followed.#watches) watch.begin();
    followed.#settle([]);
    return followed;
  }

  /** Takes in a change that the project has taken in already. Costs what it touches. */
  follow(change: Change): IssueDiff {
    const touched = touchedBy(change);
    this.#ground.follow(change);
    for (const watch of this.#watches) watch.follow(touched);
    return this.#settle(this.#acceptances.follow(touched));
  }

  /** All issues, errors first, then by rule and place. */
  get issues(): readonly Issue[] {
    this.#sorted ??= [...this.#issues.values()].sort(inOrder);
    return this.#sorted;
  }

  /** Whether an issue of this key (`issueKey`) stands. */
  has(key: string): boolean {
    return this.#issues.has(key);
  }

  /** The planar graph that the rules follow, for plans made on the same project. */
  get coverage(): CheckGround["graph"] {
    return this.#ground.graph;
  }

  /** Holds what the rules found against what planners accepted. */
  #settle(keys: Iterable<string>): IssueDiff {
    const found = this.#book.take();
    const stale = new Set([...keys, ...found.gone.map(issueKey), ...found.come.map(issueKey)]);
    const gone: Issue[] = [];
    const come: Issue[] = [];
    for (const key of stale) {
      const before = this.#issues.get(key);
      const bare = this.#book.get(key);
      const now = bare && this.#acceptances.heldAgainst(bare);
      if (before && now && JSON.stringify(before) === JSON.stringify(now)) continue;
      if (before) gone.push(before);
      if (now) come.push(now);
      if (now) this.#issues.set(key, now);
      else this.#issues.delete(key);
    }
    if (gone.length + come.length > 0) this.#sorted = undefined;
    return { gone, come };
  }
}
