import { createParcel } from "#core/commands/create-parcel";
import { act, type Tool } from "#editor/tool";
import { type Draft, draftStep, emptyDraft } from "#editor/tools/drafting";
import { drawPerimeterTool } from "#editor/tools/draw-perimeter-tool";

/** Draws a parcel, vertex by vertex, in an open space or where nothing is planned. */
export const createParcelTool: Tool<Draft> = {
  ...drawPerimeterTool,
  id: "create-parcel",
  start: emptyDraft,
  step(state, event) {
    const { draft, finished } = draftStep(state, event, { closes: true, least: 3 });
    return finished ? { state: draft, retry: state, act: act(createParcel, { ring: finished }) } : { state: draft };
  },
};
