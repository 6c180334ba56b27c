import { join } from "node:path";
import type { BridgeOutput } from "#core/bridge/bridge";
import { attachmentsOf } from "#services/attachments/attachment-store";
import { runJob } from "#services/run-job";
import { inputPath } from "#shells/cli/paths";
import type { CliContext } from "#shells/cli/verb";

/** Where a run of the command line keeps the attachments of the project files it opens. */
export function projectsFolder({ temp }: CliContext): string {
  return join(temp, "projects");
}

/** Opens a project file, its attachments into the run's own folder. @throws RefusalError as `readProjectFile` */
export async function openProject(
  path: string,
  context: CliContext,
): Promise<{ value: BridgeOutput<"project.open">; bytes: Uint8Array }> {
  const file = { path: inputPath(path), name: path, temp: context.temp };
  const opened = await runJob("project.open", file);
  const { meta, attachments } = opened.value;
  if (attachments > 0) {
    const { folder } = attachmentsOf(projectsFolder(context), meta.id);
    await runJob("attachments.adopt", { ...file, folder });
  }
  return opened;
}
