import { Check, CloudOff, LoaderCircle } from "lucide-react";
import { projectedCrs } from "#core/geometry/crs";
import type { MapEditor } from "#editor/map-editor";
import { CursorAltitude } from "#ui/backdrop/cursor-altitude.tsx";
import { Button } from "#ui/controls/button.tsx";
import { SnapMenu } from "#ui/draw/snap-menu.tsx";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** Foot of the window: whether the work is on the disk, what the tool waits for, where the pointer is. */
export function StatusBar() {
  const bench = useBench();
  const { speak } = useLanguage();
  const { meta } = useSnapshot();
  const editor = useObservable(bench.editor);
  const selected = useObservable(bench.session.selection).size;
  return (
    <footer className="status">
      <SaveWord />
      {editor ? <ToolHint editor={editor} /> : <span className="status-hint" />}
      {selected > 0 ? <span>{speak("ui.status.selected", { count: selected })}</span> : null}
      <SnapMenu />
      {editor ? <Cursor editor={editor} /> : null}
      {editor ? <CursorAltitude editor={editor} /> : null}
      <span className="crs" title={meta.crs}>
        {projectedCrs(meta.crs)?.name ?? meta.crs}
      </span>
      {editor ? <Scale editor={editor} /> : null}
    </footer>
  );
}

function SaveWord() {
  const { session } = useBench();
  const { save } = useSnapshot();
  const { speak } = useLanguage();
  if (save.kind === "unsaved") {
    return (
      <span className="save bad" role="alert">
        <CloudOff aria-hidden="true" size={14} />
        <span title={codeSentence(speak, save.refusal)}>
          {speak("ui.save.unsaved", { count: save.waiting })} {codeSentence(speak, save.refusal)}
        </span>
        <Button kind="quiet" onClick={() => session.retrySave()}>
          {speak("ui.save.retry")}
        </Button>
      </span>
    );
  }
  const saved = save.kind === "saved";
  const Icon = saved ? Check : LoaderCircle;
  return (
    <span className={saved ? "save good" : "save"} role="status" data-save={save.kind}>
      <Icon aria-hidden="true" size={14} />
      {speak(saved ? "ui.save.saved" : "ui.save.saving")}
    </span>
  );
}

function ToolHint({ editor }: { editor: MapEditor }) {
  const { speak } = useLanguage();
  const { hint } = useObservable(editor.tool);
  // Not a live region: the map says it in its own.
  return (
    <span className="status-hint" title={speak(hint)}>
      {speak(hint)}
    </span>
  );
}

function Cursor({ editor }: { editor: MapEditor }) {
  const { speak, numbers } = useLanguage();
  const at = useObservable(editor.cursor);
  if (!at) return <span className="coordinates quiet">{speak("ui.status.no-place")}</span>;
  return (
    <span className="coordinates">
      {speak("ui.status.place", { e: numbers.coordinate(at[0]), n: numbers.coordinate(at[1]) })}
    </span>
  );
}

function Scale({ editor }: { editor: MapEditor }) {
  const { numbers } = useLanguage();
  const scale = useObservable(editor.scale);
  return <span className="scale">{`1/${numbers.number(Number(scale.toPrecision(3)))}`}</span>;
}
