import { Mountain, Trash2 } from "lucide-react";
import type { ReliefSource } from "#store/backdrops";
import { IconButton } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { useLanguage } from "#ui/language.tsx";
import { Group } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Sources of altitudes, in the order they are asked. */
export function ReliefList() {
  const bench = useBench();
  const { speak } = useLanguage();
  const reliefs = useObservable(bench.backdrops.reliefs);
  useObservable(bench.editor);
  return (
    <Group title={speak("backdrop.relief")}>
      {reliefs.length === 0 ? <p className="quiet small">{speak("backdrop.relief.empty")}</p> : null}
      <ul className="backdrop-list">
        {reliefs.map((relief) => (
          <ReliefLine key={relief.handle} relief={relief} />
        ))}
      </ul>
      {reliefs.length > 0 ? (
        <div>
          <ActionButton id="ground-profile" words />
        </div>
      ) : null}
    </Group>
  );
}

function ReliefLine({ relief: { handle, about, missing } }: { relief: ReliefSource }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const { name, source, spacingM = 0 } = about;
  const remove = () => {
    const undo = bench.backdrops.remove(handle);
    notify(speak("backdrop.removed", { name }), {
      id: "backdrop",
      kind: "good",
      action: { words: speak("ui.undo"), run: undo },
    });
  };
  return (
    <li className={missing ? "missing" : ""}>
      <div className="row">
        <Mountain aria-hidden="true" size={16} />
        <span className="backdrop-name" title={name}>
          {name}
        </span>
        <IconButton icon={Trash2} name={speak("backdrop.remove", { name })} onClick={remove} side="left" />
      </div>
      <p className="quiet small">
        {[source, speak("backdrop.relief.spacing", { spacing: numbers.length(Math.round(spacingM)) })]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {missing ? <Note kind="warn">{speak("refusal.raster.missing", { name })}</Note> : null}
    </li>
  );
}
