import { useState } from "react";
import { renameScenario } from "#core/commands/rename-scenario";
import { saveScenario } from "#core/commands/save-scenario";
import { freeName } from "#core/commands/scenario-name";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { Button } from "#ui/controls/button.tsx";
import { TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { RefusalLine } from "#ui/controls/refusal-line.tsx";
import { useLanguage } from "#ui/language.tsx";
import type { DraftPlan } from "#ui/panels/layout-draft";
import { useBench } from "#ui/workbench/bench-context.tsx";

interface NameDialogProps {
  /** The scenario that is named anew; without one, the plan below is saved. */
  readonly scenario?: { readonly id: string; readonly name: string };
  readonly plan?: DraftPlan;
  readonly onClose: () => void;
}

/** Asks for the name of a scenario, and saves or renames it. */
export function NameDialog({ scenario, plan, onClose }: NameDialogProps) {
  const bench = useBench();
  const { speak } = useLanguage();
  const { project } = bench.session;
  const objective = plan?.params.objective;
  const wished =
    objective && objective !== "balanced" ? speak(`alternative.${objective}`) : speak("scenarios.first-name");
  const [name, setName] = useState(() => scenario?.name ?? freeName(project, wished));
  const [refusal, setRefusal] = useState<Refusal>();
  const keep = () => {
    const outcome = scenario
      ? bench.session.run(renameScenario, { id: scenario.id, name })
      : plan && bench.session.run(saveScenario, { name, ...plan });
    if (isRefusal(outcome)) return setRefusal(outcome);
    if (!scenario) notify(speak("scenarios.saved", { name: name.trim() }), { kind: "good", id: "scenario" });
    onClose();
  };
  return (
    <Modal
      help="scenarios"
      title={speak(scenario ? "command.rename-scenario.name" : "command.save-scenario.name")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{speak("ui.cancel")}</Button>
          <Button
            kind="primary"
            why={
              name.trim() === ""
                ? speak("ui.why.no-name")
                : name.trim() === scenario?.name
                  ? speak("scenarios.name.same")
                  : undefined
            }
            onClick={keep}
          >
            {speak(scenario ? "ui.rename.do" : "scenarios.save.do")}
          </Button>
        </>
      }
    >
      <TextInput label={speak("scenarios.name")} value={name} onChange={setName} />
      <RefusalLine refusal={refusal} />
    </Modal>
  );
}
