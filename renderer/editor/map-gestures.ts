import Interaction from "ol/interaction/Interaction.js";
import type MapBrowserEvent from "ol/MapBrowserEvent.js";
import type { Position } from "#core/geometry/geometry";

/** What a pointer did, where (millimetres, not rounded). */
export interface Gesture {
  readonly type: "move" | "press" | "drag" | "release" | "click";
  readonly at: Position;
  readonly more: boolean;
  /** Alt was held: nothing draws the hand. */
  readonly free?: boolean;
}

/**
 * Hears the pointer before panning does. A press that the listener claims is followed to its release and never
 * pans the map.
 */
export class MapGestures extends Interaction {
  readonly #tell: (gesture: Gesture) => boolean;
  #held = false;

  /** @param tell says of a press whether it is claimed */
  constructor(tell: (gesture: Gesture) => boolean) {
    super();
    this.#tell = tell;
  }

  override handleEvent(event: MapBrowserEvent): boolean {
    const pointer = event.originalEvent as PointerEvent;
    const [x, y] = event.coordinate as [number, number];
    const at: Position = [x * 1000, y * 1000];
    const more = pointer.shiftKey || pointer.ctrlKey || pointer.metaKey;
    const free = pointer.altKey;
    switch (event.type) {
      case "pointermove":
        if (!event.dragging) this.#tell({ type: "move", at, more, free });
        return true;
      case "pointerdown":
        if (pointer.button !== 0) return true;
        this.#held = this.#tell({ type: "press", at, more, free });
        return !this.#held;
      case "pointerdrag":
        if (this.#held) this.#tell({ type: "drag", at, more, free });
        return !this.#held;
      case "pointerup": {
        const held = this.#held;
        this.#held = false;
        if (held) this.#tell({ type: "release", at, more, free });
        return !held;
      }
      case "click":
        if (pointer.button === 0) this.#tell({ type: "click", at, more, free });
        return true;
      default:
        return event.type !== "dblclick";
    }
  }
}
