import type { Bridge } from "#core/bridge/bridge";
import type { PhotoPlace } from "#core/derived/place-photos";
import { Attachments } from "#store/attachments";
import { Observable } from "#store/observable";
import { Thumbnails } from "#ui/documents/thumbnails";

/** Documents that are looked at, by id, and which of them. */
export interface ShownDocuments {
  readonly ids: readonly string[];
  readonly at: number;
}

/** Why a file that was dropped on the map is not on it. `not-photo`: no picture; `failed`: could not be kept. */
export type NotPlaced = Exclude<PhotoPlace["kind"], "placed"> | "not-photo" | "failed";

/** What became of files dropped on the map. */
export interface DropSummary {
  readonly placed: number;
  /** Of those placed, how many stand on a parcel and are attached to it. */
  readonly attached: number;
  /** The others, by name. */
  readonly others: readonly { readonly name: string; readonly why: NotPlaced; readonly words?: string }[];
}

/** What the window needs for the documents of one project. */
export class DocumentDesk {
  readonly attachments: Attachments;
  readonly thumbnails: Thumbnails;
  /** What the viewer shows. */
  readonly shown = new Observable<ShownDocuments | undefined>(undefined);
  /** Files being taken in. */
  readonly busy = new Observable<{ readonly done: number; readonly count: number } | undefined>(undefined);
  /** What became of the last drop, until it was read. */
  readonly summary = new Observable<DropSummary | undefined>(undefined);

  constructor(bridge: Bridge, project: string) {
    this.attachments = new Attachments(bridge, project);
    this.thumbnails = new Thumbnails(this.attachments);
  }

  /** Opens the viewer on one of some documents. */
  show(ids: readonly string[], id: string): void {
    this.shown.set({ ids, at: Math.max(0, ids.indexOf(id)) });
  }
}
