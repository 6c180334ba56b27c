import type { ExportOptions } from "#core/bridge/bridge";
import { encodeDocument } from "#core/model/document";
import { preferences } from "#store/preferences";
import { notify } from "#ui/controls/notices.tsx";
import { handOver } from "#ui/files";
import { languageNamed } from "#ui/language.tsx";
import type { Bench } from "#ui/workbench/bench";

/** Makes a file of the whole project on the main side and hands it over as a download. Gives its name. */
export async function exportProject(bench: Bench, options: ExportOptions): Promise<string> {
  const document = await bench.session.document();
  const { value, bytes } = await bench.house.bridge.call("export.make", options, { bytes: encodeDocument(document) });
  handOver(bytes, value.name, value.mime);
  if (value.attachmentsMissing) {
    const { speak } = languageNamed(preferences.tongue.get());
    const words = speak("documents.missing-in-file", { count: value.attachmentsMissing });
    notify(words, { kind: "bad", id: "documents" });
  }
  bench.filesMade.update((count) => count + 1);
  return value.name;
}
