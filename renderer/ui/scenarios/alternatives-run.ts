import { type Alternative, type AlternativeId, alternativeIds } from "#core/engines/layout/alternatives";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";
import { computeAlternatives } from "#store/alternatives-job";
import { Observable } from "#store/observable";
import type { Session } from "#store/session";
import { isCancelled } from "#ui/failure";
import { type LayoutDraft, siteOf } from "#ui/panels/layout-draft";

export type AlternativesState =
  | { readonly kind: "idle" }
  /** From 0 to 1. */
  | { readonly kind: "running"; readonly share: number }
  | { readonly kind: "done"; readonly made: readonly Alternative[] }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "failed"; readonly error: unknown };

/** The three plans of what is asked now: worked out beside the window, shown on the map one at a time. Never history. */
export class AlternativesRun {
  readonly state = new Observable<AlternativesState>({ kind: "idle" });
  readonly #session: Session;
  readonly #draft: LayoutDraft;
  readonly #leave: () => void;
  #run: AbortController | undefined;

  constructor(session: Session, draft: LayoutDraft) {
    this.#session = session;
    this.#draft = draft;
    // What was worked out on the state before is dropped; keeping one under a name changes nothing of it.
    this.#leave = session.onChange(({ added, updated, removed }) => {
      const touched = [...added, ...removed, ...updated.map(([from]) => from)];
      if (touched.some((feature) => feature.class !== "scenario")) this.#settle({ kind: "idle" });
    });
  }

  /** Works the three plans out and shows the first of them. */
  async start(): Promise<void> {
    this.#run?.abort();
    this.#draft.stop();
    const { project } = this.#session;
    const site = siteOf(project);
    if (!site) return this.#settle({ kind: "refused", refusal: refuse("layout.no-site") });
    const { objective: _any, ...asked } = this.#draft.params.get();
    const run = new AbortController();
    this.#run = run;
    this.state.set({ kind: "running", share: 0 });
    try {
      const input = await this.#draft.inputOf(site, asked);
      if (run.signal.aborted) return;
      const made = await computeAlternatives(input, {
        signal: run.signal,
        onProgress: (share) => {
          if (!run.signal.aborted) this.state.set({ kind: "running", share });
        },
      });
      if (run.signal.aborted) return;
      if (isRefusal(made)) return this.#settle({ kind: "refused", refusal: made });
      this.#settle({ kind: "done", made });
      this.show(alternativeIds[0]);
    } catch (error) {
      if (!run.signal.aborted && !isCancelled(error)) this.#settle({ kind: "failed", error });
    }
  }

  stop(): void {
    this.#settle({ kind: "idle" });
  }

  /** Shows one of the three on the map. A slider moved after it keeps to its objective. */
  show(id: AlternativeId): void {
    const now = this.state.get();
    const chosen = now.kind === "done" ? now.made.find((one) => one.id === id) : undefined;
    if (!chosen) return;
    const { objective } = chosen.params;
    this.#draft.offer(chosen, { ...this.#draft.params.get(), ...(objective ? { objective } : {}) });
  }

  dispose(): void {
    this.#leave();
    this.#run?.abort();
  }

  #settle(state: AlternativesState): void {
    this.#run?.abort();
    this.#run = undefined;
    this.state.set(state);
  }
}
