/** Longest piece of work between two rests, milliseconds: half a frame. */
const SLICE_MS = 8;

/**
 * Rests for work that must not hold the window: asked often, it waits for whatever else there is to do once a slice is
 * over.
 *
 * @param signal gives the work up at the next rest, unless it has to go through
 * @returns nothing while there is time left
 */
export function rests(signal?: AbortSignal): (throughout?: boolean) => Promise<void> | undefined {
  let until = performance.now() + SLICE_MS;
  return (throughout = false) => {
    if (performance.now() < until) return undefined;
    return new Promise<void>((resolve) => setTimeout(resolve)).then(() => {
      if (!throughout) signal?.throwIfAborted();
      until = performance.now() + SLICE_MS;
    });
  };
}
