import { useEffect, useState } from "react";
import type { Session } from "#store/session";
import { keysOf, reasonAgainst } from "#ui/actions/action";
import { actionOfKeys } from "#ui/actions/all-actions";
import { notify } from "#ui/controls/notices.tsx";
import { Waiting } from "#ui/controls/waiting.tsx";
import { dock } from "#ui/docking/dock";
import { Splitter } from "#ui/docking/splitter.tsx";
import { useDock } from "#ui/docking/use-dock";
import { outsideWords } from "#ui/find/calls";
import { ContextMenus } from "#ui/find/context-menus.tsx";
import type { House } from "#ui/house";
import { useLanguage } from "#ui/language.tsx";
import { BenchHelpMenu } from "#ui/learn/bench-help-menu.tsx";
import { BenchCoach } from "#ui/learn/coach.tsx";
import { StagePanel } from "#ui/panels/stage-panel.tsx";
import { showsAction } from "#ui/profiles/profile";
import type { Opening } from "#ui/start/opening";
import { AttributeTable } from "#ui/table/attribute-table.tsx";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { Bench } from "#ui/workbench/bench";
import { BenchContext, useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";
import { BenchDialogs } from "#ui/workbench/bench-dialogs.tsx";
import { MapPane } from "#ui/workbench/map-pane.tsx";
import { ProjectMenu } from "#ui/workbench/project-menu.tsx";
import { SearchBox } from "#ui/workbench/search-box.tsx";
import { SidePane } from "#ui/workbench/side-pane.tsx";
import { StatusBar } from "#ui/workbench/status-bar.tsx";
import { WorkflowBar } from "#ui/workbench/workflow-bar.tsx";
import "./workbench.css";
import "../docking/docking.css";
import "../look/look.css";
import "../backdrop/backdrop.css";
import "../draw/draw.css";
import "../scenarios/scenarios.css";

interface WorkbenchProps {
  readonly house: House;
  readonly session: Session;
  /** What there is of the map already. */
  readonly opening: Opening;
  /** Told that the project is to be closed, and which one is to be opened after it. */
  readonly onLeave: (to?: string) => void;
}

/** The workbench of an open project. */
export function Workbench({ house, session, opening, onLeave }: WorkbenchProps) {
  const { speak } = useLanguage();
  const [bench, setBench] = useState<Bench>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one bench a session; leaving is read when it happens, what is there already is for the first map
  useEffect(() => {
    const made = new Bench(house, session, onLeave, opening);
    setBench(made);
    return () => made.dispose();
  }, [house, session]);
  // Closing with unsaved work asks first.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (session.snapshot().save.kind !== "saved") event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [session]);
  if (!bench) return <Waiting words={speak("ui.opening")} />;
  return (
    <BenchContext.Provider value={bench}>
      <Frame />
    </BenchContext.Provider>
  );
}

function Frame() {
  const bench = useBench();
  const { speak } = useLanguage();
  const stage = useObservable(bench.stage);
  const side = useObservable(bench.side);
  const table = useObservable(bench.table);
  const panelOpen = useObservable(dock.panelOpen);
  const widths = { panel: useDock("panel").px, side: useDock("side").px, table: useDock("table").px };
  const { meta } = useSnapshot();
  useKeys(bench);
  // A stage that is gone to shows its panel.
  useEffect(() => bench.stage.subscribe(() => dock.panelOpen.set(true)), [bench]);
  useEffect(() => {
    document.title = speak("ui.page-title", { name: meta.name });
  }, [speak, meta.name]);
  return (
    <div
      className="bench"
      style={{
        gridTemplateColumns: `${panelOpen ? widths.panel : 0}px minmax(0, 1fr) ${side ? widths.side : 0}px`,
      }}
    >
      <header className="top">
        <h1 className="unseen">{meta.name}</h1>
        <ProjectMenu />
        <WorkflowBar />
        <TopRight />
      </header>
      {panelOpen ? <StagePanel stage={stage} /> : null}
      <main className="centre">
        {panelOpen ? <Splitter part="panel" onFold={() => dock.panelOpen.set(false)} /> : null}
        <MapPane />
        {table ? (
          <>
            <Splitter part="table" onFold={() => bench.table.set(undefined)} />
            <div className="table-place" style={{ height: widths.table }}>
              <AttributeTable shown={table} />
            </div>
          </>
        ) : null}
        {side ? <Splitter part="side" onFold={() => bench.side.set(undefined)} /> : null}
      </main>
      {side ? <SidePane shown={side} /> : null}
      <StatusBar />
      <BenchDialogs />
      <ContextMenus />
      <BenchCoach bench={bench} />
    </div>
  );
}

function TopRight() {
  const bench = useBench();
  useSnapshot();
  useObservable(bench.table);
  useObservable(bench.side);
  useObservable(dock.panelOpen);
  return (
    <div className="top-right">
      <ActionButton id="undo" />
      <ActionButton id="redo" />
      <SearchBox />
      <ActionButton id="panel" />
      <ActionButton id="table" />
      <ActionButton id="side" />
      <BenchHelpMenu />
    </div>
  );
}

/** Runs the action of a key wherever the focus is, but never while something is being typed or a dialog is open. */
function useKeys(bench: Bench): void {
  const { speak } = useLanguage();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const keys = keysOf(event);
      const target = event.target as HTMLElement;
      if (document.querySelector(".modal, .menu[role=menu]")) return;
      const typing = target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (typing && (!keys.startsWith("Ctrl+") || /^Ctrl\+(Shift\+)?[ZYACVX]$/.test(keys))) return;
      const action = actionOfKeys(keys);
      if (!action) return;
      event.preventDefault();
      if (!showsAction(action.id)) {
        const change = { words: speak("find.profile.change"), run: () => bench.dialog.set("profile") };
        notify(outsideWords(speak), { id: "why", action: change });
        return;
      }
      const reason = reasonAgainst(action, bench);
      if (reason) notify(speak(`ui.why.${reason}`), { id: "why" });
      else action.run(bench);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [bench, speak]);
}
