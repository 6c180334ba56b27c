import { relayIlotsCommand } from "#core/commands/relay-ilots";
import { isFace, PlanarGraph } from "#core/derived/planar-graph";
import { lineOfAxis } from "#core/engines/layout/ilots-beside";
import type { LayoutParams, NewLine } from "#core/engines/layout/layout-types";
import { programmeOf } from "#core/engines/layout/programme";
import { type IlotParams, type IlotsTarget, ilotsTarget, type RelayedIlots } from "#core/engines/layout/relay-ilots";
import { normsOf } from "#core/features/norms-of";
import { planAreaM2 } from "#core/geometry/ring";
import type { Change } from "#core/model/change";
import type { Edit } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { Observable } from "#store/observable";
import { RelayJob } from "#store/relay-job";
import type { RelayWork } from "#ui/locks/relay-work";
import type { Bench } from "#ui/workbench/bench";

/** Parcels of a draft, told in numbers. */
export interface RelayFigures {
  readonly lots: number;
  readonly meanM2: number;
  readonly within: number;
  readonly kept: number;
  readonly changed: number;
  readonly added: number;
  readonly gone: number;
  /** Of those that go, the ones with a holder, a title or documents: closed by an act. */
  readonly closed: number;
}

/** What the panel shows. */
export interface RelayState {
  readonly made?: RelayedIlots;
  readonly figures?: RelayFigures;
  readonly refusal?: Refusal;
  readonly error?: unknown;
}

/** An îlot is not cut through by a street unless the planner asks for shorter rows. */
export const WHOLE_ROWS = 60;

/** Îlots under the hand: parameters, the draft that follows them, and the act that makes it real. Never history. */
export class RelayDraft {
  readonly params: Observable<IlotParams>;
  readonly state = new Observable<RelayState>({});
  readonly work: RelayWork;
  /** A street among what was chosen, led through the îlots. */
  readonly street: NewLine | undefined;
  readonly #bench: Bench;
  readonly #job: RelayJob;
  readonly #target: IlotsTarget | Refusal;
  readonly #asked: LayoutParams;
  /** Parameters of the draft that is shown. */
  #answered: IlotParams | undefined;
  /** Told once the draft was accepted, when the planner has asked for it. */
  #done: (() => void) | undefined;

  constructor(bench: Bench, work: RelayWork) {
    const { session } = bench;
    const { project } = session;
    this.#bench = bench;
    this.work = work;
    this.#asked = { ...programmeOf(project), lotsPerIlotRow: WHOLE_ROWS };
    const { parcelAreaM2, frontageM, lotsPerIlotRow, keepBuildings } = this.#asked;
    this.params = new Observable<IlotParams>({ parcelAreaM2, frontageM, lotsPerIlotRow, keepBuildings });
    const axes = work.ids.flatMap((id) => project.get(id) ?? []).flatMap((feature) => lineOfAxis(feature) ?? []);
    this.street = axes.length === 1 ? axes[0] : undefined;
    const coverage = session.coverage ?? PlanarGraph.build(project);
    this.#target = ilotsTarget(project, coverage, work.ilots, this.#asked, normsOf(project), this.street);
    this.#job = new RelayJob(
      (made, params) => this.#take(made, params),
      (error) => this.state.set({ error }),
    );
    this.#ask();
  }

  change(more: Partial<IlotParams>): void {
    this.params.update((params) => ({ ...params, ...more }));
    this.#ask();
  }

  /** Makes the draft part of the project, one step of the history, as soon as it is there. @param done once it is */
  accept(done: () => void): void {
    this.#done = done;
    this.#settle();
  }

  dispose(): void {
    this.#job.dispose();
    this.#bench.view.preview.set(undefined);
  }

  #ask(): void {
    if (isRefusal(this.#target)) this.state.set({ refusal: this.#target });
    else this.#job.ask(this.#target, this.params.get());
  }

  #settle(): void {
    const done = this.#done;
    const { made } = this.state.get();
    // The slider has moved on: what it asks for is still being worked out.
    if (!done || this.#answered !== this.params.get()) return;
    this.#done = undefined;
    if (made && !this.#bench.run(relayIlotsCommand, this.#input(made), { undoable: true })) done();
  }

  #take(made: RelayedIlots | Refusal, params: IlotParams): void {
    this.#answered = params;
    this.#show(made);
    this.#settle();
  }

  #show(made: RelayedIlots | Refusal): void {
    if (isRefusal(made)) {
      this.#bench.view.preview.set(undefined);
      this.state.set({ refusal: made });
      return;
    }
    const edit = relayIlotsCommand.plan(this.#bench.session.project, this.#input(made), {
      newId: () => "draft",
      now: "2000-01-01T00:00:00Z",
      coverage: this.#bench.session.coverage,
    });
    if (isRefusal(edit)) {
      this.state.set({ refusal: edit });
      return;
    }
    const taken = isRefusal(this.#target) ? [] : this.#target.faces.map(({ id }) => id);
    this.#bench.view.preview.set(previewOf(edit.change, new Set(taken)));
    this.state.set({ made, figures: figuresOf(made, this.params.get().parcelAreaM2, edit) });
  }

  #input(made: RelayedIlots) {
    const { ilots } = this.work;
    return { ilots, params: { ...this.#asked, ...this.params.get() }, made, street: this.street };
  }
}

/** What comes of a change, as features with ids of their own: drawn on the map under the numbers they will bear. */
function previewOf({ added, updated }: Change, taken: ReadonlySet<string>): Feature[] {
  // Streets around are only told of new corners: nothing to see.
  const drawn = updated.map(([, to]) => to).filter((feature) => isFace(feature) && taken.has(feature.id));
  const fresh = added.filter((feature) => isFace(feature) || feature.class === "streetAxis");
  return [...drawn, ...fresh].map((feature, i) => ({ ...feature, id: `preview-${i}` }));
}

function figuresOf({ faces }: RelayedIlots, wantedM2: number, { params = {}, change }: Edit): RelayFigures {
  const areas = faces
    .filter((face) => face.class === "parcel")
    .map(({ rings }) => planAreaM2({ kind: "polygon", rings }));
  const count = (key: string): number => Number(params[key] ?? 0);
  return {
    lots: areas.length,
    meanM2: areas.reduce((sum, area) => sum + area, 0) / Math.max(1, areas.length),
    within: areas.filter((area) => Math.abs(area - wantedM2) <= 0.1 * wantedM2).length / Math.max(1, areas.length),
    kept: count("kept"),
    changed: count("changed"),
    added: count("added"),
    gone: count("gone"),
    closed: change.added.filter((feature) => feature.class === "pastParcel").length,
  };
}
