import { Button } from "#ui/controls/button.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import type { DropSummary, NotPlaced } from "#ui/documents/document-desk";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

const reasons: readonly NotPlaced[] = ["no-position", "outside", "duplicate", "not-photo", "failed"];

/** What became of files dropped on the map: placed, and the others by reason with their names. */
export function DropSummaryDialog({ summary }: { summary: DropSummary }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const close = () => bench.documents.summary.set(undefined);
  const undo = () => {
    close();
    void bench.session.undo();
  };
  return (
    <Modal
      help="documents"
      title={speak("documents.drop.title")}
      onClose={close}
      foot={
        <>
          {summary.placed > 0 ? <Button onClick={undo}>{speak("ui.undo")}</Button> : null}
          <Button kind="primary" onClick={close}>
            {speak("ui.close")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          <strong>{speak("documents.drop.placed", { count: summary.placed })}</strong>
          {summary.attached > 0 ? ` ${speak("documents.drop.attached", { count: summary.attached })}` : null}
        </p>
        {reasons.map((why) => {
          const those = summary.others.filter((other) => other.why === why);
          if (those.length === 0) return null;
          return (
            <details key={why} open={summary.others.length <= 8}>
              <summary>{speak(`documents.drop.${why}`, { count: those.length })}</summary>
              <ul className="drop-names small">
                {those.map(({ name, words }) => (
                  <li key={name}>{words ?? name}</li>
                ))}
              </ul>
            </details>
          );
        })}
      </div>
    </Modal>
  );
}
