import { type SnapKind, snapKinds } from "#core/derived/snap/snap-kinds";
import { remembered } from "#store/preferences";

/** Unit that bearings are typed and shown in while drawing. */
export type AngleUnit = "deg" | "gon";

const isKinds = (value: unknown): value is SnapKind[] =>
  Array.isArray(value) && value.every((kind) => snapKinds.includes(kind));
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isUnit = (value: unknown): value is AngleUnit => value === "deg" || value === "gon";
const isTolerance = (value: unknown): value is number => typeof value === "number" && value >= 1 && value <= 1000;

/** How the planner draws, in every project of this machine. */
export const drawingSettings = {
  /** Whether the hand is drawn to what is there at all. */
  snaps: remembered("snap.on", true, isBoolean),
  /** What it is drawn to. */
  kinds: remembered<readonly SnapKind[]>("snap.kinds", snapKinds, isKinds),
  angleUnit: remembered<AngleUnit>("draw.angle-unit", "deg", isUnit),
  /** How far the chords of an arc may leave it, millimetres. */
  arcToleranceMm: remembered("draw.arc-tolerance", 10, isTolerance),
} as const;
