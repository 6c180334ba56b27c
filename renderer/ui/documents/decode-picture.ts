import { readExif } from "#core/formats/exif";
import { type ImageSize, imageSize, MOST_PIXELS } from "#core/formats/image-size";

/** A picture that would take more memory than an old laptop has. */
export class PictureTooLarge extends Error {}

/**
 * Decodes a picture off the main thread, upright by its EXIF, no larger than is looked at.
 *
 * @param mostPx longest side of what comes out, dots
 * @throws PictureTooLarge; DOMException for bytes that are no picture
 */
export async function decodePicture(bytes: Uint8Array, mediaType: string, mostPx: number): Promise<ImageBitmap> {
  const stored = imageSize(bytes);
  if (!stored || stored.widthPx * stored.heightPx > MOST_PIXELS) throw new PictureTooLarge();
  const { widthPx, heightPx } = upright(stored, readExif(bytes).orientation);
  const share = Math.min(1, mostPx / Math.max(widthPx, heightPx));
  return createImageBitmap(new Blob([new Uint8Array(bytes)], { type: mediaType }), {
    imageOrientation: "from-image",
    resizeWidth: Math.max(1, Math.round(widthPx * share)),
    resizeHeight: Math.max(1, Math.round(heightPx * share)),
    resizeQuality: "medium",
  });
}

/** Orientations from 5 on lie on their side. */
function upright({ widthPx, heightPx }: ImageSize, orientation = 1): ImageSize {
  return orientation >= 5 ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
}
