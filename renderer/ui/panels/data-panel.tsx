import { FilePlus2 } from "lucide-react";
import { featureClasses } from "#core/features/classes";
import { projectedCrs } from "#core/geometry/crs";
import type { ProjectView } from "#core/model/project";
import { Button } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { Group, NextStage, Panel } from "#ui/panels/panel.tsx";
import { Swatch } from "#ui/panels/swatch.tsx";
import { useBench, useDerived, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** What the project holds, where it comes from, and in which CRS. */
export function DataPanel() {
  const bench = useBench();
  const { speak, numbers, word } = useLanguage();
  const { meta } = useSnapshot();
  const present = useDerived(presentClasses);
  return (
    <Panel
      stage="data"
      foot={
        <>
          {present.length > 0 ? <NextStage after="data" /> : null}
          <Button
            icon={FilePlus2}
            wide
            mark="data.import"
            kind={present.length > 0 ? "plain" : "primary"}
            onClick={() => bench.dialog.set("import")}
          >
            {speak("ui.data.import")}
          </Button>
        </>
      }
    >
      {present.length === 0 ? <p className="quiet">{speak("ui.data.empty")}</p> : null}
      {present.length > 0 ? (
        <Group title={speak("ui.data.holds")}>
          <table className="figures">
            <tbody>
              {present.map(({ declared, count }) => (
                <tr key={declared.id}>
                  <th scope="row">
                    <span className="row">
                      <Swatch declared={declared} />
                      {word(declared.plural)}
                    </span>
                  </th>
                  <td>{numbers.number(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Group>
      ) : null}
      <Group title={speak("ui.data.crs")}>
        <p>{speak("ui.data.crs.words", { name: projectedCrs(meta.crs)?.name ?? meta.crs, code: meta.crs })}</p>
      </Group>
      <Group title={speak("ui.data.sources")}>
        <p>{meta.attributions.length > 0 ? meta.attributions.join(" · ") : speak("ui.data.no-source")}</p>
        <p className="quiet small">{speak("ui.data.created", { when: numbers.moment(meta.created) })}</p>
      </Group>
    </Panel>
  );
}

function presentClasses(project: ProjectView) {
  return featureClasses
    .map((declared) => ({ declared, count: project.countOf(declared.id) }))
    .filter(({ count }) => count > 0);
}
