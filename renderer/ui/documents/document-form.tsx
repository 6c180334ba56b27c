import { Download, Eye } from "lucide-react";
import { allDocuments } from "#core/derived/documents-of";
import { classOf } from "#core/features/classes";
import type { Feature } from "#core/model/feature";
import { Button } from "#ui/controls/button.tsx";
import { objectName, objectsOf } from "#ui/documents/document-words";
import { handOverDocument } from "#ui/documents/hand-over-document";
import { isShown } from "#ui/documents/is-shown";
import { Thumbnail } from "#ui/documents/thumbnail.tsx";
import { useLanguage } from "#ui/language.tsx";
import { FieldInput } from "#ui/panels/field-input.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";
import "./documents.css";

/** A document chosen itself, on the map or in the table: its picture, its fields, the objects it is attached to. */
export function DocumentForm({ document }: { document: Feature }) {
  const bench = useBench();
  const language = useLanguage();
  const { speak } = language;
  useSnapshot();
  const { project } = bench.session;
  const objects = objectsOf(project, document);
  const shows = isShown(document.fields["mediaType"]);
  return (
    <div className="stack">
      <div className="row wrap">
        <Thumbnail document={document} />
        {shows ? (
          <Button
            kind="primary"
            icon={Eye}
            onClick={() =>
              bench.documents.show(
                allDocuments(project).map(({ id }) => id),
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
      </div>
      <DocumentFields document={document} />
      {objects.length > 0 ? (
        <div>
          <p className="quiet small">{speak("documents.of")}</p>
          <ul className="document-list">
            {objects.map((object) => (
              <li key={object.id}>
                <button type="button" className="list-button" onClick={() => bench.show([object.id])}>
                  {objectName(object, language)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p className="quiet small">{speak("documents.of-none")}</p>
      )}
    </div>
  );
}

/** What a planner writes of a document, then what its file says. */
export function DocumentFields({ document }: { document: Feature }) {
  const { speak, numbers } = useLanguage();
  const { fileName, takenAt, bytes, sha256 } = document.fields;
  const written = classOf("document").fields.filter(({ readOnly }) => !readOnly);
  return (
    <>
      <div className="group">
        {written
          .filter(({ key }) => key !== "bearingDeg" || document.fields["kind"] === "photo")
          .map((field) => (
            <FieldInput key={`${document.id} ${field.key}`} features={[document]} field={field} />
          ))}
      </div>
      <dl className="tags small">
        <Fact name={speak("documents.file")} value={fileName} />
        <Fact name={speak("documents.size")} value={typeof bytes === "number" ? numbers.bytes(bytes) : undefined} />
        <Fact
          name={speak("documents.taken")}
          value={typeof takenAt === "string" ? numbers.moment(takenAt.replace(" ", "T")) : undefined}
        />
        <Fact name="SHA-256" value={sha256} />
      </dl>
    </>
  );
}

function Fact({ name, value }: { name: string; value: Feature["fields"][string] | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd className="document-fact">{value}</dd>
    </div>
  );
}
