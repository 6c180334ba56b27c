import { FileDown } from "lucide-react";
import { useState } from "react";
import type { BridgeOutput } from "#core/bridge/bridge";
import { shownClasses } from "#core/features/classes";
import type { ClassId } from "#core/model/feature";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { exportChoice, exportData, exportFormats, exportProfiles, formatGroups } from "#ui/panels/export";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

/** Choice of every class of the plan. */
const ALL = "";

/** The project as a file of data: in which format, for whom, which classes; what was made is told below. */
export function ExportFiles() {
  const bench = useBench();
  const { speak, word } = useLanguage();
  const choice = useObservable(exportChoice);
  const counts = useDerived((project) => shownClasses.map(({ id }) => project.countOf(id)).join());
  const [only, setOnly] = useState<ClassId | typeof ALL>(ALL);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<BridgeOutput<"export.make">>();
  const { format, profile } = choice;
  const { project } = bench.session;
  const present = shownClasses.filter((_one, i) => counts.split(",")[i] !== "0");
  const chosen = present.find(({ id }) => id === only);
  const why =
    project.size === 0
      ? speak("ui.why.nothing-to-print")
      : making
        ? speak("ui.export.making")
        : format === "inp" && project.countOf("pipe") === 0
          ? speak("handover.why.no-pipes")
          : undefined;
  const make = async () => {
    setMaking(true);
    setMade(undefined);
    try {
      setMade(await exportData(bench, format, profile, chosen && format !== "inp" ? [chosen.id] : undefined));
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad" });
    }
    setMaking(false);
  };
  return (
    <>
      <ChoiceInput
        label={speak("handover.format")}
        value={format}
        choices={formatGroups.flatMap((group) =>
          exportFormats
            .filter((one) => one.group === group)
            .map(({ id }) => ({
              value: id,
              words: speak(`ui.plans.format.${id}`),
              group: speak(`handover.group.${group}`),
            })),
        )}
        onChange={(value) => {
          const found = exportFormats.find(({ id }) => id === value);
          if (found) exportChoice.set({ ...choice, format: found.id });
        }}
      />
      <p className="quiet small">{speak(`ui.plans.format.${format}.words`)}</p>
      <ChoiceInput
        label={speak("ui.plans.profile")}
        value={profile}
        choices={exportProfiles.map((value) => ({ value, words: speak(`ui.plans.profile.${value}`) }))}
        onChange={(value) =>
          exportChoice.set({ ...choice, profile: exportProfiles.find((each) => each === value) ?? "interne" })
        }
      />
      <p className="quiet small">{speak(`ui.plans.profile.${profile}.words`)}</p>
      {format === "inp" ? null : (
        <ChoiceInput
          label={speak("handover.classes")}
          value={chosen?.id ?? ALL}
          choices={[
            { value: ALL, words: speak("handover.classes.all") },
            ...present.map(({ id, plural }) => ({ value: id, words: word(plural) })),
          ]}
          onChange={(value) => setOnly(present.find(({ id }) => id === value)?.id ?? ALL)}
        />
      )}
      <Button icon={FileDown} wide why={why} onClick={() => void make()} mark="plans.export">
        {speak("handover.make")}
      </Button>
      {made ? <Outcome made={made} /> : null}
    </>
  );
}

/** What was made, and what the format made of it. */
function Outcome({ made }: { made: BridgeOutput<"export.make"> }) {
  const { speak, numbers } = useLanguage();
  const { name, again, warnings = [] } = made;
  return (
    <div className="small" role="status">
      {again ? <p>{speak("handover.done", { name, count: again.objects, area: numbers.area(again.areaM2) })}</p> : null}
      {warnings.length > 0 ? (
        <details>
          <summary>{speak("handover.remarks", { count: warnings.length })}</summary>
          <ul className="quiet">
            {warnings.map(({ code, count, params }) => (
              <li key={JSON.stringify([code, params])}>{speak(`warning.${code}`, { ...params, count })}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
