import { FileDown, Printer } from "lucide-react";
import { useState } from "react";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { exportProject } from "#ui/panels/export";
import { Group, Panel } from "#ui/panels/panel.tsx";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

const formats = ["gpkg", "geojson", "dxf"] as const;
const profiles = ["interne", "affichage", "ouvert"] as const;

/** What can be handed over: the printed plan, and the data with the personal fields treated by a profile. */
export function PlansPanel() {
  const bench = useBench();
  const { speak } = useLanguage();
  const isEmpty = useDerived((project) => project.size === 0);
  const [profile, setProfile] = useState<(typeof profiles)[number]>("interne");
  const [making, setMaking] = useState<string>();
  const why = isEmpty ? speak("ui.why.nothing-to-print") : making ? speak("ui.export.making") : undefined;
  const make = async (format: (typeof formats)[number]) => {
    setMaking(format);
    try {
      const name = await exportProject(bench, { format, profile });
      notify(speak("ui.export.done", { name }), { kind: "good", id: "export" });
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad" });
    }
    setMaking(undefined);
  };
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
        <ChoiceInput
          label={speak("ui.plans.profile")}
          value={profile}
          choices={profiles.map((value) => ({ value, words: speak(`ui.plans.profile.${value}`) }))}
          onChange={(value) => setProfile(profiles.find((each) => each === value) ?? "interne")}
        />
        <p className="quiet small">{speak(`ui.plans.profile.${profile}.words`)}</p>
        {formats.map((format) => (
          <div key={format} className="group">
            <Button icon={FileDown} wide why={why} onClick={() => void make(format)}>
              {speak(`ui.plans.format.${format}`)}
            </Button>
            <p className="quiet small">{speak(`ui.plans.format.${format}.words`)}</p>
          </div>
        ))}
      </Group>
    </Panel>
  );
}
