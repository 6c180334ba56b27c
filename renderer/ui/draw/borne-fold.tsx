import type { ProjectView } from "#core/model/project";
import { useLanguage } from "#ui/language.tsx";
import { Fold } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

/** Bornes of the project: how many, and what can be done with those of the selection. */
export function BorneFold() {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const { count, standing } = useDerived(borneFigures);
  useObservable(bench.session.selection);
  return (
    <Fold help="drawing" title={speak("draw.bornes")} aside={<span className="quiet">{numbers.number(count)}</span>}>
      <p className="quiet small">
        {count === 0 ? speak("draw.bornes.none") : speak("draw.bornes.count", { count, standing })}
      </p>
      <div className="row wrap">
        {["place-bornes", "borne-planted", "borne-missing", "points", "intersection", "traverse"].map((id) => (
          <ActionButton key={id} id={id} words />
        ))}
      </div>
    </Fold>
  );
}

function borneFigures(project: ProjectView): { count: number; standing: number } {
  let standing = 0;
  for (const { fields } of project.ofClass("borne")) {
    if (fields["state"] === "posee" || fields["state"] === "retrouvee") standing++;
  }
  return { count: project.countOf("borne"), standing };
}
