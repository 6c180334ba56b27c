import { attachDocuments, type NewDocument } from "#core/commands/attach-documents";
import { placePhotos } from "#core/derived/place-photos";
import { type PhotoFacts, readExif } from "#core/formats/exif";
import { isPicture, MOST_ATTACHMENT_BYTES, mediaTypeOf } from "#core/formats/media-type";
import { RefusalError, refuse } from "#core/model/refusal";
import { preferences } from "#store/preferences";
import { notify } from "#ui/controls/notices.tsx";
import type { DropSummary, NotPlaced } from "#ui/documents/document-desk";
import { failureSentence } from "#ui/failure";
import { languageNamed } from "#ui/language.tsx";
import type { Bench } from "#ui/workbench/bench";

/** Files that can be chosen to be attached. */
export const ATTACH_ACCEPT =
  ".pdf,.jpg,.jpeg,.png,.webp,.tif,.tiff,.txt,.csv,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt";

/** Keeps files and attaches them to objects, in one step that undo takes back. What cannot be kept is told by name. */
export async function attachFiles(bench: Bench, files: readonly File[], of: readonly string[]): Promise<void> {
  if (files.length === 0 || bench.documents.busy.get()) return;
  const documents: NewDocument[] = [];
  const failed: string[] = [];
  await oneByOne(bench, files, async (file) => {
    try {
      documents.push(await kept(bench, file, { of }));
    } catch (error) {
      failed.push(sentenceOf(error));
    }
  });
  if (documents.length > 0) bench.run(attachDocuments, { documents }, { undoable: true });
  if (failed.length > 0) notify(failed.slice(0, 3).join(" "), { kind: "bad", id: "attach" });
}

/**
 * Puts photos on the map where they were taken, each attached to the parcel under it. The summary says what became of
 * every file; those that bear no place are not taken in.
 */
export async function dropPhotos(bench: Bench, files: readonly File[]): Promise<void> {
  if (files.length === 0 || bench.documents.busy.get()) return;
  const photos: { file: File; sha256: string; facts: PhotoFacts }[] = [];
  const others: { name: string; why: NotPlaced; words?: string }[] = [];
  await oneByOne(bench, files, async (file) => {
    try {
      const bytes = await bytesOf(file);
      if (isPicture(mediaTypeOf(bytes, file.name) ?? "")) {
        photos.push({ file, sha256: await sha256Of(bytes), facts: readExif(bytes) });
      } else others.push({ name: file.name, why: "not-photo" });
    } catch (error) {
      others.push({ name: file.name, why: "failed", words: sentenceOf(error) });
    }
  });
  const places = placePhotos(
    bench.session.project,
    photos.map(({ sha256, facts }) => ({ sha256, ...facts })),
  );
  const documents: NewDocument[] = [];
  const wanted = photos.flatMap(({ file }, i) => {
    const place = places[i];
    if (place?.kind === "placed") return [{ file, place }];
    others.push({ name: file.name, why: place?.kind ?? "failed" });
    return [];
  });
  await oneByOne(bench, wanted, async ({ file, place }) => {
    try {
      // The project went on meanwhile: a parcel that is gone holds nothing any more.
      const of = place.of.filter((id) => bench.session.project.get(id));
      documents.push(await kept(bench, file, { of, at: place.at }));
    } catch (error) {
      others.push({ name: file.name, why: "failed", words: sentenceOf(error) });
    }
  });
  if (documents.length > 0 && bench.run(attachDocuments, { documents })) return;
  const attached = documents.filter(({ of }) => of.length > 0).length;
  const summary: DropSummary = { placed: documents.length, attached, others };
  bench.documents.summary.set(summary);
}

/** Keeps a file on the main side and says what the project has to know of it. */
async function kept(
  { documents }: Bench,
  file: File,
  { of, at }: Pick<NewDocument, "of" | "at">,
): Promise<NewDocument> {
  const bytes = await bytesOf(file);
  const { sha256, mediaType, bytes: size } = await documents.attachments.put(file.name, bytes);
  const { takenAt, bearingDeg } = isPicture(mediaType) ? readExif(bytes) : {};
  const isPhoto = mediaType === "image/jpeg" || takenAt !== undefined;
  return {
    sha256,
    bytes: size,
    mediaType,
    fileName: file.name,
    kind: isPhoto ? "photo" : "autre",
    of,
    ...(at ? { at } : {}),
    ...(takenAt ? { takenAt, date: takenAt.slice(0, 10) } : {}),
    ...(bearingDeg === undefined ? {} : { bearingDeg }),
  };
}

/** Does work file after file, saying how far it is; the window stays free between two. */
async function oneByOne<T>({ documents: { busy } }: Bench, list: readonly T[], work: (one: T) => Promise<void>) {
  try {
    for (const [done, one] of list.entries()) {
      busy.set({ done, count: list.length });
      await work(one);
    }
  } finally {
    busy.set(undefined);
  }
}

/** @throws RefusalError `attachment.too-large` before anything is read */
async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MOST_ATTACHMENT_BYTES) {
    const most = Math.round(MOST_ATTACHMENT_BYTES / (1024 * 1024));
    throw new RefusalError(refuse("attachment.too-large", { file: file.name, params: { most } }));
  }
  return new Uint8Array(await file.arrayBuffer());
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sentenceOf(error: unknown): string {
  return failureSentence(languageNamed(preferences.tongue.get()).speak, error);
}
