import { Printer } from "lucide-react";
import { useState } from "react";
import { Button } from "#ui/controls/button.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { exportProject } from "#ui/panels/export";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Makes the printable list of servitude conflicts. */
export function ConflictsButton() {
  const bench = useBench();
  const { speak, lang } = useLanguage();
  const [isMaking, setMaking] = useState(false);
  const make = async () => {
    setMaking(true);
    try {
      const date = new Date().toISOString().slice(0, 10);
      const name = await exportProject(bench, { format: "conflicts", lang, date });
      notify(speak("ui.export.done", { name }), { kind: "good", id: "export" });
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad" });
    }
    setMaking(false);
  };
  return (
    <Button icon={Printer} wide why={isMaking ? speak("ui.export.making") : undefined} onClick={() => void make()}>
      {speak("checks.print-conflicts")}
    </Button>
  );
}
