import type { Progress } from "#core/bridge/bridge";
import { acceptLayout } from "#core/commands/accept-layout";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import type { LayoutInput, LayoutParams, LayoutResult } from "#core/engines/layout/layout-types";
import { programmeOf } from "#core/engines/layout/programme";
import { normsOf } from "#core/features/norms-of";
import type { Ring } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";
import type { Backdrops } from "#store/backdrops";
import { computeLayout } from "#store/layout-job";
import type { MapView } from "#store/map-view";
import { Observable } from "#store/observable";
import type { Session } from "#store/session";
import { siteRelief } from "#ui/backdrop/site-relief";
import { isCancelled } from "#ui/failure";
import { previewOf } from "#ui/panels/layout-preview";

/** Waits this long after the last change of a parameter before computing again, milliseconds. */
const QUIET_MS = 250;

/** Same project, same parameters, same plan. */
const SEED = 1;

/** A plan that was worked out, and the parameters that gave it. */
export interface DraftPlan {
  readonly params: LayoutParams;
  readonly result: LayoutResult;
}

export type DraftState =
  | { readonly kind: "idle" }
  /** `before`: the plan shown until the new one is there. */
  | { readonly kind: "running"; readonly progress: Progress | undefined; readonly before: DraftPlan | undefined }
  | { readonly kind: "done"; readonly plan: DraftPlan }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "failed"; readonly error: unknown };

/**
 * The maillage that is being worked out: parameters, the run in the worker, and its preview on the map. Never
 * history; accepting it is one command.
 */
export class LayoutDraft {
  readonly params: Observable<LayoutParams>;
  readonly state = new Observable<DraftState>({ kind: "idle" });
  readonly #session: Session;
  readonly #view: MapView;
  readonly #backdrops: Backdrops;
  #run: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = false;

  constructor(session: Session, view: MapView, backdrops: Backdrops) {
    this.#session = session;
    this.#view = view;
    this.#backdrops = backdrops;
    this.params = new Observable<LayoutParams>(programmeOf(session.project));
  }

  /** Changes parameters; the plan follows when one was asked for already. */
  change(more: Partial<LayoutParams>): void {
    this.params.update((params) => ({ ...params, ...more }));
    if (this.state.get().kind === "idle") return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.compute(), QUIET_MS);
  }

  /** Works out a plan, cancelling the run before it. */
  async compute(): Promise<void> {
    this.#cancelRun();
    const before = this.plan;
    const { project } = this.#session;
    const site = siteOf(project);
    if (!site) {
      this.#settle({ kind: "refused", refusal: refuse("layout.no-site") });
      return;
    }
    const params = this.params.get();
    const run = new AbortController();
    this.#run = run;
    this.state.set({ kind: "running", progress: undefined, before });
    try {
      const input = await this.inputOf(site, params);
      if (run.signal.aborted) return;
      const result = await computeLayout(input, {
        signal: run.signal,
        onProgress: (progress) => {
          if (!run.signal.aborted) this.state.set({ kind: "running", progress, before });
        },
      });
      if (run.signal.aborted) return;
      this.#settle(
        isRefusal(result) ? { kind: "refused", refusal: result } : { kind: "done", plan: { params, result } },
      );
    } catch (error) {
      if (!run.signal.aborted && !isCancelled(error)) this.#settle({ kind: "failed", error });
    }
  }

  /** What the engine is told: the project as it stands, with the relief under it. */
  async inputOf(site: readonly Ring[], params: LayoutParams): Promise<LayoutInput> {
    const { project } = this.#session;
    const relief = await siteRelief(this.#backdrops, site);
    return { ...layoutInputOf(project, site, params, SEED, normsOf(project)), ...(relief ? { relief } : {}) };
  }

  /**
   * Shows a plan that was worked out elsewhere: an alternative, a scenario.
   *
   * @param asked what the form says from then on
   */
  offer(plan: DraftPlan, asked: LayoutParams): void {
    this.#cancelRun();
    this.params.set(asked);
    this.#settle({ kind: "done", plan });
  }

  /** The plan that is shown, if any. */
  get plan(): DraftPlan | undefined {
    const now = this.state.get();
    return now.kind === "done" ? now.plan : now.kind === "running" ? now.before : undefined;
  }

  /** Stops the run and goes back to the plan before it, if any. */
  stop(): void {
    const before = this.plan;
    this.#cancelRun();
    this.#settle(before ? { kind: "done", plan: before } : { kind: "idle" });
  }

  /** Makes the plan part of the project: one step of the history. */
  accept(): Refusal | undefined {
    const now = this.state.get();
    const site = siteOf(this.#session.project);
    if (now.kind !== "done" || !site) return undefined;
    const refusal = this.#session.run(acceptLayout, { ...now.plan, site });
    if (!refusal) {
      this.params.set(now.plan.params);
      this.#settle({ kind: "idle" });
    }
    return refusal;
  }

  /** Drops the plan. */
  discard(): void {
    this.#cancelRun();
    this.#settle({ kind: "idle" });
  }

  /** Draws the preview on the map, or takes it off, as its panel comes and goes. */
  show(shown: boolean): void {
    this.#shown = shown;
    this.#draw();
  }

  dispose(): void {
    this.#cancelRun();
  }

  #cancelRun(): void {
    clearTimeout(this.#timer);
    this.#run?.abort();
    this.#run = undefined;
  }

  #settle(state: DraftState): void {
    this.state.set(state);
    this.#draw();
  }

  #draw(): void {
    const plan = this.#shown ? this.plan : undefined;
    this.#view.preview.set(plan ? previewOf(plan.result) : undefined);
  }
}

/** The perimeter's rings. */
export function siteOf(project: ProjectView): readonly Ring[] | undefined {
  const [perimeter] = project.ofClass("perimeter");
  return perimeter?.geometry?.kind === "polygon" ? perimeter.geometry.rings : undefined;
}
