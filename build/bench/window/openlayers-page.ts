import GeoJSON from "ol/format/GeoJSON.js";
import VectorLayer from "ol/layer/Vector.js";
import OlMap from "ol/Map.js";
import Projection from "ol/proj/Projection.js";
import VectorSource from "ol/source/Vector.js";
import Fill from "ol/style/Fill.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";
import View from "ol/View.js";

// What OpenLayers makes of the same features with nothing beside it: one vector layer, one style a class.

declare global {
  interface Window {
    /** Draws everything anew; milliseconds. */
    redraw(): number;
    /** Shows so many metres of ground a pixel at the middle of the map. */
    zoomTo(metresPerPx: number): void;
  }
}

const COLOURS: Readonly<Record<string, string>> = { parcel: "#f3e3b5", street: "#ffffff", building: "#b98f76" };

const projection = new Projection({ code: "metres", units: "m" });
const source = new VectorSource({
  features: new GeoJSON().readFeatures(await (await fetch("features.json")).json(), {
    dataProjection: projection,
    featureProjection: projection,
  }),
});
const styles = new Map<string, Style>();
const styleOf = (kind: string): Style => {
  const style = styles.get(kind);
  if (style) return style;
  const made = new Style({
    fill: new Fill({ color: COLOURS[kind] ?? "#dddddd" }),
    stroke: new Stroke({ color: "#6b5c4c", width: 0.8 }),
  });
  styles.set(kind, made);
  return made;
};
const layer = new VectorLayer({ source, style: (feature) => styleOf(String(feature.get("class"))) });
const map = new OlMap({
  target: "map",
  layers: [layer],
  controls: [],
  view: new View({ projection, center: [0, 0], resolution: 1 }),
});
map.on("rendercomplete", () => performance.measure("map-picture", { start: 0, detail: { workMs: 0 } }));
map.getView().fit(source.getExtent() ?? [0, 0, 1, 1]);
window.redraw = () => {
  const began = performance.now();
  layer.changed();
  map.renderSync();
  // The canvas only notes what to draw; a pixel of it is asked for so that it draws now.
  document.querySelector("canvas")?.getContext("2d")?.getImageData(0, 0, 1, 1);
  return performance.now() - began;
};
window.zoomTo = (metresPerPx) => map.getView().setResolution(metresPerPx);
