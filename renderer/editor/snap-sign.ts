import type { SnapKind } from "#core/derived/snap/snap-kinds";

/** The sign of a snap around 0, 0 as an SVG path, 14 pixels wide: on the map and in the menu. */
export function snapSign(kind: SnapKind): string {
  return SIGNS[kind];
}

const SIGNS: Readonly<Record<SnapKind, string>> = {
  vertex: "M-6-6H6V6H-6Z",
  intersection: "M-6-6L6 6M6-6L-6 6",
  middle: "M0-7L7 5.5H-7Z",
  perpendicular: "M-6-6V6H6M-6 0H0V6",
  edge: "M-7 4L7-4M-3-5L3 5",
  extension: "M-7 0H-4M-1.5 0H1.5M4 0H7M0-5V5",
  parallel: "M-6 6L2-6M-2 6L6-6",
};
