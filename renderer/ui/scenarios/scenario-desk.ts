import type { HouseConflict } from "#core/engines/layout/house-conflicts";
import type { LayoutParams, LayoutScore } from "#core/engines/layout/layout-types";
import type { Feature } from "#core/model/feature";
import { Observable } from "#store/observable";
import type { Session } from "#store/session";
import type { LayoutDraft } from "#ui/panels/layout-draft";
import { AlternativesRun } from "#ui/scenarios/alternatives-run";

/** A plan laid beside others: a scenario, an alternative, or the plan of the project. */
export interface ComparedPlan {
  readonly key: string;
  readonly name: string;
  readonly params: LayoutParams;
  readonly score: LayoutScore;
  /** What it draws. */
  readonly features: readonly Feature[];
}

/** What a planner weighs up before deciding: three alternatives, plans side by side, houses in the way one by one. */
export class ScenarioDesk {
  readonly alternatives: AlternativesRun;
  /** Plans laid side by side; `undefined` while none are. */
  readonly compared = new Observable<readonly ComparedPlan[] | undefined>(undefined);
  /** Houses that are gone through one by one; `undefined` while they are not. */
  readonly review = new Observable<readonly HouseConflict[] | undefined>(undefined);

  constructor(session: Session, draft: LayoutDraft) {
    this.alternatives = new AlternativesRun(session, draft);
  }

  dispose(): void {
    this.alternatives.dispose();
  }
}
