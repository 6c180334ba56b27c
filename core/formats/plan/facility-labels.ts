import { classOf } from "#core/features/classes";
import { colourOf } from "#core/features/palette";
import { styleOf } from "#core/formats/feature-style";
import { featuresIn } from "#core/formats/plan/ground-marks";
import type { LabelRoom } from "#core/formats/plan/label-room";
import { type LabelLine, labelMarks, labelSlab } from "#core/formats/plan/label-text";
import type { MapWindow } from "#core/formats/plan/map-window";
import type { Mark } from "#core/formats/plan/sheet-marks";
import { signSizeMm } from "#core/formats/plan/symbol-marks";
import { wrapText } from "#core/formats/plan/text-width";
import type { ProjectView } from "#core/model/project";

/** Names of facilities and water, beside their symbol where there is room. */
export function facilityLabels(project: ProjectView, window: MapWindow, room: LabelRoom): Mark[] {
  const marks: Mark[] = [];
  const named = (["facility", "waterPoint", "transformer"] as const).flatMap((id) =>
    [...featuresIn(project, id, window.ground)].flatMap((feature) => {
      if (feature.geometry?.kind !== "point") return [];
      const style = styleOf(classOf(id), feature.fields);
      const reach = signSizeMm(id, style.symbol, feature.fields["kind"]) / 2;
      const x = window.paperX(feature.geometry.at[0]);
      const y = window.paperY(feature.geometry.at[1]);
      room.take({ x, y, halfWidth: reach, halfHeight: reach, angleDeg: 0 });
      return [{ name: String(feature.fields["name"] ?? ""), x, y, reach, colour: colourOf(style.fill ?? "ink") }];
    }),
  );
  for (const { name, x, y, reach, colour } of named) {
    if (!name) continue;
    const lines = wrapText(name, 1.8, 24, false, 2).map((text): LabelLine => ({ text, sizeMm: 1.8, colour }));
    const { halfWidth, halfHeight } = labelSlab(lines, 0, 0);
    const asideX = reach + halfWidth + 0.4;
    const asideY = reach + halfHeight + 0.2;
    const places = [
      [asideX, 0],
      [-asideX, 0],
      [0, -asideY],
      [0, asideY],
      [asideX, -asideY],
      [asideX, asideY],
      [-asideX, -asideY],
      [-asideX, asideY],
    ] as const;
    const slab = room.pick(places.map(([dx, dy]) => labelSlab(lines, x + dx, y + dy)));
    if (slab) marks.push(...labelMarks(lines, slab, "#ffffff"));
  }
  return marks;
}
