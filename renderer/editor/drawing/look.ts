import type { Tone } from "#core/features/palette";
import type { Look } from "#editor/drawing/draw-orders";
import type { MapView } from "#store/map-view";
import { preferences } from "#store/preferences";

/**
 * How a map is looked at.
 *
 * @param surfaces share of their colour that surfaces keep
 */
export function lookOf(view: MapView, surfaces: number, tone: Tone): Look {
  return { hidden: view.hidden.get(), labels: view.labels.get(), surfaces, tone, lang: preferences.lang.get() };
}
