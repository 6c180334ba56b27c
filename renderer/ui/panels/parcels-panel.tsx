import type { ReactNode } from "react";
import { planAreaM2 } from "#core/geometry/ring";
import type { ProjectView } from "#core/model/project";
import { Button } from "#ui/controls/button.tsx";
import { BorneFold } from "#ui/draw/borne-fold.tsx";
import { useLanguage } from "#ui/language.tsx";
import { Addressing } from "#ui/panels/addressing.tsx";
import { Numbering } from "#ui/panels/numbering.tsx";
import { Fold, Group, NextStage, Panel } from "#ui/panels/panel.tsx";
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
  const more: readonly [string, string][] = [
    ["mean", numbers.area(figures.totalM2 / figures.count)],
    ["least", numbers.area(figures.leastM2)],
    ["most", numbers.area(figures.mostM2)],
    ["built", numbers.number(figures.built)],
  ];
  return (
    <Panel stage="parcels" foot={<NextStage after="parcels" />}>
      <Group title={speak("ui.parcels.figures")}>
        <dl className="measures">
          <Figure name={speak("ui.parcels.count")}>{numbers.number(figures.count)}</Figure>
          <Figure name={speak("ui.parcels.ilots")}>{numbers.number(figures.ilots)}</Figure>
          <Figure name={speak("ui.parcels.total")}>{numbers.area(figures.totalM2)}</Figure>
        </dl>
        <details>
          <summary>{speak("ui.parcels.more")}</summary>
          <table className="figures">
            <tbody>
              {more.map(([key, value]) => (
                <tr key={key}>
                  <th scope="row">{speak(`ui.parcels.${key}`)}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </Group>
      {editor ? <ParcelActs tool={editor.tool} /> : null}
      <Group title={speak("ui.parcels.numbers")}>
        <p className="quiet small">
          {figures.unnumbered > 0
            ? speak("ui.parcels.unnumbered", { count: figures.unnumbered })
            : speak(figures.ilots > 0 ? "ui.parcels.numbered" : "ui.parcels.numbers-kept")}
        </p>
        <Numbering />
      </Group>
      <Register />
      <BorneFold />
      <Addressing />
    </Panel>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What is done to parcels: what is done every day in sight, the rest folded. */
function ParcelActs({ tool }: { tool: Parameters<typeof useObservable<{ id: string }>>[0] }) {
  const { speak } = useLanguage();
  const bench = useBench();
  useObservable(tool);
  useObservable(bench.land);
  const buttons = (ids: readonly string[]) => (
    <div className="row wrap">
      {ids.map((id) => (
        <ActionButton key={id} id={id} words />
      ))}
    </div>
  );
  return (
    <Group title={speak("ui.parcels.tools")}>
      {buttons(["split", "merge", "divide"])}
      <p className="quiet small">{speak("ui.parcels.how")}</p>
      <details>
        <summary>{speak("ui.parcels.tools.more")}</summary>
        {buttons(["create-parcel", "move-vertex", "adjust", "cede", "set-aside", "remembrement"])}
      </details>
    </Group>
  );
}

/** The acts written so far, and the map as it was before them. */
function Register() {
  const bench = useBench();
  const { speak } = useLanguage();
  const acts = useDerived(countActs);
  useObservable(bench.view.day);
  return (
    <Fold
      help="acts"
      title={speak("ui.parcels.register")}
      aside={<span className="quiet">{speak("ui.parcels.register.count", { count: acts })}</span>}
    >
      <div className="row wrap">
        <ActionButton id="acts" words />
        <ActionButton id="look-back" words />
      </div>
    </Fold>
  );
}

function countActs(project: ProjectView): number {
  return project.countOf("act");
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
