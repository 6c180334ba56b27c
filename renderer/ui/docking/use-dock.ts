import { useSyncExternalStore } from "react";
import { type DockPart, type DockRange, dock, dockedPx, dockRange } from "#ui/docking/dock";
import { useObservable } from "#ui/use-observable";

/** A part's size now, and what it may be. */
export function useDock(part: DockPart): { readonly px: number; readonly range: DockRange } {
  const width = useSyncExternalStore(onResize, windowWidth);
  const height = useSyncExternalStore(onResize, windowHeight);
  const set = useObservable(dock[part]);
  const range = dockRange(part, { width, height });
  return { px: dockedPx(set, range), range };
}

function onResize(listener: () => void): () => void {
  addEventListener("resize", listener);
  return () => removeEventListener("resize", listener);
}

const windowWidth = (): number => innerWidth;
const windowHeight = (): number => innerHeight;
