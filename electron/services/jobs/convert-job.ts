import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import { formatOfId, formatOfName } from "#core/formats/write/writable-formats";
import type { Lang } from "#core/messages/catalogue";
import { RefusalError, refuse } from "#core/model/refusal";
import { hasSqliteHead } from "#services/gpkg/open-outside";
import type { Job, JobContext, NamedFile } from "#services/jobs/job";
import { readOutsideContent } from "#services/outside/read-content";
import { toolsOf } from "#services/outside/reader-tools";
import { folderFiles } from "#services/outside/source-files";
import { Once } from "#services/write/once";
import { writeFile } from "#services/write/write-file";

/** What to read and what to write. */
export interface ConvertInput {
  readonly from: NamedFile;
  /** The file to be made; its ending names the format. */
  readonly out: string;
  /** One layer of several. */
  readonly layer?: string | undefined;
  /** CRS to write in. */
  readonly crs?: string | undefined;
  /** CRS of what is read, where the file does not say. */
  readonly source?: string | undefined;
  readonly encoding?: string | undefined;
  readonly keepFormulas?: boolean | undefined;
  readonly lang: Lang;
  /** ISO time. */
  readonly time: string;
  readonly temp: string;
}

/** What a conversion did. */
export interface Converted {
  readonly format: string;
  readonly files: readonly string[];
  readonly layers: readonly { readonly name: string; readonly count: number; readonly crs: string | null }[];
  readonly warnings: readonly SurveyWarning[];
  /** What the file holds, as our own reader found it. */
  readonly again: { readonly objects: number; readonly areaM2: number };
}

/**
 * Any readable file to any writable one, attributes and layers kept, in one thread: what was read never crosses it.
 *
 * @throws RefusalError of the reader, `write.*`, `import.which-layer`
 */
export const convertJob: Job<ConvertInput, Converted> = async (input, context) => {
  const { from, out, lang, time } = input;
  const asked = formatOfName(out);
  if (!asked) throw new RefusalError(refuse("cli.cannot-write", { file: out }));
  const read = await contentOf(input, context);
  // A feed that was read goes out as a feed, not as Shapefiles.
  const isFeed = asked.ending === ".zip" && read.format === "GTFS";
  context.progress({ stage: "write", share: 0 });
  const written = await writeFile({
    format: isFeed ? formatOfId("gtfs") : asked.format,
    ending: asked.ending,
    content: read.content,
    path: out,
    crs: { to: input.crs, from: input.source, file: from.name },
    options: { lang, title: basename(out).slice(0, -asked.ending.length), keepFormulas: input.keepFormulas, time },
    tools: toolsOf(context, input.temp),
  });
  return {
    value: {
      format: isFeed ? "gtfs" : asked.format.id,
      files: written.files,
      layers: read.layers.map((layer, i) => ({ ...layer, crs: written.crs[i] ?? null })),
      warnings: [...read.warnings, ...written.warnings],
      again: written.again,
    },
  };
};

/** What is to be written, and what is told of it. */
async function contentOf(
  input: ConvertInput,
  context: JobContext,
): Promise<{
  content: Once<OutsideContent>;
  format: string;
  layers: { name: string; count: number }[];
  warnings: readonly SurveyWarning[];
}> {
  const { from, layer, encoding, temp } = input;
  const onProgress = (share: number): void => context.progress({ stage: "read", share });
  const read =
    (await projectOf(input)) ?? (await readOutsideContent(from, { encoding, onProgress }, toolsOf(context, temp)));
  const layers = pickedLayers(read, layer, from.name);
  return {
    content: new Once({ ...read, layers }),
    format: read.format,
    layers: layers.map(({ name, objects }) => ({ name, count: objects.length })),
    warnings: read.warnings,
  };
}

/** A project file as its classes, without what is personal: who converts a file has not said for whom. */
async function projectOf({ from: { path, name }, temp, time }: ConvertInput): Promise<OutsideContent | undefined> {
  if (folderFiles(path) || !hasSqliteHead(path)) return undefined;
  const { readProjectFile } = await import("#services/gpkg/read-project");
  const { projectContent } = await import("#core/formats/project-content");
  try {
    const { document } = readProjectFile(path, { name, temp, now: time, newId: randomUUID });
    return projectContent(document, { profile: "affichage" });
  } catch (thrown) {
    if (thrown instanceof RefusalError && thrown.refusal.code === "gpkg.not-project") return undefined;
    throw thrown;
  }
}

function pickedLayers({ layers }: OutsideContent, asked: string | undefined, file: string): readonly OutsideLayer[] {
  if (asked === undefined) return layers;
  const found = layers.filter(({ name }) => name === asked);
  if (found.length > 0) return found;
  const names = layers.map(({ name }) => name).join(", ");
  throw new RefusalError(refuse("cli.no-such-layer", { file, layer: asked, params: { layers: names } }));
}
