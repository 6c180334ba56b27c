import { numberParcels } from "#core/commands/number-parcels";
import type { NumberParcelsInput } from "#core/derived/plan-numbers";
import type { Position } from "#core/geometry/geometry";
import { act, type NumberPathOptions, type Tool } from "#editor/tool";
import { type Draft, draftSketch, draftStep, drawnPoints, emptyDraft } from "#editor/tools/drafting";

/** A path in the making, with the numbers it gives so far. */
interface Numbering {
  readonly draft: Draft;
  readonly labels: readonly { readonly at: Position; readonly text: string }[];
}

/** Draws the way through the lots that numbering follows; the numbers show while it is drawn. */
export function numberPathTool(options: NumberPathOptions): Tool<Numbering> {
  return {
    id: "number-path",
    start: { draft: emptyDraft, labels: [] },
    snaps: false,
    step({ draft: before, labels }, event) {
      const { draft, finished } = draftStep(before, event, { closes: false, least: 2 });
      // Only a vertex more or less changes what is numbered: looking through all lots at every move would drag.
      const state = { draft, labels: draft.path === before.path ? labels : options.labels(draft.path) };
      if (!finished) return { state };
      const input: NumberParcelsInput = { ...options.input, order: "path", path: finished };
      return { state, retry: { draft: before, labels }, act: act(numberParcels, input) };
    },
    sketch({ draft, labels }) {
      const { measures: _lengths, ...sketch } = draftSketch(draft, false);
      return { ...sketch, labels };
    },
    points: ({ draft }) => drawnPoints(draft),
  };
}
