import { useEffect, useRef } from "react";
import type { Overview } from "#store/overviews";

/** A kept picture, ready to be drawn. */
export interface FirstPicture {
  readonly image: ImageBitmap;
  readonly frame: Overview["frame"];
  readonly place: Overview["place"];
}

/** Unpacks a kept picture; `undefined` when it cannot be read. */
export async function firstPicture(overview: Overview | undefined): Promise<FirstPicture | undefined> {
  if (!overview) return undefined;
  const image = await createImageBitmap(overview.image).catch(() => undefined);
  return image && { image, frame: overview.frame, place: overview.place };
}

/** A project's picture over the whole window, where its map will be, while the project is read. */
export function OpeningPicture({ picture, words }: { picture: FirstPicture; words: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image, frame, place } = picture;
  useEffect(() => {
    canvas.current?.getContext("2d")?.drawImage(image, 0, 0);
  }, [image]);
  return (
    <div className="opening-picture" role="status">
      <canvas
        ref={canvas}
        width={image.width}
        height={image.height}
        style={{ left: place.left, top: place.top, width: frame.width, height: frame.height }}
      />
      <p className="opening-words">
        {words}
        <progress aria-label={words} />
      </p>
    </div>
  );
}
