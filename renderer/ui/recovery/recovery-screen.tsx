import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import type { Projects } from "#store/projects";
import type { RecoveryCase } from "#store/recovery";
import type { Session } from "#store/session";
import { Button } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";

/** The two places that keep a project do not agree: shows what each holds and rebuilds one from the other. */
export function RecoveryScreen(props: {
  recovery: RecoveryCase;
  projects: Projects;
  onSession: (session: Session) => void;
  onLeave: () => void;
}) {
  const { speak } = useLanguage();
  const { recovery } = props;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const keep = async (side: "window" | "journal") => {
    setBusy(true);
    setFailure(undefined);
    try {
      props.onSession(await props.projects.recover(recovery, side));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const why = busy ? speak("ui.recovery.busy") : undefined;
  const newest = (recovery.journal?.seq ?? 0) >= (recovery.window?.seq ?? 0) ? "journal" : "window";
  return (
    <main className="centred">
      <div className="recovery">
        <h1>{speak("ui.recovery.title", { name: recovery.name })}</h1>
        <Note kind="warn">{speak(`ui.recovery.reason.${recovery.reason}`)}</Note>
        <p>{speak("ui.recovery.words")}</p>
        <div className="recovery-sides">
          <section className="recovery-side" aria-labelledby="side-journal">
            <h2 id="side-journal">{speak("ui.recovery.journal")}</h2>
            <p>
              {recovery.journal
                ? speak("ui.recovery.journal.holds", { seq: recovery.journal.seq })
                : speak("ui.recovery.holds-nothing")}
            </p>
            {recovery.journal?.brokenAt === undefined ? null : (
              <p>{speak("ui.recovery.journal.broken", { at: recovery.journal.brokenAt })}</p>
            )}
            <Button
              kind={newest === "journal" ? "primary" : "plain"}
              why={why ?? (recovery.journal ? undefined : speak("ui.recovery.holds-nothing"))}
              onClick={() => void keep("journal")}
            >
              {speak("ui.recovery.journal.keep")}
            </Button>
          </section>
          <section className="recovery-side" aria-labelledby="side-window">
            <h2 id="side-window">{speak("ui.recovery.window")}</h2>
            <p>
              {recovery.window
                ? speak("ui.recovery.window.holds", { seq: recovery.window.seq, count: recovery.window.features })
                : speak("ui.recovery.holds-nothing")}
            </p>
            <Button
              kind={newest === "window" ? "primary" : "plain"}
              why={why ?? (recovery.window ? undefined : speak("ui.recovery.holds-nothing"))}
              onClick={() => void keep("window")}
            >
              {speak("ui.recovery.window.keep")}
            </Button>
          </section>
        </div>
        {failure ? <Note kind="bad">{failureSentence(speak, failure)}</Note> : null}
        <div>
          <Button kind="quiet" icon={ArrowLeft} onClick={props.onLeave}>
            {speak("ui.recovery.leave")}
          </Button>
        </div>
      </div>
    </main>
  );
}
