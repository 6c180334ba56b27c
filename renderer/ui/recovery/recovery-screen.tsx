import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import type { RecoveryCase } from "#store/recovery";
import type { Session } from "#store/session";
import { Button } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { failureSentence } from "#ui/failure";
import type { House } from "#ui/house";
import { useLanguage } from "#ui/language.tsx";
import { SnapshotList } from "#ui/recovery/snapshot-list.tsx";

/**
 * The two places that keep a project do not agree: shows what each holds and rebuilds one from the other, or makes a
 * project of a snapshot.
 */
export function RecoveryScreen(props: {
  recovery: RecoveryCase;
  house: House;
  onSession: (session: Session) => Promise<void>;
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
      await props.onSession(await props.house.projects.recover(recovery, side));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const why = busy ? speak("ui.recovery.busy") : undefined;
  const lost = speak("ui.recovery.holds-nothing");
  // A file that was emptied is there, and holds nothing.
  const journal = recovery.journal && recovery.journal.seq > 0 ? recovery.journal : undefined;
  const isLost = !journal && !recovery.window;
  const newest = (journal?.seq ?? 0) >= (recovery.window?.seq ?? 0) ? "journal" : "window";
  return (
    <main className="centred" data-help="trouble">
      <div className="recovery">
        <h1>{speak(isLost ? "ui.recovery.title.lost" : "ui.recovery.title", { name: recovery.name })}</h1>
        <Note kind="warn">{speak(`ui.recovery.reason.${recovery.reason}`)}</Note>
        {isLost ? null : <p>{speak("ui.recovery.words")}</p>}
        <div className="recovery-sides">
          <section className="recovery-side" aria-labelledby="side-journal">
            <h2 id="side-journal">{speak("ui.recovery.journal")}</h2>
            <p>{journal ? speak("ui.recovery.journal.holds", { seq: journal.seq }) : lost}</p>
            {journal?.brokenAt === undefined ? null : (
              <p>{speak("ui.recovery.journal.broken", { at: journal.brokenAt })}</p>
            )}
            <Button
              kind={newest === "journal" ? "primary" : "plain"}
              why={why ?? (journal ? undefined : lost)}
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
                : lost}
            </p>
            <Button
              kind={newest === "window" ? "primary" : "plain"}
              why={why ?? (recovery.window ? undefined : lost)}
              onClick={() => void keep("window")}
            >
              {speak("ui.recovery.window.keep")}
            </Button>
          </section>
        </div>
        {failure ? <Note kind="bad">{failureSentence(speak, failure)}</Note> : null}
        <SnapshotList
          house={props.house}
          project={recovery.project}
          isLast={isLost}
          why={why}
          onBusy={setBusy}
          onSession={props.onSession}
        />
        <div>
          <Button kind="quiet" icon={ArrowLeft} onClick={props.onLeave}>
            {speak("ui.recovery.leave")}
          </Button>
        </div>
      </div>
    </main>
  );
}
