import type { Ink, Mark, Run } from "#core/formats/plan/sheet-marks";

/** Marks drawn at the origin, `factor` times larger and moved to `x, y`. */
export function enlarged(marks: readonly Mark[], factor: number, x: number, y: number): Mark[] {
  const runs = (held: readonly Run[]): Run[] =>
    held.map(({ at, closed }) => ({ at: at.map((value, i) => (i % 2 === 0 ? x : y) + value * factor), closed }));
  const ink = (held: Ink): Ink => ({
    ...held,
    ...(held.widthMm === undefined ? {} : { widthMm: held.widthMm * factor }),
    ...(held.dashMm ? { dashMm: held.dashMm.map((dash) => dash * factor) } : {}),
  });
  return marks.map((mark): Mark => {
    if (mark.kind === "path") return { ...mark, runs: runs(mark.runs), ink: ink(mark.ink) };
    if (mark.kind === "clip") return { ...mark, clip: runs(mark.clip), marks: enlarged(mark.marks, factor, x, y) };
    const at = { x: x + mark.x * factor, y: y + mark.y * factor };
    if (mark.kind === "circle") return { ...mark, ...at, radius: mark.radius * factor, ink: ink(mark.ink) };
    return { ...mark, ...at, sizeMm: mark.sizeMm * factor };
  });
}
