import type OlMap from "ol/Map.js";
import type { Box } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";
import { FIT_PADDING, roomAround } from "#editor/frame";
import type { MapPlace } from "#store/bookmarks";

/** Pixels from the map's edge within which what moves makes the map follow. */
const EDGE_PX = 40;

/** What the map looks at: fits, pans, zooms, and says which ground lies under which pixel. Positions in millimetres. */
export class MapSight {
  readonly #map: OlMap;
  readonly #target: HTMLElement;
  /** Ground to show as soon as the element has a size. */
  #wanted: Box | undefined;

  /** @param target the element of the map */
  constructor(map: OlMap, target: HTMLElement) {
    this.#map = map;
    this.#target = target;
  }

  /** Ground in a pixel, millimetres. */
  get mmPerPx(): number {
    return (this.#map.getView().getResolution() ?? 1) * 1000;
  }

  /** The middle of the map, on the grid. */
  get middle(): Position {
    const [x, y] = this.#map.getView().getCenter() as [number, number];
    return [Math.round(x * 1000), Math.round(y * 1000)];
  }

  /** Size of the map, CSS pixels; `undefined` until it has one. */
  get size(): readonly [width: number, height: number] | undefined {
    const size = this.#map.getSize();
    return size?.every((side) => side > 0) ? (size as [number, number]) : undefined;
  }

  /** What is looked at. */
  get place(): MapPlace {
    return { at: this.middle, mmPerPx: this.mmPerPx };
  }

  /** Looks at a place as it was looked at before. */
  goTo({ at, mmPerPx }: MapPlace): void {
    this.#map.getView().animate({ center: metres(at), resolution: mmPerPx / 1000, duration: calm() ? 0 : 180 });
  }

  /**
   * Brings ground into view; when the element has no size yet, as soon as it has, and the last wish counts.
   *
   * @param durationMs of the way there
   * @param coveredPx of the map's left that something covers
   */
  fit(box: Box, durationMs: number, coveredPx = 0): void {
    if (box[0] > box[2]) return;
    const { size } = this;
    if (!size) {
      if (!this.#wanted) this.#map.once("change:size", () => this.#wanted && this.fit(this.#wanted, 0));
      this.#wanted = box;
      return;
    }
    this.#wanted = undefined;
    const [top, right, bottom, left] = FIT_PADDING;
    this.#map.getView().fit(
      roomAround(box).map((mm) => mm / 1000),
      {
        size: [...size],
        padding: [top, right, bottom, left + Math.min(coveredPx, size[0] * 0.5)],
        duration: calm() ? 0 : durationMs,
      },
    );
  }

  /** Zooms in by steps, out when below 0; two steps double. A position may stay where it is. */
  zoomBy(steps: number, anchor?: Position): void {
    const view = this.#map.getView();
    const resolution = view.getConstrainedResolution((view.getResolution() ?? 1) * 2 ** (-steps / 2));
    if (resolution === undefined) return;
    view.animate({ resolution, duration: calm() ? 0 : 140, ...(anchor ? { anchor: metres(anchor) } : {}) });
  }

  panBy(dxPx: number, dyPx: number): void {
    const view = this.#map.getView();
    const [x, y] = view.getCenter() as [number, number];
    const perPx = view.getResolution() ?? 1;
    view.setCenter([x + dxPx * perPx, y - dyPx * perPx]);
  }

  /** Pans so far that a position is not at the edge. */
  keepInside(at: Position): void {
    const pixel = this.#map.getPixelFromCoordinate(metres(at));
    const [width, height] = this.size ?? [0, 0];
    if (!pixel) return;
    const out = (value: number, size: number): number =>
      value < EDGE_PX ? value - EDGE_PX : value > size - EDGE_PX ? value - size + EDGE_PX : 0;
    const dx = out(pixel[0] as number, width);
    const dy = out(pixel[1] as number, height);
    if (dx !== 0 || dy !== 0) this.panBy(dx, dy);
  }

  /** The ground under a place of the window (pixels), on the grid. */
  positionAt([clientX, clientY]: readonly [number, number]): Position {
    const { left, top } = this.#target.getBoundingClientRect();
    const [x, y] = this.#map.getCoordinateFromPixel([clientX - left, clientY - top]) as [number, number];
    return [Math.round(x * 1000), Math.round(y * 1000)];
  }

  /** The place in the window (pixels) of a position. */
  clientAt(at: Position): [x: number, y: number] {
    const { left, top } = this.#target.getBoundingClientRect();
    const [px, py] = this.#map.getPixelFromCoordinate(metres(at)) as [number, number];
    return [left + px, top + py];
  }
}

function metres([x, y]: Position): [number, number] {
  return [x / 1000, y / 1000];
}

/** Whether the planner asked the system for less motion. */
function calm(): boolean {
  return globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
