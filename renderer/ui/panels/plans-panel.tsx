import { Printer } from "lucide-react";
import { Button } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { ExportFiles } from "#ui/panels/export-files.tsx";
import { Group, Panel } from "#ui/panels/panel.tsx";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

/** What can be handed over: the printed plan, and the data with the personal fields treated by a profile. */
export function PlansPanel() {
  const bench = useBench();
  const { speak } = useLanguage();
  const isEmpty = useDerived((project) => project.size === 0);
  return (
    <Panel stage="plans">
      <Group title={speak("ui.plans.plan")}>
        <p className="quiet small">{speak("ui.plans.plan.words")}</p>
        <Button
          kind="primary"
          icon={Printer}
          wide
          mark="plans.compose"
          why={isEmpty ? speak("ui.why.nothing-to-print") : undefined}
          onClick={() => bench.dialog.set("plan")}
        >
          {speak("ui.plans.compose")}
        </Button>
      </Group>
      <Group title={speak("ui.plans.files")}>
        <ExportFiles />
      </Group>
    </Panel>
  );
}
