import { BridgeError } from "#core/bridge/bridge-error";
import { writeDxf } from "#core/formats/dxf";
import { type ExportProfile, profiledDocument } from "#core/formats/export-profile";
import { osmContent } from "#core/formats/osm/osm-content";
import { projectContent } from "#core/formats/project-content";
import { measureOf } from "#core/formats/write/content-measure";
import type { WritableFormat } from "#core/formats/write/writable-formats";
import type { Writer } from "#core/formats/write/writer";
import type { Lang } from "#core/messages/catalogue";
import type { ProjectDocument } from "#core/model/document";
import type { ClassId } from "#core/model/feature";
import { refuse } from "#core/model/refusal";
import { readProjectFile } from "#services/gpkg/read-project";
import { writeProjectWithAttachments } from "#services/gpkg/write-project-with-attachments";
import type { ReaderTools } from "#services/outside/reader-tools";
import { Once } from "#services/write/once";
import { PartFiles } from "#services/write/part-files";
import { type WrittenFile, writeFile } from "#services/write/write-file";

/** How a project is handed over. */
export interface DocumentOrder {
  /** Where the file goes. */
  readonly path: string;
  readonly format: WritableFormat;
  readonly ending: string;
  readonly profile: ExportProfile;
  /** Attached documents also under a profile that leaves them out (project files only). */
  readonly documents?: boolean | undefined;
  /** Classes to hand over; all that the format has room for when absent. */
  readonly classes?: readonly ClassId[] | undefined;
  readonly crs?: string | undefined;
  readonly keepFormulas?: boolean | undefined;
  readonly lang: Lang;
  /** ISO time. */
  readonly time: string;
  /** For reading again what was written. */
  readonly tools: ReaderTools;
  /** Folder of projects, where the attachments lie. */
  readonly projects: string;
}

/** Formats that people open to read: their headings are labels in the language of the interface. */
const FOR_PEOPLE: readonly WritableFormat["id"][] = ["csv", "xlsx"];

/**
 * Writes a project in any format, for someone: the whole project file as a GeoPackage, or its classes as layers. What
 * was written is read again before it gets its name.
 *
 * @throws RefusalError `write.*`; BridgeError `failure`
 */
export async function writeDocument(
  document: ProjectDocument,
  order: DocumentOrder,
): Promise<WrittenFile & { readonly attachmentsMissing: number }> {
  const { path, format, ending, profile, classes, lang, time, tools, keepFormulas } = order;
  if (format.id === "gpkg" && !classes) return writeProjectFile(document, order);
  const people = FOR_PEOPLE.includes(format.id);
  const wish = { profile, classes, words: people ? lang : undefined };
  const content = format.id === "osm" ? osmContent(document, wish) : projectContent(document, wish);
  const written = await writeFile({
    content: new Once(content),
    path,
    format,
    ending,
    crs: { to: order.crs, file: path },
    options: { lang, title: document.meta.name, project: true, forPeople: people, keepFormulas, time },
    tools,
    writer: format.id === "dxf" && order.crs === undefined ? drawing(document, order) : undefined,
  });
  return { ...written, attachmentsMissing: 0 };
}

/** The drawing of a project: with its texts and signs, which no content has. */
function drawing(document: ProjectDocument, { profile, lang, classes }: DocumentOrder): Writer {
  const features = document.features.filter((feature) => !classes || classes.includes(feature.class));
  return (_content, open) => {
    const sink = open("");
    sink.bytes(writeDxf({ ...document, features }, { profile, lang }));
    sink.end();
    return [];
  };
}

function writeProjectFile(
  document: ProjectDocument,
  order: DocumentOrder,
): WrittenFile & { attachmentsMissing: number } {
  const { path, profile, documents, tools, time, projects } = order;
  const parts = new PartFiles(path);
  try {
    const aside = parts.reserve("");
    const attachmentsMissing = writeProjectWithAttachments(document, { path: aside, profile, documents, projects });
    const { features } = profiledDocument(document, profile, documents);
    const found = readProjectFile(aside, { name: path, temp: tools.temp, now: time, newId: () => "" }).document
      .features;
    if (found.length !== features.length) {
      const params = { file: path, what: "count", written: features.length, read: found.length };
      throw new BridgeError("failure", refuse("write.differs", { file: path, params }));
    }
    const { areaM2 } = measureOf(projectContent({ ...document, features: found }, { profile: "interne" }).layers);
    return {
      files: parts.keep(),
      crs: [document.meta.crs],
      warnings: [],
      again: { objects: found.length, areaM2: Math.round(areaM2 * 100) / 100 },
      attachmentsMissing,
    };
  } catch (thrown) {
    parts.drop();
    throw thrown;
  }
}
