import { isPicture } from "#core/formats/media-type";

/** Media type of a PDF. */
export const PDF = "application/pdf";

/** Whether the viewer shows a file; others are handed over. */
export function isShown(mediaType: unknown): boolean {
  return mediaType === PDF || isPicture(String(mediaType));
}
