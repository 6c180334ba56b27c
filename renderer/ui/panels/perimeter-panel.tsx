import { PencilRuler, Sparkles, Trash2 } from "lucide-react";
import { deleteFeatures } from "#core/commands/delete-features";
import { drawPerimeter } from "#core/commands/draw-perimeter";
import { proposeSite } from "#core/engines/layout/propose-site";
import { perimeterMm, planAreaM2 } from "#core/geometry/ring";
import type { ProjectView } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { Button } from "#ui/controls/button.tsx";
import { notifyRefusal } from "#ui/controls/notices.tsx";
import { useLanguage } from "#ui/language.tsx";
import { Group, NextStage, Panel } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

/** The limit of the operation: drawn by hand or proposed around what stands. */
export function PerimeterPanel() {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const editor = useObservable(bench.editor);
  const limits = useDerived(perimeters);
  const [first] = limits;
  const propose = () => {
    const site = proposeSite(bench.session.project);
    if (isRefusal(site)) notifyRefusal(site);
    else if (!bench.run(drawPerimeter, { rings: site })) bench.fitPlan();
  };
  const draw = () => {
    editor?.setTool("draw-perimeter");
    editor?.focus();
  };
  return (
    <Panel stage="perimeter" foot={first ? <NextStage after="perimeter" /> : undefined}>
      {first ? (
        <Group title={speak("ui.perimeter.area")}>
          <p className="big-figure">{numbers.area(limits.reduce((sum, each) => sum + each.areaM2, 0))}</p>
          <p className="quiet small">
            {speak("ui.perimeter.plan-area", {
              length: numbers.length(limits.reduce((sum, each) => sum + each.lengthM, 0)),
            })}
          </p>
        </Group>
      ) : (
        <p className="quiet">{speak("ui.perimeter.empty")}</p>
      )}
      <div className="group">
        {first ? null : (
          <Button kind="primary" icon={Sparkles} wide mark="perimeter.propose" onClick={propose}>
            {speak("ui.perimeter.propose")}
          </Button>
        )}
        <Button
          icon={PencilRuler}
          wide
          pressed={editor?.tool.get().id === "draw-perimeter" ? true : undefined}
          onClick={draw}
        >
          {speak(first ? "ui.perimeter.redraw" : "ui.perimeter.draw")}
        </Button>
        {first ? (
          <Button
            kind="danger"
            icon={Trash2}
            wide
            onClick={() => bench.run(deleteFeatures, { ids: limits.map((each) => each.id) }, { undoable: true })}
          >
            {speak("ui.perimeter.delete")}
          </Button>
        ) : null}
      </div>
      <p className="quiet small">{speak("ui.perimeter.how")}</p>
    </Panel>
  );
}

function perimeters(project: ProjectView) {
  return [...project.ofClass("perimeter")].flatMap(({ id, geometry }) =>
    geometry?.kind === "polygon"
      ? [{ id, areaM2: planAreaM2(geometry), lengthM: perimeterMm(geometry.rings[0] ?? []) / 1000 }]
      : [],
  );
}
