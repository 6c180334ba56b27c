import { useEffect, useState } from "react";
import type { ProjectSummary } from "#core/bridge/bridge";
import { useBench } from "#ui/workbench/bench-context.tsx";

const none: readonly ProjectSummary[] = [];

/** The projects of this machine, latest first, asked for while `wanted`; none until they are known. */
export function useProjects(wanted: boolean): readonly ProjectSummary[] {
  const { house } = useBench();
  const [projects, setProjects] = useState(none);
  useEffect(() => {
    if (!wanted) return;
    let isCurrent = true;
    // Another project can be opened from the start screen too; without the list the palette does the rest.
    house.projects.list().then(
      (list) => {
        if (isCurrent) setProjects(list);
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [house, wanted]);
  return projects;
}
