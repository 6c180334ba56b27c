import { remembered } from "#store/preferences";

const isSize = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value) && value > 0;
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";

/** A part of the window whose size the planner sets. */
export type DockPart = "panel" | "side" | "table";

/** Sizes the planner set, CSS pixels (0: never set), and what is folded away. Remembered on this machine. */
export const dock = {
  panel: remembered("dock.panel", 0, isSize),
  side: remembered("dock.side", 0, isSize),
  table: remembered("dock.table", 0, isSize),
  panelOpen: remembered("dock.panel.open", true, isFlag),
  sideOpen: remembered("dock.side.open", true, isFlag),
};

/** What a part may measure in a window, CSS pixels, and what it measures until the planner says otherwise. */
export interface DockRange {
  readonly min: number;
  readonly max: number;
  readonly usual: number;
}

/** The range of a part in a window of this size: the map always keeps the larger share. */
export function dockRange(part: DockPart, windowPx: { readonly width: number; readonly height: number }): DockRange {
  if (part === "table") {
    const max = Math.max(120, Math.round(windowPx.height * 0.6));
    return { min: 120, max, usual: Math.max(120, Math.min(max, 280, Math.round(windowPx.height * 0.38))) };
  }
  const max = Math.max(220, Math.round(windowPx.width * 0.36));
  // The tabs of the side need their room; the stage's panel makes do with less on a small screen.
  const usual = part === "side" ? 312 : Math.max(268, Math.min(312, Math.round(windowPx.width * 0.235)));
  return { min: 220, max, usual: Math.min(max, usual) };
}

/** The size of a part: what the planner set, within its range. */
export function dockedPx(setPx: number, { min, max, usual }: DockRange): number {
  return Math.max(min, Math.min(max, setPx > 0 ? setPx : usual));
}
