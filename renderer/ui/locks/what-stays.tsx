import { Lock } from "lucide-react";
import { isFace } from "#core/derived/planar-graph";
import { fixedFaceTest } from "#core/engines/layout/fixed-ground";
import { isLocked } from "#core/features/locks";
import { useLanguage } from "#ui/language.tsx";
import { useDerived } from "#ui/workbench/bench-context.tsx";

/** How much of the plan a new maillage leaves as it is; nothing when all may change. */
export function WhatStays() {
  const { speak } = useLanguage();
  const count = useDerived((project) => {
    const isFixed = fixedFaceTest(project);
    let sum = 0;
    for (const cls of ["street", "parcel", "reserve", "openSpace"] as const) {
      for (const face of project.ofClass(cls)) if (isFace(face) && isFixed(face)) sum++;
    }
    for (const axis of project.ofClass("streetAxis")) if (isLocked(axis)) sum++;
    return sum;
  });
  if (count === 0) return null;
  return (
    <p className="quiet small row">
      <Lock aria-hidden="true" size={13} />
      {speak("locks.layout.stays", { count })}
    </p>
  );
}
