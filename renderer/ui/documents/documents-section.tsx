import { ShieldCheck } from "lucide-react";
import { type DragEvent, useEffect, useMemo, useState } from "react";
import { attachedTo, documentsOf, documentsOfAncestors } from "#core/derived/documents-of";
import type { Feature } from "#core/model/feature";
import type { AttachmentState } from "#store/attachments";
import { Button } from "#ui/controls/button.tsx";
import { attachFiles } from "#ui/documents/attach-files";
import { DocumentLine } from "#ui/documents/document-line.tsx";
import { checkDocuments } from "#ui/documents/hand-over-document";
import { useLanguage } from "#ui/language.tsx";
import { Group } from "#ui/panels/panel.tsx";
import { chosenProfile, showsAction } from "#ui/profiles/profile";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";
import "./documents.css";

/** Documents of an object: attached by button, drop or paste; opened, checked, detached. */
export function DocumentsSection({ feature }: { feature: Feature }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const { history } = useSnapshot();
  const busy = useObservable(bench.documents.busy);
  const profile = useObservable(chosenProfile);
  const [over, setOver] = useState(false);
  const [states, setStates] = useState<ReadonlyMap<string, AttachmentState>>(new Map());
  const { project } = bench.session;
  const documents = documentsOf(project, feature.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history stands for the project's mutable state
  const inherited = useMemo(() => documentsOfAncestors(project, feature.id), [project, feature.id, history]);
  const mayAttach = showsAction("attach", profile);
  usePastedFiles(mayAttach ? (files) => void attachFiles(bench, files, [feature.id]) : undefined);

  const onDrag = (event: DragEvent, inside: boolean): void => {
    if (!mayAttach || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(inside);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way among others; the button is for the keyboard
    <div
      className={over ? "drop-place over" : "drop-place"}
      data-help="documents"
      onDragOver={(event) => onDrag(event, true)}
      onDragLeave={(event) => onDrag(event, false)}
      onDrop={(event) => {
        onDrag(event, false);
        if (mayAttach) void attachFiles(bench, [...event.dataTransfer.files], [feature.id]);
      }}
    >
      <Group
        title={speak("documents.title")}
        aside={documents.length > 0 ? <span className="quiet small">{documents.length}</span> : undefined}
      >
        {documents.length === 0 ? (
          <p className="quiet small">{speak(mayAttach ? "documents.empty" : "documents.none")}</p>
        ) : (
          <ul className="document-list">
            {documents.map((document) => (
              <DocumentLine
                key={document.id}
                document={document}
                of={attachedTo(document).includes(feature.id) ? feature.id : undefined}
                among={documents}
                state={states.get(String(document.fields["sha256"]))}
              />
            ))}
          </ul>
        )}
        {inherited.length > 0 ? (
          <>
            <p className="quiet small">{speak("documents.inherited")}</p>
            <ul className="document-list">
              {inherited.map((document) => (
                <DocumentLine
                  key={document.id}
                  document={document}
                  of={undefined}
                  among={inherited}
                  state={states.get(String(document.fields["sha256"]))}
                />
              ))}
            </ul>
          </>
        ) : null}
        {busy ? (
          <p className="small" role="status">
            {speak("documents.busy", { done: busy.done + 1, count: busy.count })}
          </p>
        ) : null}
        <div className="row wrap">
          {mayAttach ? <ActionButton id="attach" words /> : null}
          {documents.length + inherited.length > 0 ? (
            <Button
              kind="quiet"
              icon={ShieldCheck}
              onClick={() =>
                void checkDocuments(bench, [...documents, ...inherited]).then((found) => found && setStates(found))
              }
            >
              {speak("documents.check")}
            </Button>
          ) : null}
        </div>
      </Group>
    </div>
  );
}

/** Takes files that are pasted anywhere but into a field. */
function usePastedFiles(take: ((files: readonly File[]) => void) | undefined): void {
  useEffect(() => {
    if (!take) return;
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      const target = event.target as HTMLElement;
      if (files.length === 0 || target.matches("input, textarea, [contenteditable]")) return;
      if (document.querySelector(".modal")) return;
      event.preventDefault();
      take(files);
    };
    addEventListener("paste", onPaste);
    return () => removeEventListener("paste", onPaste);
  }, [take]);
}
