import { Download, Milestone, Signpost } from "lucide-react";
import { numberDoors } from "#core/commands/number-doors";
import { numberStreets } from "#core/commands/number-streets";
import type { DoorMethod, Side } from "#core/derived/address/plan-doors";
import { plateList } from "#core/derived/address/plate-list";
import { platesCsv } from "#core/formats/plates-csv";
import { projectionOf } from "#core/geometry/crs";
import type { Position } from "#core/geometry/geometry";
import { remembered } from "#store/preferences";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { handOver } from "#ui/files";
import { useLanguage } from "#ui/language.tsx";
import { Fold } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

const METHODS: readonly DoorMethod[] = ["sequential", "metric"];
const SIDES: readonly Side[] = ["right", "left"];

/** How this office numbers doors, remembered on this machine. */
const chosenMethod = remembered<DoorMethod>("door-method", "sequential", (value): value is DoorMethod =>
  METHODS.some((method) => method === value),
);
const chosenEven = remembered<Side>("door-even", "right", (value): value is Side =>
  SIDES.some((side) => side === value),
);

/** Codes of streets, numbers of doors, and the list of plates to be made. */
export function Addressing() {
  const bench = useBench();
  const { speak, lang } = useLanguage();
  const editor = useObservable(bench.editor);
  const method = useObservable(chosenMethod);
  const even = useObservable(chosenEven);
  const doors = useDerived((project) => project.countOf("door"));
  const origin = (): Position => editor?.place.at ?? [0, 0];
  const handPlates = () => {
    const { project } = bench.session;
    const bytes = platesCsv(plateList(project, projectionOf(project.meta.crs)), speak, lang);
    handOver(bytes, speak("ui.address.file"), "text/csv");
  };
  return (
    <Fold
      title={speak("ui.address.title")}
      aside={<span className="quiet">{speak("ui.address.count", { count: doors })}</span>}
    >
      <p className="quiet small">{speak("ui.address.how")}</p>
      <ChoiceInput
        label={speak("ui.address.method")}
        value={method}
        onChange={(value) => chosenMethod.set(value as DoorMethod)}
        choices={METHODS.map((value) => ({ value, words: speak(`ui.address.method.${value}`) }))}
      />
      <ChoiceInput
        label={speak("ui.address.even")}
        value={even}
        onChange={(value) => chosenEven.set(value as Side)}
        choices={SIDES.map((value) => ({ value, words: speak(`ui.address.even.${value}`) }))}
      />
      <div className="row wrap">
        <Button icon={Milestone} onClick={() => bench.run(numberStreets, { origin: origin() }, { undoable: true })}>
          {speak("ui.address.streets")}
        </Button>
        <Button
          icon={Signpost}
          onClick={() => bench.run(numberDoors, { origin: origin(), method, even }, { undoable: true })}
        >
          {speak("ui.address.doors")}
        </Button>
        <Button icon={Download} why={doors === 0 ? speak("ui.address.no-doors") : undefined} onClick={handPlates}>
          {speak("ui.address.plates")}
        </Button>
      </div>
    </Fold>
  );
}
