import type { Position } from "#core/geometry/geometry";
import type { Change } from "#core/model/change";
import type { ClassId, Feature } from "#core/model/feature";
import { Observable } from "#store/observable";
import { remembered } from "#store/preferences";

/** A step of the history that the project is compared with. */
export interface Comparison {
  /** The step after which it was so; 0 for the beginning. */
  readonly seq: number;
  /** From what was then to what is now. */
  readonly change: Change;
}

/** Lines of a draft over the map, and what a hand can do with them. Positions in millimetres. */
export interface DraftMarks {
  readonly lines: readonly { readonly run: readonly number[]; readonly faint?: true }[];
  /** Places that can be taken and dragged. */
  readonly grips: readonly { readonly at: Position; drag(to: Position): void }[];
  /** Whether a click asks for a position: the hand is drawn to what is there. */
  readonly snaps?: boolean;
  /** Told of a click, which it may claim. */
  click(at: Position, toleranceMm: number): boolean;
  /** Gives the draft up. */
  cancel(): void;
}

/** What the map shows beside the project itself. Hidden classes and labels are remembered per project. */
export class MapView {
  readonly hidden: Observable<ReadonlySet<ClassId>>;
  readonly labels: Observable<boolean>;
  /** Draft drawn over the project: what a plan would bring. Never history. */
  readonly preview = new Observable<readonly Feature[] | undefined>(undefined);
  /** Lines and grips of that draft. */
  readonly marks = new Observable<DraftMarks | undefined>(undefined);
  /** What has changed since an earlier step, shown over the project as it is. Never history. */
  readonly compared = new Observable<Comparison | undefined>(undefined);

  /** ISO day whose parcels are shown instead of today's; `undefined` for today. */
  readonly day = new Observable<string | undefined>(undefined);

  constructor(projectId: string) {
    const isIds = (value: unknown): value is ClassId[] => Array.isArray(value);
    const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
    const kept = remembered<ClassId[]>(`hidden.${projectId}`, [], isIds);
    this.hidden = new Observable<ReadonlySet<ClassId>>(new Set(kept.get()));
    this.hidden.subscribe(() => kept.set([...this.hidden.get()]));
    this.labels = remembered(`labels.${projectId}`, true, isBoolean);
  }

  /** Shows or hides a class. */
  toggle(id: ClassId): void {
    const next = new Set(this.hidden.get());
    if (!next.delete(id)) next.add(id);
    this.hidden.set(next);
  }
}
