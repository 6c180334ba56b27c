import { Tooltip } from "@base-ui/react/tooltip";
import { useCallback, useEffect, useState } from "react";
import { preferences } from "#store/preferences";
import type { Opened } from "#store/projects";
import type { RecoveryCase } from "#store/recovery";
import type { Session } from "#store/session";
import { BugBoundary } from "#ui/bug-boundary.tsx";
import { Button } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { Notices, notify } from "#ui/controls/notices.tsx";
import { Waiting } from "#ui/controls/waiting.tsx";
import { failureSentence } from "#ui/failure";
import { connectHouse, type House } from "#ui/house";
import { LanguageProvider, languageNamed, useLanguage } from "#ui/language.tsx";
import { HelpHost } from "#ui/learn/help-host.tsx";
import { RecoveryScreen } from "#ui/recovery/recovery-screen.tsx";
import { type Opening, openProject, takeDraughtsman } from "#ui/start/opening";
import { StartScreen } from "#ui/start/start-screen.tsx";
import { useObservable } from "#ui/use-observable";
import "./theme.css";
import "./base.css";
import "./start/start.css";

// Not by `lazy`: React holds a screen that had to wait back for 300 ms after its stand-in was shown.
const loadWorkbench = () => import("#ui/workbench/workbench.tsx");
type WorkbenchScreen = Awaited<ReturnType<typeof loadWorkbench>>["Workbench"];

type Screen =
  | { readonly kind: "connecting" }
  | { readonly kind: "cut-off"; readonly error: unknown }
  | { readonly kind: "start"; readonly house: House }
  | { readonly kind: "recovery"; readonly house: House; readonly recovery: RecoveryCase }
  | {
      readonly kind: "project";
      readonly house: House;
      readonly Workbench: WorkbenchScreen;
      readonly session: Session;
      readonly opening: Opening;
    };

/** The window: language, theme, notices, and the screen of the moment. */
export function App() {
  const theme = useObservable(preferences.theme);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return (
    <LanguageProvider>
      <Tooltip.Provider delay={350}>
        <BugBoundary>
          <Screens />
        </BugBoundary>
        <Notices />
        <HelpHost />
      </Tooltip.Provider>
    </LanguageProvider>
  );
}

function Screens() {
  const { speak } = useLanguage();
  const [screen, setScreen] = useState<Screen>({ kind: "connecting" });

  useEffect(() => {
    connectHouse().then(
      (house) => {
        setScreen({ kind: "start", house });
        void loadWorkbench();
      },
      (error: unknown) => setScreen({ kind: "cut-off", error }),
    );
    const told = (event: ErrorEvent | PromiseRejectionEvent) => {
      const error: unknown = "reason" in event ? event.reason : (event.error ?? event.message);
      // The browser's own notice that a resize was put off to the next frame: harmless.
      if (String(error).includes("ResizeObserver")) return;
      notify(failureSentence(languageNamed(preferences.tongue.get()).speak, error), { kind: "bad", id: "bug" });
    };
    addEventListener("error", told);
    addEventListener("unhandledrejection", told);
    return () => {
      removeEventListener("error", told);
      removeEventListener("unhandledrejection", told);
    };
  }, []);

  const show = useCallback(
    async (house: House, opened: Opened, opening?: Opening) => {
      if ("recovery" in opened) setScreen({ kind: "recovery", house, recovery: opened.recovery });
      else {
        const { Workbench } = await loadWorkbench();
        if (opened.note) notify(speak(`ui.opened.${opened.note}`));
        const { session } = opened;
        setScreen({
          kind: "project",
          house,
          Workbench,
          session,
          opening: opening ?? { draughtsman: takeDraughtsman() },
        });
      }
    },
    [speak],
  );

  /** Closes a project; then the start screen, or another project. */
  const leaveFor = async (house: House, session: Session, to: string | undefined) => {
    try {
      // Refused while an act is in neither place: the project then stays on screen.
      await session.close();
      setScreen({ kind: "start", house });
      if (to === undefined) return;
      const { opened, draughtsman } = await openProject(house.projects, to, house.projects.overview(to));
      await show(house, opened, { draughtsman });
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad" });
    }
  };

  if (screen.kind === "connecting") return <Waiting words={speak("ui.connecting")} />;
  if (screen.kind === "cut-off") {
    return (
      <main className="centred">
        <div className="stack">
          <h1>{speak("ui.cut-off.title")}</h1>
          <Note kind="bad">{failureSentence(speak, screen.error)}</Note>
          <div>
            <Button kind="primary" onClick={() => location.reload()}>
              {speak("ui.retry")}
            </Button>
          </div>
        </div>
      </main>
    );
  }
  const { house } = screen;
  if (screen.kind === "start") {
    return <StartScreen house={house} onOpened={(opened, opening) => show(house, opened, opening)} />;
  }
  if (screen.kind === "recovery") {
    return (
      <RecoveryScreen
        recovery={screen.recovery}
        house={house}
        onSession={(session) => show(house, { session })}
        onLeave={() => setScreen({ kind: "start", house })}
      />
    );
  }
  const { Workbench, session } = screen;
  return (
    <Workbench
      key={session.project.meta.id}
      house={house}
      session={session}
      opening={screen.opening}
      onLeave={(to) => void leaveFor(house, session, to)}
    />
  );
}
