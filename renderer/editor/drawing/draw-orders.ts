import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import type { JournalHead } from "#core/model/journal";
import type { Frame } from "#editor/frame";
import type { Scene } from "#editor/scene-painter";

/** How the map is looked at, beside what it shows. */
export type Look = Pick<Scene, "hidden" | "labels" | "surfaces" | "tone" | "lang">;

/** A picture that is wanted; `ratio` is device pixels in a CSS pixel. */
export interface Wanted {
  readonly frame: Frame;
  readonly ratio: number;
  readonly look: Look;
}

/** The part of a change that the map follows. */
export type ShownChange = Pick<Change, "added" | "updated" | "removed">;

/**
 * What the window tells the drawing worker. It begins with `open`, the drawing kept of a project at a record, or with
 * `begin`, features and `whole`; from then on come the changes. Of the pictures asked for the last is drawn.
 */
export type DrawOrder =
  | { readonly kind: "open"; readonly project: string; readonly seq: number }
  | { readonly kind: "begin" }
  | { readonly kind: "features"; readonly features: readonly Feature[] }
  | { readonly kind: "whole" }
  | { readonly kind: "follow"; readonly change: ShownChange }
  | ({ readonly kind: "draw"; readonly number: number } & Wanted)
  /** Keep what is shown now, which is the project at this record. */
  | { readonly kind: "keep"; readonly project: string; readonly head: JournalHead };

/** A picture that was drawn, and the work it took, milliseconds. */
export interface Drawn {
  readonly picture: ImageBitmap;
  readonly workMs: number;
}

/** What the drawing worker answers: of which record the opened drawing is (of none when there is none), and pictures. */
export type DrawNews =
  | { readonly kind: "opened"; readonly head: JournalHead | undefined }
  | ({ readonly kind: "drawn"; readonly number: number } & Drawn)
  | { readonly kind: "failed"; readonly message: string };
