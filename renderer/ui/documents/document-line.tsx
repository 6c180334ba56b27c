import { Download, Eye, Unlink } from "lucide-react";
import { useState } from "react";
import { detachDocument } from "#core/commands/detach-document";
import type { Feature } from "#core/model/feature";
import type { AttachmentState } from "#store/attachments";
import { Button } from "#ui/controls/button.tsx";
import { DocumentFields } from "#ui/documents/document-form.tsx";
import { documentFacts, documentName } from "#ui/documents/document-words";
import { handOverDocument } from "#ui/documents/hand-over-document";
import { isShown } from "#ui/documents/is-shown";
import { Thumbnail } from "#ui/documents/thumbnail.tsx";
import { useLanguage } from "#ui/language.tsx";
import { chosenProfile, showsAction } from "#ui/profiles/profile";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** One document of an object; opened out, its fields and what can be done with it. */
export function DocumentLine(props: {
  document: Feature;
  /** The object it can be detached from. */
  of: string | undefined;
  /** The whole list, which the viewer goes through. */
  among: readonly Feature[];
  /** What the last check found. */
  state: AttachmentState | undefined;
}) {
  const { document, state, of } = props;
  const bench = useBench();
  const language = useLanguage();
  const { speak } = language;
  const [open, setOpen] = useState(false);
  const profile = useObservable(chosenProfile);
  return (
    <li>
      <button type="button" className="list-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Thumbnail document={document} />
        <span>
          <span className="document-name">{documentName(document)}</span>
          <span className="quiet small block">{documentFacts(document, language)}</span>
          {state ? <span className={`small block document-${state}`}>{speak(`documents.state.${state}`)}</span> : null}
        </span>
      </button>
      {open ? (
        <div className="document-more">
          <div className="row wrap">
            {isShown(document.fields["mediaType"]) ? (
              <Button
                icon={Eye}
                onClick={() =>
                  bench.documents.show(
                    props.among.map(({ id }) => id),
                    document.id,
                  )
                }
              >
                {speak("documents.open")}
              </Button>
            ) : null}
            <Button icon={Download} onClick={() => void handOverDocument(bench, document)}>
              {speak("documents.save")}
            </Button>
            {of !== undefined && showsAction("attach", profile) ? (
              <Button
                kind="danger"
                icon={Unlink}
                onClick={() => void bench.run(detachDocument, { id: document.id, of }, { undoable: true })}
              >
                {speak("documents.detach")}
              </Button>
            ) : null}
          </div>
          <DocumentFields document={document} />
        </div>
      ) : null}
    </li>
  );
}
