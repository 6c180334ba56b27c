import { isRefusal, type Refusal } from "#core/model/refusal";
import type {
  Act,
  Handle,
  MeasuredRun,
  Sketch,
  Step,
  Tool,
  ToolEvent,
  ToolId,
  ToolOptions,
  ToolView,
} from "#editor/tool";
import { createParcelTool } from "#editor/tools/create-parcel-tool";
import { drawPerimeterTool } from "#editor/tools/draw-perimeter-tool";
import { drawRouteTool } from "#editor/tools/draw-route-tool";
import { measureTool } from "#editor/tools/measure-tool";
import { moveVertexTool } from "#editor/tools/move-vertex-tool";
import { numberPathTool } from "#editor/tools/number-path-tool";
import { placePointTool } from "#editor/tools/place-point-tool";
import { profileTool } from "#editor/tools/profile-tool";
import { selectTool } from "#editor/tools/select-tool";
import { splitTool } from "#editor/tools/split-tool";

/** Makes a tool. */
export function toolOf(id: ToolId, options: ToolOptions = {}): Tool<unknown> {
  switch (id) {
    case "select":
      return selectTool as Tool<unknown>;
    case "draw-perimeter":
      return drawPerimeterTool as Tool<unknown>;
    case "create-parcel":
      return createParcelTool as Tool<unknown>;
    case "split":
      return splitTool as Tool<unknown>;
    case "move-vertex":
      return moveVertexTool as Tool<unknown>;
    case "place-point":
      return placePointTool(options) as Tool<unknown>;
    case "draw-route":
      return drawRouteTool(options) as Tool<unknown>;
    case "measure":
      return measureTool as Tool<unknown>;
    case "number-path":
      return numberPathTool(options.numbering ?? { input: {}, labels: () => [] }) as Tool<unknown>;
    case "profile":
      return profileTool as Tool<unknown>;
  }
}

/** Holds the tool in use and its draft, hands it gestures, and carries out what it asks for. */
export class ToolRunner {
  readonly #view: ToolView;
  readonly #run: (act: Act) => Refusal | undefined;
  readonly #select: (choice: NonNullable<Step<unknown>["select"]>) => void;
  #tool: Tool<unknown> = toolOf("select");
  #state: unknown = this.#tool.start;

  constructor(
    view: ToolView,
    effects: {
      readonly run: (act: Act) => Refusal | undefined;
      readonly select: (choice: NonNullable<Step<unknown>["select"]>) => void;
    },
  ) {
    this.#view = view;
    this.#run = effects.run;
    this.#select = effects.select;
  }

  get id(): ToolId {
    return this.#tool.id;
  }

  get snaps(): boolean {
    return this.#tool.snaps;
  }

  /** What the hand carries. */
  get held(): Handle | undefined {
    return this.#tool.held?.(this.#state);
  }

  get points(): number {
    return this.#tool.points(this.#state);
  }

  /** Vertices drawn so far, flat; `undefined` where the tool does not draw vertex by vertex. */
  get path(): readonly number[] | undefined {
    return this.#tool.path?.(this.#state);
  }

  /** What has been drawn to be measured. */
  get measured(): MeasuredRun | undefined {
    return this.#tool.measured?.(this.#state);
  }

  get sketch(): Sketch {
    return this.#tool.sketch(this.#state);
  }

  /** Takes up a tool; a draft of the one before is dropped. */
  set(id: ToolId, options?: ToolOptions): void {
    this.#tool = toolOf(id, options);
    this.#state = this.#tool.start;
  }

  /** Drops the draft. Whether there was one. */
  cancel(): boolean {
    const had = this.points > 0;
    this.#state = this.#tool.start;
    return had;
  }

  /** Hands the tool a gesture. Whether a press is the tool's, not the map's. */
  send(event: ToolEvent): boolean {
    const step = this.#tool.step(this.#state, event, this.#view);
    this.#state = step.state;
    if (step.select) this.#select(step.select);
    if (step.act && isRefusal(this.#run(step.act)) && step.retry !== undefined) this.#state = step.retry;
    return step.grab === true;
  }
}
