import type { Position } from "#core/geometry/geometry";
import { lengthM } from "#core/geometry/path";
import { emptySketch, type Sketch, type ToolEvent } from "#editor/tool";

/** A run of vertices being drawn, and where its next one would fall. */
export interface Draft {
  readonly path: readonly number[];
  readonly next?: Position;
  /** Vertices between the last one and the next: an arc, a traced boundary. */
  readonly via?: readonly number[];
}

export const emptyDraft: Draft = { path: [] };

/** Vertices of a draft. */
export function drawnPoints(draft: Draft): number {
  return draft.path.length / 2;
}

/**
 * Draws on: a click adds a vertex, a second click in the same place (double-click, Enter twice) or on the first
 * vertex of a ring finishes, `back` takes the last vertex away.
 *
 * @param closes whether a click on the first vertex closes the run
 * @param least vertices needed to finish
 * @returns the draft after the event, and the finished path when it ended
 */
export function draftStep(
  draft: Draft,
  event: ToolEvent,
  options: { readonly closes: boolean; readonly least: number },
): { readonly draft: Draft; readonly finished?: readonly number[] } {
  const { path } = draft;
  const enough = drawnPoints(draft) >= options.least;
  if (event.type === "finish") return enough ? { draft: emptyDraft, finished: path } : { draft };
  if (event.type === "back") {
    return { draft: { path: path.slice(0, -2), ...(draft.next ? { next: draft.next } : {}) } };
  }
  if (event.type === "move" || event.type === "drag") {
    return { draft: { path, next: event.at, ...(event.via ? { via: event.via } : {}) } };
  }
  if (event.type !== "click") return { draft };
  const via = event.via ?? [];
  const same = event.exact ? 0 : event.toleranceMm * 0.4;
  const isAt = (i: number): boolean =>
    Math.hypot((path[i] as number) - event.at[0], (path[i + 1] as number) - event.at[1]) <= same;
  if (path.length >= 2 && isAt(path.length - 2)) return enough ? { draft: emptyDraft, finished: path } : { draft };
  if (options.closes && enough && isAt(0)) return { draft: emptyDraft, finished: [...path, ...via] };
  return { draft: { path: [...path, ...via, ...event.at], next: event.at } };
}

/** A draft with its rubber band to the hand, and its lengths. */
export function draftSketch(draft: Draft, closed: boolean): Sketch {
  const { path, next, via = [] } = draft;
  if (path.length === 0) return emptySketch;
  const run = next ? [...path, ...via, ...next] : path;
  const points: Position[] = [];
  for (let i = 0; i < path.length; i += 2) points.push([path[i] as number, path[i + 1] as number]);
  const last = run.slice(-4);
  return {
    lines: [{ run, closed: closed && run.length >= 6 }],
    points,
    measures: {
      at: [run.at(-2) as number, run.at(-1) as number],
      lastM: last.length === 4 ? lengthM(last) : 0,
      ...(run.length > 4 ? { totalM: lengthM(run) } : {}),
    },
  };
}
