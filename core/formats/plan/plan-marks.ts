import { classOf } from "#core/features/classes";
import { colourOf } from "#core/features/palette";
import { classMarks, contextMarks, inkOf } from "#core/formats/plan/ground-marks";
import type { MapWindow } from "#core/formats/plan/map-window";
import { type Ink, type Mark, rectRun } from "#core/formats/plan/sheet-marks";
import { paled } from "#core/formats/plan/tint";
import type { PolygonGeometry } from "#core/geometry/geometry";
import type { ClassId } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

const NETWORKS: readonly ClassId[] = ["pipe", "powerLine", "powerPole", "transformer", "waterPoint", "facility"];

/**
 * The map from the ground up: pale surroundings, then inside the perimeter the land, the faces of the plan, the
 * houses, îlots, networks, and the perimeter itself over all.
 *
 * @param outlines parts of each îlot, project CRS
 */
export function planMarks(
  project: ProjectView,
  window: MapWindow,
  outlines: Iterable<readonly PolygonGeometry[]>,
): Mark[] {
  const perimeters = [...project.ofClass("perimeter")].flatMap((feature) =>
    feature.geometry?.kind === "polygon" ? [feature.geometry] : [],
  );
  const laidOut = project.countOf("street") + project.countOf("parcel") > 0;
  const clip = perimeters.flatMap(({ rings }) => rings.map((ring) => window.run(ring, true)));
  const inside: Mark[] = [
    { kind: "path", runs: clip, ink: { fill: "#ffffff" } },
    ...classMarks(project, "landUse", window, ({ fill }) => (fill ? { fill: paled(fill, 0.45) } : {})),
    ...classMarks(project, "water", window),
    ...classMarks(project, "waterCourse", window),
    ...classMarks(project, "openSpace", window, thinner),
    ...classMarks(project, "street", window, () => ({ fill: colourOf("street") })),
    ...classMarks(project, "parcel", window, ({ fill, ...ink }) => ({
      ...ink,
      ...(fill ? { fill: paled(fill, 0.35) } : {}),
    })),
    ...classMarks(project, "reserve", window, thinner),
    // Clay houses on millet parcels: without their dark rim, which would shout louder than the boundaries.
    ...classMarks(project, "building", window, () => ({
      fill: paled(colourOf("clay"), 0.15),
      stroke: paled(colourOf("clayDark"), 0.25),
      widthMm: 0.08,
    })),
    ...classMarks(project, "streetAxis", window, laidOut ? axisInk : undefined),
  ];
  const ilot = inkOf(classOf("ilot").style, classOf("ilot"));
  const perimeter = inkOf(classOf("perimeter").style, classOf("perimeter"));
  return [
    ...(perimeters.length > 0 ? contextMarks(project, window) : []),
    {
      kind: "clip",
      clip: perimeters.length > 0 ? clip : [rectRun(window.x, window.y, window.width, window.height)],
      marks: inside,
    },
    ...[...outlines].map(
      (parts): Mark => ({
        kind: "path",
        runs: parts.flatMap(({ rings }) => rings.map((ring) => window.run(ring, true))),
        ink: ilot,
      }),
    ),
    ...NETWORKS.flatMap((id) => classMarks(project, id, window)),
    ...perimeters.flatMap(({ rings }): Mark[] => {
      const runs = rings.map((ring) => window.run(ring, true));
      return [
        { kind: "path", runs, ink: { stroke: paled(colourOf("laterite"), 0.72), widthMm: 1.8, round: true } },
        { kind: "path", runs, ink: perimeter },
      ];
    }),
  ];
}

/** Boundaries inside a coverage are drawn by both neighbours: half the width is enough. */
function thinner(ink: Ink): Ink {
  return { ...ink, widthMm: Math.min(ink.widthMm ?? 0.13, 0.18) };
}

/** On a plan that has its rights-of-way, a centreline is only an axis. */
function axisInk(): Ink {
  return { stroke: paled(colourOf("clayDark"), 0.35), widthMm: 0.1, dashMm: [4, 0.8, 0.6, 0.8] };
}
