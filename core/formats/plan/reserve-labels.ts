import { classOf } from "#core/features/classes";
import { colourOf } from "#core/features/palette";
import { shownValue, styleOf } from "#core/formats/feature-style";
import { fitsInside } from "#core/formats/plan/fit-in-ring";
import { featuresIn } from "#core/formats/plan/ground-marks";
import type { LabelRoom } from "#core/formats/plan/label-room";
import { type LabelLine, labelMarks, labelSlab, levelOrAlong, STEEP_DEG } from "#core/formats/plan/label-text";
import type { MapWindow } from "#core/formats/plan/map-window";
import type { PlanWords } from "#core/formats/plan/plan-words";
import { centroidInside } from "#core/formats/plan/polygon-middle";
import type { Mark } from "#core/formats/plan/sheet-marks";
import { wrapText } from "#core/formats/plan/text-width";
import { planAreaM2 } from "#core/geometry/ring";
import type { ProjectView } from "#core/model/project";

/** Sizes of what a reserve is kept for, millimetres. */
const SIZES_MM = [2.5, 2.1, 1.8, 1.5];
/** How far a label may slide from the middle, up or down, millimetres. */
const SHIFTS_MM = [0, 1.2, -1.2, 2.6, -2.6, 4, -4, 6, -6];

/** What reserves are kept for, with their name and contenance: as much of it as the reserve holds. */
export function reserveLabels(project: ProjectView, window: MapWindow, room: LabelRoom, words: PlanWords): Mark[] {
  const featureClass = classOf("reserve");
  if (window.scale > (featureClass.style.label?.maxScale ?? 8000)) return [];
  return [...featuresIn(project, "reserve", window.ground)].flatMap(({ fields, geometry }) => {
    if (geometry?.kind !== "polygon") return [];
    const use = shownValue(featureClass, "use", fields, words.lang) || featureClass.label[words.lang];
    const name = String(fields["name"] ?? "");
    const style = styleOf(featureClass, fields);
    const colour = colourOf(style.stroke ?? "ink");
    const rings = geometry.rings.map((ring) => window.run(ring, true).at);
    const at = centroidInside(geometry);
    const x = window.paperX(at[0]);
    const y = window.paperY(at[1]);
    const angles = levelOrAlong(rings[0] ?? []);
    const contenance = `${words.number(Math.round(planAreaM2(geometry)))} m²`;
    const stacks = SIZES_MM.flatMap((size) => {
      const heads = [8, 4.5].map((wide) =>
        wrapText(use, size, size * wide, true).map((text): LabelLine => ({ text, sizeMm: size, bold: true, colour })),
      );
      const under = name && name !== use ? wrapText(name, size * 0.8, size * 11).slice(0, 2) : [];
      const body = under.map((text): LabelLine => ({ text, sizeMm: size * 0.8, colour: colourOf("ink") }));
      const foot: LabelLine[] = [{ text: contenance, sizeMm: size * 0.75, colour: colourOf("ink") }];
      return [[...body, ...foot], foot, []].flatMap((rest) => heads.map((head) => [...head, ...rest]));
    });
    // Flat at any size before on end at the largest.
    const flat = angles.filter((angle) => Math.abs(angle) <= STEEP_DEG);
    for (const some of [flat, angles]) {
      for (const lines of stacks) {
        const slabs = some
          .flatMap((angle) => SHIFTS_MM.map((shift) => labelSlab(lines, x, y + shift, angle)))
          .filter((slab) => fitsInside(slab, rings));
        const slab = room.pick(slabs);
        if (slab) return labelMarks(lines, slab, colourOf(style.fill ?? "paper"));
      }
    }
    return [];
  });
}
