import { ListOrdered, Route } from "lucide-react";
import { useState } from "react";
import { numberParcels } from "#core/commands/number-parcels";
import { setNinacadMask } from "#core/commands/set-ninacad-mask";
import { numberByTemplate, PLAIN_TEMPLATE, templateFault } from "#core/derived/number-template";
import { planNumbers } from "#core/derived/plan-numbers";
import { innerPosition } from "#core/geometry/ring";
import { refusalSentence } from "#core/messages/catalogue";
import { remembered } from "#store/preferences";
import { Button } from "#ui/controls/button.tsx";
import { CheckInput, ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

interface Settings {
  readonly template: string;
  readonly per: "ilot" | "section" | "all";
  readonly start: number;
  readonly commune: string;
  readonly keepIlots: boolean;
}

const PLAIN: Settings = { template: PLAIN_TEMPLATE, per: "ilot", start: 1, commune: "", keepIlots: false };

/** How this office writes its numbers, remembered on this machine. */
const settings = remembered<Settings>(
  "numbering",
  PLAIN,
  (value): value is Settings =>
    typeof value === "object" && value !== null && Object.keys(PLAIN).every((key) => key in value),
);

/** Numbers the lots: all in rows, or along a way drawn through them; by a template of the office's own. */
export function Numbering() {
  const bench = useBench();
  const { speak } = useLanguage();
  const editor = useObservable(bench.editor);
  const chosen = useObservable(settings);
  const put = (change: Partial<Settings>) => settings.set({ ...chosen, ...change });
  const fault = templateFault(chosen.template);
  const { commune, ...rest } = chosen;
  const input = { ...rest, ...(commune.trim() ? { commune: commune.trim() } : {}) };
  const example = numberByTemplate(chosen.template, chosen.start, {
    commune: commune.trim() || "BKO",
    section: "AB",
    ilot: "12",
  });
  const why = fault ? refusalSentence(speak, fault) : undefined;
  const draw = () => {
    const { project } = bench.session;
    const labels = (path: readonly number[]) =>
      [...planNumbers(project, { ...input, order: "path", path }).parcels].flatMap(([id, text]) => {
        const geometry = project.get(id)?.geometry;
        return geometry?.kind === "polygon" ? [{ at: innerPosition(geometry), text }] : [];
      });
    editor?.setTool("number-path", { numbering: { input, labels } });
    editor?.focus();
  };
  return (
    <>
      <div className="row wrap">
        <Button
          icon={ListOrdered}
          why={why}
          onClick={() => bench.run(numberParcels, { ...input, order: "serpentine" }, { undoable: true })}
        >
          {speak("ui.parcels.number")}
        </Button>
        <Button icon={Route} why={why} onClick={draw}>
          {speak("ui.numbering.draw")}
        </Button>
      </div>
      <details className="numbering">
        <summary>{speak("ui.numbering.more")}</summary>
        <div className="stack">
          <TextInput
            label={speak("ui.numbering.template")}
            value={chosen.template}
            onChange={(template) => put({ template })}
          />
          <p className="quiet small" role="status">
            {why ?? speak("ui.numbering.example", { example })}
          </p>
          <ChoiceInput
            label={speak("ui.numbering.per")}
            value={chosen.per}
            onChange={(per) => put({ per: per as Settings["per"] })}
            choices={(["ilot", "section", "all"] as const).map((value) => ({
              value,
              words: speak(`ui.numbering.per.${value}`),
            }))}
          />
          <NumberInput
            label={speak("ui.numbering.start")}
            value={chosen.start}
            min={1}
            decimals={0}
            onChange={(start) => put({ start: start ?? 1 })}
          />
          <TextInput
            label={speak("ui.numbering.commune")}
            value={commune}
            onChange={(value) => put({ commune: value })}
          />
          <NinacadMask />
          <CheckInput checked={chosen.keepIlots} onChange={(keepIlots) => put({ keepIlots })}>
            {speak("ui.numbering.keep-ilots")}
          </CheckInput>
        </div>
      </details>
    </>
  );
}

/** What a NINACAD looks like in this project: kept with it, for the check. */
function NinacadMask() {
  const bench = useBench();
  const { speak } = useLanguage();
  const { ninacadMask = "" } = useSnapshot().meta;
  const [typed, setTyped] = useState<string>();
  const set = () => {
    if (typed !== undefined && typed.trim() !== ninacadMask) {
      bench.run(setNinacadMask, { mask: typed }, { undoable: true });
    }
    setTyped(undefined);
  };
  return (
    <>
      <TextInput label={speak("ui.numbering.mask")} value={typed ?? ninacadMask} onChange={setTyped} onBlur={set} />
      <p className="quiet small">{speak("ui.numbering.mask.words")}</p>
    </>
  );
}
