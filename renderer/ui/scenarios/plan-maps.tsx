import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { type Sight, sightOf } from "#editor/plan-picture";
import { useLanguage } from "#ui/language.tsx";
import { PlanMap } from "#ui/scenarios/plan-map.tsx";
import type { ComparedPlan } from "#ui/scenarios/scenario-desk";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Plans side by side, one map each; all look at the same ground. Drag, wheel, arrows, + and −. */
export function PlanMaps({ plans }: { plans: readonly ComparedPlan[] }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const maps = useMemo(() => {
    const ground = groundOf(bench.session.project);
    return plans.map(({ key, name, features }) => ({ key, name, features: [...ground, ...features] }));
  }, [bench, plans]);
  const host = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState<Sight>();
  const fit = useCallback(() => {
    const canvas = host.current?.querySelector("canvas");
    if (canvas) setSight(sightOf(plans[0]?.features ?? [], [canvas.clientWidth, canvas.clientHeight]));
  }, [plans]);
  useEffect(fit, [fit]);
  return (
    <div ref={host} className="plan-maps" style={{ gridTemplateColumns: `repeat(${plans.length}, minmax(0, 1fr))` }}>
      {maps.map(({ key, name, features }) => (
        <PlanMap key={key} name={name} features={features} sight={sight} onSight={setSight} onFit={fit} />
      ))}
      <p className="quiet small plan-maps-help">{speak("scenarios.maps.help")}</p>
    </div>
  );
}

/** What lies under and over every plan alike. */
const GROUND: readonly ClassId[] = ["landUse", "water", "waterCourse", "building", "facility", "perimeter"];

function groundOf(project: ProjectView): Feature[] {
  const streets = [...project.ofClass("streetAxis")].filter(
    ({ fields }) => (fields["state"] ?? "existant") === "existant",
  );
  return [...GROUND.flatMap((id) => [...project.ofClass(id)]), ...streets];
}
