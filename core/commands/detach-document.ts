import { attachedTo, ofField } from "#core/derived/documents-of";
import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/**
 * Takes a document off an object. One that then serves no object and stands nowhere goes with it; its bytes stay, so
 * that undo gives it back.
 *
 * @returns refusals `feature.unknown`, `document.not-attached`
 */
export const detachDocument: Command<{ readonly id: string; readonly of: string }> = {
  id: "detach-document",
  plan(project, { id, of }) {
    const document = project.get(id);
    if (document?.class !== "document") return refuse("feature.unknown", { ids: [id] });
    const ids = attachedTo(document);
    if (!ids.includes(of)) return refuse("document.not-attached", { ids: [id] });
    // Also ids of parcels that are closed: what came of them goes by its documents.
    const left = ids.filter((one) => one !== of);
    if (left.length === 0 && !document.geometry) return { change: { added: [], updated: [], removed: [document] } };
    const { of: _of, ...fields } = document.fields;
    const after = { ...document, fields: { ...fields, ...ofField(left) } };
    return { change: { added: [], updated: [[document, after]], removed: [] } };
  },
};
