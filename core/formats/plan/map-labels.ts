import { avoidDrawn } from "#core/formats/plan/avoided";
import { facilityLabels } from "#core/formats/plan/facility-labels";
import { ilotLabels } from "#core/formats/plan/ilot-labels";
import { LabelRoom } from "#core/formats/plan/label-room";
import type { MapWindow } from "#core/formats/plan/map-window";
import { parcelLabels } from "#core/formats/plan/parcel-labels";
import type { PlanWords } from "#core/formats/plan/plan-words";
import { reserveLabels } from "#core/formats/plan/reserve-labels";
import type { Mark } from "#core/formats/plan/sheet-marks";
import { streetLabels } from "#core/formats/plan/street-labels";
import type { ProjectView } from "#core/model/project";

/**
 * Every text of the map. The first served are those a plan is useless without: îlots, reserves, then street names,
 * facilities, parcels. A label that finds no room is left out; none ever covers another.
 */
export function mapLabels(project: ProjectView, window: MapWindow, words: PlanWords): Mark[] {
  const room = new LabelRoom(window);
  avoidDrawn(project, window, room);
  return [
    ...ilotLabels(project, window, room),
    ...reserveLabels(project, window, room, words),
    ...streetLabels(project, window, room, words),
    ...facilityLabels(project, window, room),
    ...parcelLabels(project, window, room, words),
  ];
}
