import { planAreaM2 } from "#core/geometry/ring";
import type { ProjectView } from "#core/model/project";
import { Button } from "#ui/controls/button.tsx";
import { BorneGroup } from "#ui/draw/borne-group.tsx";
import { useLanguage } from "#ui/language.tsx";
import { Addressing } from "#ui/panels/addressing.tsx";
import { Numbering } from "#ui/panels/numbering.tsx";
import { Group, NextStage, Panel } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

/** The parcels as they stand: their figures, their numbers, and the tools that change them. */
export function ParcelsPanel() {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const figures = useDerived(parcelFigures);
  const editor = useObservable(bench.editor);
  useObservable(bench.session.selection);
  if (figures.count === 0) {
    return (
      <Panel stage="parcels">
        <div className="empty">
          <p>{speak("ui.parcels.empty")}</p>
          <Button kind="primary" onClick={() => bench.stage.set("layout")}>
            {speak("ui.parcels.to-layout")}
          </Button>
        </div>
      </Panel>
    );
  }
  const lines: readonly [string, string][] = [
    ["count", numbers.number(figures.count)],
    ["ilots", numbers.number(figures.ilots)],
    ["total", numbers.area(figures.totalM2)],
    ["mean", numbers.area(figures.totalM2 / figures.count)],
    ["least", numbers.area(figures.leastM2)],
    ["most", numbers.area(figures.mostM2)],
    ["built", numbers.number(figures.built)],
  ];
  return (
    <Panel stage="parcels" foot={<NextStage after="parcels" />}>
      <Group title={speak("ui.parcels.figures")}>
        <table className="figures">
          <tbody>
            {lines.map(([key, value]) => (
              <tr key={key}>
                <th scope="row">{speak(`ui.parcels.${key}`)}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Group>
      <Group title={speak("ui.parcels.numbers")}>
        <p className="quiet small">
          {figures.unnumbered > 0
            ? speak("ui.parcels.unnumbered", { count: figures.unnumbered })
            : speak("ui.parcels.numbered")}
        </p>
        <Numbering />
      </Group>
      <Addressing />
      <Group title={speak("ui.parcels.tools")}>
        {editor ? <ParcelTools /> : null}
        <p className="quiet small">{speak("ui.parcels.how")}</p>
      </Group>
      <BorneGroup />
    </Panel>
  );
}

function ParcelTools() {
  const bench = useBench();
  const editor = useObservable(bench.editor);
  return editor ? <ToolButtons tool={editor.tool} /> : null;
}

function ToolButtons({ tool }: { tool: Parameters<typeof useObservable<{ id: string }>>[0] }) {
  useObservable(tool);
  return (
    <div className="row wrap">
      <ActionButton id="create-parcel" words />
      <ActionButton id="split" words />
      <ActionButton id="divide" words />
      <ActionButton id="merge" words />
      <ActionButton id="adjust" words />
      <ActionButton id="move-vertex" words />
      <ActionButton id="table" words />
    </div>
  );
}

function parcelFigures(project: ProjectView) {
  const figures = {
    count: 0,
    ilots: project.countOf("ilot"),
    totalM2: 0,
    leastM2: Infinity,
    mostM2: 0,
    built: 0,
    unnumbered: 0,
  };
  for (const { geometry, fields } of project.ofClass("parcel")) {
    if (geometry?.kind !== "polygon") continue;
    const areaM2 = planAreaM2(geometry);
    figures.count++;
    figures.totalM2 += areaM2;
    figures.leastM2 = Math.min(figures.leastM2, areaM2);
    figures.mostM2 = Math.max(figures.mostM2, areaM2);
    if (Number(fields["houses"] ?? 0) > 0) figures.built++;
    if (fields["number"] === undefined) figures.unnumbered++;
  }
  return figures;
}
