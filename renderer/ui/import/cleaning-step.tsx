import { NumberInput } from "#ui/controls/number-input.tsx";
import type { Cleaning, ReadFiles } from "#ui/import/use-import";
import { useLanguage } from "#ui/language.tsx";
import { CleaningResult } from "#ui/start/cleaning-result.tsx";

/** Fourth step, for faces of the plan: how far cleaning went, and everything it changed. */
export function CleaningStep(props: { read: ReadFiles; cleaning: Cleaning; onChange: (cleaning: Cleaning) => void }) {
  const { speak } = useLanguage();
  const { read, cleaning, onChange } = props;
  return (
    <div className="stack">
      <div className="import-name">
        <NumberInput
          label={speak("ui.import.layer.snap")}
          value={cleaning.snapMm / 10}
          onChange={(cm) => onChange({ ...cleaning, snapMm: (cm ?? 0) * 10 })}
          min={0}
          max={200}
          decimals={1}
          hint={speak("ui.import.layer.snap.words")}
        />
        <NumberInput
          label={speak("ui.import.layer.sliver")}
          value={cleaning.sliverMm / 10}
          onChange={(cm) => onChange({ ...cleaning, sliverMm: (cm ?? 0) * 10 })}
          min={0}
          max={200}
          decimals={1}
          hint={speak("ui.import.layer.sliver.words")}
        />
      </div>
      {read.cleaning ? <CleaningResult report={read.cleaning} /> : null}
    </div>
  );
}
