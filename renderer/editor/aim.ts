import { type HeldSnap, holdSnap } from "#core/derived/snap/guides";
import type { Snap } from "#core/derived/snap/snap-kinds";
import { traceBoundary } from "#core/derived/trace-boundary";
import { offsetPath } from "#core/engines/network/offset-path";
import type { Box } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";
import {
  type Construction,
  type ConstructionEvent,
  freeConstruction,
  lastOf,
  type Placed,
  place,
  stepConstruction,
} from "#editor/construction";
import type { MapContent } from "#editor/map-content";
import type { Handle } from "#editor/tool";
import { drawingSettings } from "#store/drawing-settings";
import { Observable } from "#store/observable";

/** What a tool says of the hand that works with it. */
export interface Aimed {
  readonly snaps: boolean;
  /** Vertices drawn so far, of a tool that draws; flat. */
  readonly path: readonly number[] | undefined;
  /** Vertices the hand may be drawn to beside the project. */
  readonly own: readonly Position[];
  readonly held: Handle | undefined;
}

/** How far beside its two ends a boundary is looked for, as a share of their distance. */
const TRACE_AROUND = 0.6;

/**
 * Turns where a hand is into where it means: draws it to what is there, then holds it to figures, right angles, arcs
 * and boundaries.
 */
export class Aim {
  /** What holds the next vertex. */
  readonly construction = new Observable<Construction>(freeConstruction(drawingSettings.arcToleranceMm.get()));
  snap: Snap | undefined;
  #held: readonly HeldSnap[] = [];
  readonly #content: MapContent;
  #raw: Position | undefined;
  #traced: { readonly key: string; readonly run: readonly number[] | undefined } | undefined;

  constructor(content: MapContent) {
    this.#content = content;
  }

  /** Where the hand was last, as it came. */
  get raw(): Position | undefined {
    return this.#raw;
  }

  step(event: ConstructionEvent): void {
    this.construction.update((state) => stepConstruction(state, event));
  }

  /** Forgets all that was held: another tool, another draft. */
  reset(): void {
    this.#held = [];
    this.snap = undefined;
    this.#traced = undefined;
    this.construction.set(freeConstruction(drawingSettings.arcToleranceMm.get()));
  }

  /**
   * @param reachMm how far the hand may be drawn
   * @param hand `turned`: right angles are asked for (Shift); `free`: nothing draws (Alt)
   */
  at(raw: Position, reachMm: number, tool: Aimed, hand: { readonly turned: boolean; readonly free: boolean }): Placed {
    this.#raw = raw;
    const last = tool.path && lastOf(tool.path);
    const draws = tool.snaps && !hand.free && drawingSettings.snaps.get();
    this.snap = draws
      ? this.#content.snapAt(raw, reachMm, {
          kinds: new Set(drawingSettings.kinds.get()),
          besides: tool.own.map((at) => [...at]),
          except: tool.held?.at,
          last,
          held: tool.path ? this.#held : [],
        })
      : undefined;
    if (tool.path) this.#held = holdSnap(this.#held, this.snap);
    const near = this.snap?.at ?? ([Math.round(raw[0]), Math.round(raw[1])] as const);
    if (!tool.path) return { at: near, exact: false };
    return place(this.construction.get(), {
      path: tool.path,
      hand: near,
      turned: hand.turned,
      trace: (from, to) => this.#trace(from, to),
      beside: offsetPath,
    });
  }

  /** The way along what is shown, worked out once for two places. */
  #trace(from: Position, to: Position): readonly number[] | undefined {
    const key = `${from},${to}`;
    if (this.#traced?.key === key) return this.#traced.run;
    const around = TRACE_AROUND * Math.hypot(from[0] - to[0], from[1] - to[1]) + 1000;
    const box: Box = [
      Math.min(from[0], to[0]) - around,
      Math.min(from[1], to[1]) - around,
      Math.max(from[0], to[0]) + around,
      Math.max(from[1], to[1]) + around,
    ];
    const run = traceBoundary(this.#content.runsShown(box), from, to);
    this.#traced = { key, run };
    return run;
  }
}
