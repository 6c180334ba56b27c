import View, { type AnimationOptions } from "ol/View.js";

/** What a view will show once it has arrived: metres, metres a pixel. */
export interface Destination {
  readonly center: readonly [x: number, y: number];
  readonly resolution: number;
}

/** A view that knows where its way ends while it is under way: what is there can be drawn before it arrives. */
export class TravellingView extends View {
  #destination: Destination | undefined;

  /** Where the way under way ends; `undefined` at rest. */
  get destination(): Destination | undefined {
    return this.getAnimating() ? this.#destination : undefined;
  }

  override animateInternal(...steps: (AnimationOptions | ((complete: boolean) => void))[]): void {
    const ways = steps.filter((step) => typeof step !== "function");
    this.#destination = ways.length === 1 && ways[0] ? this.#endOf(ways[0]) : undefined;
    super.animateInternal(...steps);
  }

  #endOf({ center, zoom, resolution: given, anchor }: AnimationOptions): Destination | undefined {
    const asked = zoom === undefined ? given : this.getResolutionForZoom(zoom);
    const resolution = asked ?? this.getResolution();
    if (resolution === undefined) return undefined;
    const end = center ?? (anchor ? this.calculateCenterZoom(resolution, anchor) : this.getCenter());
    return end && { center: [end[0] as number, end[1] as number], resolution };
  }
}
