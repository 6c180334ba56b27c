import { Images, Paperclip } from "lucide-react";
import { allDocuments } from "#core/derived/documents-of";
import { classOf } from "#core/features/classes";
import type { Feature } from "#core/model/feature";
import type { Action } from "#ui/actions/action";
import { ATTACH_ACCEPT, attachFiles } from "#ui/documents/attach-files";
import { chooseFiles } from "#ui/files";
import type { Bench } from "#ui/workbench/bench";

/** Files attached to objects, and photos on the map. */
export const documentActions: readonly Action[] = [
  {
    id: "attach",
    icon: Paperclip,
    keys: ["Shift+J"],
    unavailable: (bench) => (objectOf(bench) ? undefined : "no-object-for-document"),
    run: (bench) => {
      const object = objectOf(bench);
      if (object) void chooseFiles(ATTACH_ACCEPT).then((files) => attachFiles(bench, files, [object.id]));
    },
  },
  {
    id: "documents",
    icon: Images,
    keys: ["J"],
    unavailable: ({ session }) => (session.project.countOf("document") === 0 ? "no-document" : undefined),
    run: ({ session, documents }) => {
      const ids = allDocuments(session.project).map(({ id }) => id);
      documents.shown.set({ ids, at: 0 });
    },
  },
];

/** The one object selected that documents can be attached to. */
function objectOf({ session }: Bench): Feature | undefined {
  const [id, ...others] = session.selection.get();
  const object = id === undefined || others.length > 0 ? undefined : session.project.get(id);
  return object && classOf(object.class).id !== "document" ? object : undefined;
}
