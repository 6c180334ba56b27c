import { Footprints } from "lucide-react";
import { useMemo } from "react";
import { houseConflicts } from "#core/engines/layout/house-conflicts";
import { facesOfPlan } from "#core/engines/layout/score-project";
import { Button } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { siteOf } from "#ui/panels/layout-draft";
import { useObservable } from "#ui/use-observable";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** Opens the review of the houses in the way, of the plan on the map; not there when there is none. */
export function ReviewButton() {
  const bench = useBench();
  const { speak } = useLanguage();
  const { history } = useSnapshot();
  useObservable(bench.draft.state);
  const plan = bench.draft.plan?.result;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history stands for the project's mutable state
  const houses = useMemo(() => {
    const { project } = bench.session;
    const site = siteOf(project);
    if (!site) return [];
    const buildings = [...project.ofClass("building")].flatMap(({ id, geometry }) =>
      geometry?.kind === "polygon" ? [{ id, rings: geometry.rings }] : [],
    );
    return houseConflicts({ site, faces: plan?.faces ?? facesOfPlan(project), buildings }, plan?.remarks);
  }, [bench, plan, history]);
  if (houses.length === 0) return null;
  return (
    <Button icon={Footprints} wide mark="layout.review" onClick={() => bench.desk.review.set(houses)}>
      {speak("scenarios.review.open", { count: houses.length })}
    </Button>
  );
}
