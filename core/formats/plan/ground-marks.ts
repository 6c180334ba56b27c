import { classOf } from "#core/features/classes";
import type { FeatureClass } from "#core/features/feature-class";
import { colourOf } from "#core/features/palette";
import { type PlainStyle, styleOf } from "#core/formats/feature-style";
import type { MapWindow } from "#core/formats/plan/map-window";
import type { Ink, Mark, Run } from "#core/formats/plan/sheet-marks";
import { pointMarks } from "#core/formats/plan/symbol-marks";
import { paled } from "#core/formats/plan/tint";
import type { Box } from "#core/geometry/box";
import { boxesMeet, boxOf } from "#core/geometry/box";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** Features of a class that reach into a box, in their order. */
export function* featuresIn(project: ProjectView, id: ClassId, ground: Box): Generator<Feature> {
  for (const feature of project.ofClass(id)) {
    if (feature.geometry && boxesMeet(boxOf(feature.geometry), ground)) yield feature;
  }
}

/** Areas and lines of a class as its declaration draws them; same ink, one mark. */
export function classMarks(
  project: ProjectView,
  id: ClassId,
  window: MapWindow,
  change: (ink: Ink) => Ink = (ink) => ink,
): Mark[] {
  const featureClass = classOf(id);
  const byInk = new Map<string, { ink: Ink; runs: Run[] }>();
  const symbols: Mark[] = [];
  for (const feature of featuresIn(project, id, window.ground)) {
    const geometry = feature.geometry;
    const style = styleOf(featureClass, feature.fields);
    const ink = change(inkOf(style, featureClass));
    if (geometry?.kind === "point") {
      const [x, y] = geometry.at;
      const at = [window.paperX(x), window.paperY(y)] as const;
      symbols.push(...pointMarks(id, style.symbol, feature.fields["kind"], at, ink));
      continue;
    }
    const key = JSON.stringify(ink);
    const group = byInk.get(key) ?? { ink, runs: [] };
    byInk.set(key, group);
    if (geometry?.kind === "line") group.runs.push(window.run(geometry.path, false));
    // Areas of one class may overlap where the source does (land use): even-odd must not open holes there.
    else if (geometry) symbols.push({ kind: "path", runs: geometry.rings.map((ring) => window.run(ring, true)), ink });
  }
  const lines: Mark[] = [...byInk.values()]
    .filter((group) => group.runs.length > 0)
    .map(({ ink, runs }) => ({ kind: "path", runs, ink }));
  return [...lines, ...symbols];
}

/** The ink a style asks for. */
export function inkOf(style: PlainStyle, featureClass: FeatureClass): Ink {
  const isLine = featureClass.geometry === "line";
  return {
    ...(style.fill && !isLine ? { fill: colourOf(style.fill) } : {}),
    ...(style.stroke ? { stroke: colourOf(style.stroke), widthMm: style.widthMm ?? 0.18 } : {}),
    ...(style.dashMm ? { dashMm: style.dashMm } : {}),
    ...(isLine ? { round: true } : {}),
  };
}

/** What stands on the ground around the operation: pale, so that the plan comes forward. */
export function contextMarks(project: ProjectView, window: MapWindow): Mark[] {
  const soft = (ink: Ink): Ink => ({ ...(ink.fill ? { fill: paled(ink.fill, 0.72) } : {}) });
  const faint = (ink: Ink): Ink => ({
    ...ink,
    ...(ink.fill ? { fill: paled(ink.fill, 0.5) } : {}),
    ...(ink.stroke ? { stroke: paled(ink.stroke, 0.5) } : {}),
  });
  const track = (ink: Ink): Ink => ({
    stroke: paled(colourOf("clay"), 0.35),
    widthMm: (ink.widthMm ?? 0.3) * 1.1,
    round: true,
  });
  const house = (): Ink => ({ fill: paled(colourOf("clay"), 0.55) });
  return [
    ...classMarks(project, "landUse", window, soft),
    ...classMarks(project, "water", window, faint),
    ...classMarks(project, "waterCourse", window, faint),
    ...classMarks(project, "streetAxis", window, track),
    ...classMarks(project, "building", window, house),
  ];
}
