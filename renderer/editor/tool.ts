import type { NumberParcelsInput } from "#core/derived/plan-numbers";
import type { SnapKind } from "#core/derived/snap/snap-kinds";
import type { Box } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { ClassId, Feature, Fields } from "#core/model/feature";

/** The tools of the map. */
export type ToolId =
  | "select"
  | "draw-perimeter"
  | "create-parcel"
  | "split"
  | "move-vertex"
  | "place-point"
  | "draw-route"
  | "measure"
  | "number-path"
  | "profile";

/** How the parcels a path runs through are numbered. */
export interface NumberPathOptions {
  /** Everything but the path. */
  readonly input: Omit<NumberParcelsInput, "order" | "path">;
  /** Numbers a path would give, with the place of each. */
  readonly labels: (path: readonly number[]) => readonly { readonly at: Position; readonly text: string }[];
}

/** What tools make that can make several things. */
export interface ToolOptions {
  readonly class?: ClassId;
  readonly fields?: Fields;
  readonly withPoles?: boolean;
  /** What `number-path` gives. */
  readonly numbering?: NumberPathOptions;
}

/** Where the hand is: pointer or keyboard crosshair. Positions in project millimetres. */
export interface Hand {
  /** Snapped and on the grid. */
  readonly at: Position;
  /** As it came. */
  readonly raw: Position;
  readonly snap?: SnapKind;
  /** Vertices that come before `at`, of an arc or a traced boundary, flat. */
  readonly via?: readonly number[];
  /** The place was given by figures or a construction, not by aiming: being near a vertex is not being on it. */
  readonly exact?: true;
  /** Shift was held. */
  readonly more: boolean;
  /** Ground under the few pixels a hand may miss by. */
  readonly toleranceMm: number;
}

/** What a hand does. `click` follows `press` and `release` when nothing was dragged; the keyboard gives `click` alone. */
export type ToolEvent =
  | ({ readonly type: "move" | "press" | "drag" | "release" | "click" } & Hand)
  | { readonly type: "finish" | "back" };

/** A vertex, or a whole feature, that can be taken and moved. */
export interface Handle {
  /** `shared`: a vertex of the coverage, its neighbours come along. `own`: of one feature. `whole`: the feature. */
  readonly kind: "shared" | "own" | "whole";
  readonly at: Position;
  readonly id: string;
  /** All runs that would move, for the rubber band. */
  readonly runs: readonly { readonly run: readonly number[]; readonly closed: boolean }[];
}

/** What a tool may ask of the map. */
export interface ToolView {
  readonly selected: ReadonlySet<string>;
  get(id: string): Feature | undefined;
  /** Ids at a position, from the top down. */
  pick(at: Position, toleranceMm: number): readonly string[];
  /** Ids wholly inside a box. */
  within(box: Box): readonly string[];
  /** The movable thing of the selection at a position. */
  handleAt(at: Position, toleranceMm: number): Handle | undefined;
  /** The nearest place on an edge of the selection. */
  edgeAt(at: Position, toleranceMm: number): { readonly at: Position; readonly id: string } | undefined;
}

/** A command with its input, to be run. */
export interface Act {
  readonly command: Command<unknown>;
  readonly input: unknown;
}

/** Pairs a command with its input. */
export function act<Input>(command: Command<Input>, input: Input): Act {
  return { command: command as Command<unknown>, input };
}

/** What a gesture leads to. */
export interface Step<State> {
  readonly state: State;
  /** A command to run: the draft is finished. */
  readonly act?: Act;
  /** The state to go back to when the command is refused, so that the drawing can be mended. */
  readonly retry?: State;
  readonly select?: { readonly ids: readonly string[]; readonly mode: "replace" | "toggle" | "add" };
  /** After `press`: the drag belongs to the tool, not to panning. */
  readonly grab?: true;
}

/** What a tool draws over the map. Positions in millimetres. */
export interface Sketch {
  readonly lines: readonly { readonly run: readonly number[]; readonly closed: boolean; readonly faint?: true }[];
  readonly points: readonly Position[];
  readonly box?: Box;
  /** Words at places: numbers to be given. */
  readonly labels?: readonly { readonly at: Position; readonly text: string }[];
  /** Length and area to be written at the end of the run. */
  readonly measures?: {
    readonly at: Position;
    readonly lastM?: number;
    readonly totalM?: number;
    readonly areaM2?: number;
  };
}

/** A run that was drawn to be measured. */
export interface MeasuredRun {
  /** Flat positions, millimetres. */
  readonly run: readonly number[];
  /** Whether its end was joined to its start. */
  readonly closed: boolean;
}

export const emptySketch: Sketch = { lines: [], points: [] };

/** A tool of the map: a start, and what each gesture makes of a state. Pure: the editor carries out what it returns. */
export interface Tool<State> {
  readonly id: ToolId;
  readonly start: State;
  /** Whether positions are drawn to vertices and edges. */
  readonly snaps: boolean;
  step(state: State, event: ToolEvent, view: ToolView): Step<State>;
  sketch(state: State): Sketch;
  /** Vertices drawn so far: above 0 means a draft that Escape would drop. */
  points(state: State): number;
  /** Vertices drawn so far, flat, by a tool that draws vertex by vertex: figures and angles can hold its next one. */
  path?(state: State): readonly number[];
  /** What has been drawn to be measured; the same object while nothing was added to it. */
  measured?(state: State): MeasuredRun | undefined;
  /** What is being carried: it is not snapped to itself. */
  held?(state: State): Handle | undefined;
}
