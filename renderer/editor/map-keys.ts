import type { Position } from "#core/geometry/geometry";
import type { ConstructionEvent } from "#editor/construction";

/** What the keys of the map can ask for. */
export interface KeyedMap {
  readonly crosshair: Position | undefined;
  readonly drawing: boolean;
  /** Whether the tool draws vertex by vertex: figures can be typed for the next one. */
  readonly constructs: boolean;
  construct(event: ConstructionEvent): void;
  /** A figure was typed: what it begins. */
  type(text: string): void;
  showCrosshair(shown: boolean): void;
  moveCrosshair(dxPx: number, dyPx: number): void;
  pressCrosshair(more: boolean): void;
  panBy(dxPx: number, dyPx: number): void;
  zoomBy(steps: number): void;
  fitAll(): void;
  finish(): void;
  back(): void;
  cancel(): void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const MODES: Readonly<Record<string, ConstructionEvent>> = {
  o: { type: "square" },
  a: { type: "mode", mode: "arc" },
  t: { type: "mode", mode: "trace" },
};

const PAN_PX = 80;
const STEP_PX = 12;

/**
 * The keyboard of the map: arrows pan, or move the crosshair once `C` (or a drawing tool) shows it, Shift for a
 * pixel at a time; Space or Enter does what a click does; Enter finishes what the mouse draws, Ctrl+Enter anything;
 * Backspace takes a vertex back, Escape gives up; `+`, `-` and `0` zoom. While a tool draws vertex by vertex, a figure goes to the fields of the
 * next vertex, `O` asks for right angles, `A` for an arc, `T` to follow a boundary.
 */
export class MapKeys {
  readonly #target: HTMLElement;
  readonly #map: KeyedMap;
  /** Whether the last thing touched, anywhere in the window, was a key. */
  keyboardInUse = false;
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.target !== this.#target || event.defaultPrevented) return;
    if (!this.#does(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  readonly #byKey = (): void => {
    this.keyboardInUse = true;
  };
  readonly #byPointer = (): void => {
    this.keyboardInUse = false;
  };

  constructor(target: HTMLElement, map: KeyedMap) {
    this.#target = target;
    this.#map = map;
    target.addEventListener("keydown", this.#onKey);
    document.addEventListener("keydown", this.#byKey, true);
    document.addEventListener("pointerdown", this.#byPointer, true);
  }

  dispose(): void {
    this.#target.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("keydown", this.#byKey, true);
    document.removeEventListener("pointerdown", this.#byPointer, true);
  }

  /** Whether the key was the map's. */
  #does(event: KeyboardEvent): boolean {
    const map = this.#map;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key !== "Enter" || event.altKey) return false;
      map.finish();
      return true;
    }
    const arrow = ARROWS[event.key];
    if (arrow) {
      const [dx, dy] = arrow;
      const step = map.crosshair ? (event.shiftKey ? 1 : STEP_PX) : event.shiftKey ? PAN_PX / 8 : PAN_PX;
      if (map.crosshair) map.moveCrosshair(dx * step, dy * step);
      else map.panBy(dx * step, dy * step);
      return true;
    }
    if (map.constructs && this.#constructs(event.key)) return true;
    switch (event.key) {
      case "c":
      case "C":
        map.showCrosshair(!map.crosshair);
        return true;
      case " ":
      case "Enter":
        // A hand that draws with the mouse ends with Enter; the crosshair's own clicks come from the keyboard.
        if (event.key === "Enter" && !map.crosshair && map.drawing) map.finish();
        else map.pressCrosshair(event.shiftKey);
        return true;
      case "Backspace":
        // With nothing drawn the key is the window's.
        if (map.drawing) map.back();
        return map.drawing;
      case "Escape":
        map.cancel();
        return true;
      case "+":
      case "=":
        map.zoomBy(1);
        return true;
      case "-":
        map.zoomBy(-1);
        return true;
      case "0":
        map.fitAll();
        return true;
      default:
        return false;
    }
  }

  /** Whether the key says how the next vertex comes about. */
  #constructs(key: string): boolean {
    const event = MODES[key.toLowerCase()];
    if (event) this.#map.construct(event);
    else if (/^[1-9@.,<]$/.test(key) || (key === "0" && this.#map.drawing)) this.#map.type(key);
    else return false;
    return true;
  }
}
