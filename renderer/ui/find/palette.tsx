import { Dialog } from "@base-ui/react/dialog";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { CallRow } from "#ui/find/call-row.tsx";
import { type Call, callsOf } from "#ui/find/calls";
import { ranked } from "#ui/find/ranking";
import { recentCalls } from "#ui/find/recent-calls";
import { runCall } from "#ui/find/run-call";
import { useProjects } from "#ui/find/use-projects";
import { useLanguage } from "#ui/language.tsx";
import { HelpOverDialog } from "#ui/learn/help-over-dialog.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";
import "./find.css";

const PAGE = 8;

/** Calls anything by its name: type, choose with the arrows, Enter. */
export function Palette() {
  const bench = useBench();
  const language = useLanguage();
  const { speak } = language;
  const projects = useProjects(true);
  const recent = useObservable(recentCalls);
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const called = useRef(false);
  const listId = useId();
  const calls = useMemo(
    () => callsOf(bench, language, projects).filter(({ id }) => id !== "palette"),
    [bench, language, projects],
  );
  const shown = ranked(calls, typed, recent);
  const lately = typed.trim() === "" ? shown.filter(({ id }) => recent.includes(id)).length : 0;

  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, listId]);

  const close = () => bench.dialog.set(undefined);
  const choose = (call: Call | undefined) => {
    if (!call || (call.why && !call.outside)) return;
    called.current = true;
    close();
    // Once the dialog is gone: what is called may move the focus or open a dialog of its own.
    setTimeout(() => {
      runCall(bench, call);
      if (document.activeElement === document.body) bench.editor.get()?.focus();
    }, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = shown.length - 1;
    const to = {
      ArrowDown: active === last ? 0 : active + 1,
      ArrowUp: active === 0 ? last : active - 1,
      PageDown: Math.min(last, active + PAGE),
      PageUp: Math.max(0, active - PAGE),
    }[event.key];
    if (to !== undefined) setActive(Math.max(0, to));
    else if (event.key === "Enter") choose(shown[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          className="modal palette"
          data-help="data"
          initialFocus={input}
          finalFocus={() => !called.current}
        >
          <Dialog.Title className="unseen">{speak("ui.action.palette")}</Dialog.Title>
          <input
            ref={input}
            className="palette-input"
            type="text"
            role="combobox"
            aria-label={speak("find.palette.type")}
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={shown[active] ? `${listId}-${active}` : undefined}
            placeholder={speak("find.palette.type")}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div className="palette-list" role="listbox" id={listId} aria-label={speak("ui.keys.find")}>
            {shown.map((call, index) => (
              <div
                key={call.id}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                aria-disabled={call.why ? true : undefined}
                className={index === lately && lately > 0 ? "menu-item choice after-lately" : "menu-item choice"}
                data-highlighted={index === active ? "" : undefined}
                onPointerMove={() => setActive(index)}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(call)}
                onKeyDown={onKeyDown}
              >
                <CallRow call={call} />
              </div>
            ))}
          </div>
          {shown.length === 0 ? <p className="quiet palette-none">{speak("find.palette.none")}</p> : null}
          <p className="quiet small palette-foot" role="status">
            {speak("find.palette.count", { count: shown.length })}
          </p>
          <HelpOverDialog />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
