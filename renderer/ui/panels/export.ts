import type { ExportOptions } from "#core/bridge/bridge";
import { encodeDocument } from "#core/model/document";
import { handOver } from "#ui/files";
import type { Bench } from "#ui/workbench/bench";

/** Makes a file of the whole project on the main side and hands it over as a download. Gives its name. */
export async function exportProject(bench: Bench, options: ExportOptions): Promise<string> {
  const document = await bench.session.document();
  const { value, bytes } = await bench.house.bridge.call("export.make", options, { bytes: encodeDocument(document) });
  handOver(bytes, value.name, value.mime);
  bench.filesMade.update((count) => count + 1);
  return value.name;
}
