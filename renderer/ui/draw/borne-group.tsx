import type { ProjectView } from "#core/model/project";
import { useLanguage } from "#ui/language.tsx";
import { Group } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

/** Bornes of the project: how many, and what can be done with those of the selection. */
export function BorneGroup() {
  const bench = useBench();
  const { speak } = useLanguage();
  const { count, standing } = useDerived(borneFigures);
  useObservable(bench.session.selection);
  return (
    <Group title={speak("draw.bornes")}>
      <p className="quiet small">
        {count === 0 ? speak("draw.bornes.none") : speak("draw.bornes.count", { count, standing })}
      </p>
      <div className="row wrap">
        {["place-bornes", "borne-planted", "borne-missing", "points", "intersection", "traverse"].map((id) => (
          <ActionButton key={id} id={id} words />
        ))}
      </div>
    </Group>
  );
}

function borneFigures(project: ProjectView): { count: number; standing: number } {
  let standing = 0;
  for (const { fields } of project.ofClass("borne")) {
    if (fields["state"] === "posee" || fields["state"] === "retrouvee") standing++;
  }
  return { count: project.countOf("borne"), standing };
}
