import { useState } from "react";
import { acceptIssue } from "#core/commands/accept-issue";
import type { Issue } from "#core/rules/issue";
import { Button } from "#ui/controls/button.tsx";
import { TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Asks why an issue may stand. */
export function AcceptDialog({ issue, onClose }: { issue: Issue; onClose: () => void }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const [reason, setReason] = useState("");
  const why = reason.trim().length < 4 ? speak("checks.accept.why") : undefined;
  const accept = () => {
    const { rule, ids, at } = issue;
    if (!bench.run(acceptIssue, { rule, ids, at, reason }, { undoable: true })) onClose();
  };
  return (
    <Modal
      title={speak("checks.accept.title")}
      help="checks"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{speak("ui.cancel")}</Button>
          <Button kind="primary" why={why} onClick={accept}>
            {speak("checks.accept")}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!why) accept();
        }}
      >
        <p>{speak(issue.message.code, issue.message.params)}</p>
        <TextInput label={speak("checks.accept.reason")} value={reason} onChange={setReason} />
        <p className="quiet small">{speak("checks.accept.words")}</p>
      </form>
    </Modal>
  );
}
