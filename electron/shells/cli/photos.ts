import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { attachDocuments, type NewDocument } from "#core/commands/attach-documents";
import { placePhotos } from "#core/derived/place-photos";
import { type PhotoFacts, readExif } from "#core/formats/exif";
import { imageSize } from "#core/formats/image-size";
import { isPicture, mediaTypeOf } from "#core/formats/media-type";
import { utmCrsAt } from "#core/geometry/crs";
import { headOf } from "#services/outside/format-of";
import { inputPath, isFolder } from "#shells/cli/paths";
import type { ProjectOnDisk } from "#shells/cli/project-on-disk";

/** What became of photos, by file. */
export interface PhotosTaken {
  readonly placed: number;
  readonly attached: number;
  readonly withoutPosition: readonly string[];
  readonly outside: readonly string[];
  readonly duplicates: readonly string[];
}

/** Whether a file is a JPEG, PNG or WebP, by its content. */
export function isPhoto(path: string): boolean {
  return !isFolder(path) && isPicture(mediaTypeOf(headOf(inputPath(path)), path) ?? "");
}

/** The UTM zone a photo was taken in; "" when it does not say where. */
export function crsOfPhoto(path: string): string {
  const { lon, lat } = readExif(readFileSync(path));
  return lon === undefined || lat === undefined ? "" : utmCrsAt(lon, lat).code;
}

/** What a photo says of itself. */
export function surveyPhoto(path: string): object {
  const bytes = readFileSync(path);
  const mediaType = mediaTypeOf(bytes, path);
  return { format: mediaType, bytes: bytes.length, ...imageSize(bytes), ...readExif(bytes), layers: [], warnings: [] };
}

/** Places photos on a project's map where they were taken, each attached to the parcel under it. */
export function takePhotos(held: ProjectOnDisk, files: readonly string[]): PhotosTaken {
  const photos = files.map((file) => {
    const kept = held.attachments.takeFile(file, file);
    return { file, ...kept, facts: readExif(held.attachments.read(kept.sha256)) };
  });
  const places = placePhotos(
    held.project,
    photos.map(({ sha256, facts }) => ({ sha256, ...facts })),
  );
  const documents = photos.flatMap(({ file, facts, ...kept }, i): NewDocument[] => {
    const place = places[i];
    if (place?.kind !== "placed") return [];
    return [{ ...kept, fileName: basename(file), kind: "photo", of: place.of, at: place.at, ...written(facts) }];
  });
  if (documents.length > 0) held.run(attachDocuments, { documents });
  const named = (kind: string): string[] => files.filter((_file, i) => places[i]?.kind === kind);
  return {
    placed: documents.length,
    attached: documents.filter(({ of }) => of.length > 0).length,
    withoutPosition: named("no-position"),
    outside: named("outside"),
    duplicates: named("duplicate"),
  };
}

function written({ takenAt, bearingDeg }: PhotoFacts): Partial<NewDocument> {
  return {
    ...(takenAt ? { takenAt, date: takenAt.slice(0, 10) } : {}),
    ...(bearingDeg === undefined ? {} : { bearingDeg }),
  };
}
