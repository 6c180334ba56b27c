import type { ExportOptions } from "#core/bridge/bridge";
import { writeBytesDurably } from "#services/durable-file";
import { runJob } from "#services/run-job";
import { projectsFolder } from "#shells/cli/open-project";
import { outputPath } from "#shells/cli/paths";
import type { CliContext } from "#shells/cli/verb";

/** Makes a sheet to print of a project and writes it wholly or not at all. @returns its bytes */
export async function makeFile(
  path: string,
  document: Uint8Array,
  options: ExportOptions,
  context: CliContext,
): Promise<number> {
  outputPath(path);
  const order = { options, temp: context.temp, projects: projectsFolder(context) };
  const { bytes } = await runJob("export.make", order, { bytes: document });
  writeBytesDurably(path, bytes, 0o666);
  return bytes.length;
}
