/** How a picture lies in its pane: CSS pixels a dot, and where its first dot stands. */
export interface PhotoView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The pane, CSS pixels, and the picture, dots. */
export interface PhotoSizes {
  readonly width: number;
  readonly height: number;
  readonly picture: { readonly width: number; readonly height: number };
}

/** Dots are never drawn larger than this, CSS pixels. */
const MOST_SCALE = 8;

/** The whole picture, in the middle; a small one is not blown up. */
export function fittedView({ width, height, picture }: PhotoSizes): PhotoView {
  const scale = Math.min(1, width / picture.width, height / picture.height) || 1;
  return { scale, x: (width - picture.width * scale) / 2, y: (height - picture.height * scale) / 2 };
}

/** Zooms so that what is under a place of the pane stays there; out to the whole picture, no further. */
export function zoomed(view: PhotoView, factor: number, at: readonly [number, number], sizes: PhotoSizes): PhotoView {
  const least = fittedView(sizes).scale;
  const scale = Math.min(Math.max(view.scale * factor, least), Math.max(MOST_SCALE, least));
  const share = scale / view.scale;
  return held({ scale, x: at[0] - (at[0] - view.x) * share, y: at[1] - (at[1] - view.y) * share }, sizes);
}

/** Moves the picture, no further than its edges. */
export function panned(view: PhotoView, dx: number, dy: number, sizes: PhotoSizes): PhotoView {
  return held({ ...view, x: view.x + dx, y: view.y + dy }, sizes);
}

/** Where there is more than the pane shows, it is filled; where there is less, the picture is in the middle. */
function held({ scale, x, y }: PhotoView, { width, height, picture }: PhotoSizes): PhotoView {
  const hold = (from: number, pane: number, size: number): number =>
    size <= pane ? (pane - size) / 2 : Math.min(0, Math.max(pane - size, from));
  return { scale, x: hold(x, width, picture.width * scale), y: hold(y, height, picture.height * scale) };
}
