import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { featureClasses } from "#core/features/classes";
import type { ProjectDocument } from "#core/model/document";
import { Project } from "#core/model/project";
import { type Sight, sightOf } from "#editor/plan-picture";
import { useLanguage } from "#ui/language.tsx";
import { PlanMap } from "#ui/scenarios/plan-map.tsx";

/** What a snapshot holds: its map, and how many objects of each class. */
export function SnapshotLook({ document }: { document: ProjectDocument }) {
  const { speak, numbers, word } = useLanguage();
  const { meta, features } = document;
  const host = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState<Sight>();
  const fit = useCallback(() => {
    const canvas = host.current?.querySelector("canvas");
    if (canvas) setSight(sightOf(features, [canvas.clientWidth, canvas.clientHeight]));
  }, [features]);
  useEffect(fit, [fit]);
  const counts = useMemo(() => {
    const project = new Project(meta, features);
    return featureClasses
      .map((each) => ({ ...each, count: project.countOf(each.id) }))
      .filter(({ count }) => count > 0);
  }, [meta, features]);
  return (
    <div ref={host} className="snapshot-look">
      <PlanMap name={meta.name} features={features} sight={sight} onSight={setSight} onFit={fit} />
      <p className="quiet small">{speak("ui.recovery.snapshots.map-help")}</p>
      <ul className="import-counts">
        {counts.map(({ id, label, count }) => (
          <li key={id}>
            <span>{word(label)}</span>
            <span>{numbers.number(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
