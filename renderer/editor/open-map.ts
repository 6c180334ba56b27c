import DragPan from "ol/interaction/DragPan.js";
import MouseWheelZoom from "ol/interaction/MouseWheelZoom.js";
import PinchZoom from "ol/interaction/PinchZoom.js";
import type Layer from "ol/layer/Layer.js";
import OlMap from "ol/Map.js";
import Projection from "ol/proj/Projection.js";
import { projectedCrs } from "#core/geometry/crs";
import { mapPixelRatio } from "#editor/frame";
import type { MapGestures } from "#editor/map-gestures";
import { TravellingView } from "#editor/travelling-view";

/**
 * An OpenLayers map in the project's CRS, metres: its layers from the ground up, panning by drag (middle button too) and zooming by
 * wheel or pinch. No control, no keyboard and no tile of its own.
 *
 * @throws RangeError for a CRS Maillage does not know
 */
export function openMap(target: HTMLElement, crsCode: string, layers: Layer[], gestures: MapGestures): OlMap {
  const crs = projectedCrs(crsCode);
  if (!crs) throw new RangeError(`unknown CRS ${crsCode}`);
  // Everything on the map is in the project's own metres: OpenLayers has nothing to transform, so it need not learn
  // how (registering proj4 makes a transform for each pair of a hundred CRS, 100 ms of every opening).
  const projection = new Projection({ code: crs.code, units: "m" });
  const pans = (event: { originalEvent: UIEvent }): boolean => {
    const { button, shiftKey, ctrlKey } = event.originalEvent as PointerEvent;
    return button === 1 || (button === 0 && !shiftKey && !ctrlKey);
  };
  return new OlMap({
    target,
    layers,
    controls: [],
    interactions: [
      new DragPan({ condition: pans }),
      new MouseWheelZoom({ duration: 100, timeout: 30 }),
      new PinchZoom(),
      gestures,
    ],
    moveTolerance: 4,
    pixelRatio: mapPixelRatio(),
    view: new TravellingView({
      projection,
      center: [500_000, 1_400_000],
      resolution: 2,
      // 1 mm of ground in two pixels; a whole zone on the screen.
      minResolution: 0.0005,
      maxResolution: 3_000,
      enableRotation: false,
      multiWorld: true,
      smoothResolutionConstraint: false,
    }),
  });
}
