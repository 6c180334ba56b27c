import type { SurveyWarning } from "#core/formats/layer-survey";

/** What a reader has to say beside the objects: one warning a code, counted, with the first place and the first names. */
export class ReaderWarnings {
  readonly #held = new Map<string, { count: number; line: number | undefined; names: Set<string>; params: Params }>();

  /**
   * @param name what it is about; the first few are given as `which`
   * @param params further values for the sentence; those of the first time are kept
   */
  add(code: string, more: { line?: number; name?: string; count?: number; params?: Params } = {}): void {
    const held = this.#held.get(code) ?? { count: 0, line: more.line, names: new Set(), params: more.params ?? {} };
    this.#held.set(code, held);
    held.count += more.count ?? 1;
    if (more.name !== undefined && held.names.size <= MOST_NAMES) held.names.add(more.name);
  }

  /** In the order they were first met. */
  list(): SurveyWarning[] {
    return [...this.#held].map(([code, { count, line, names, params }]) => {
      const which = [...names].slice(0, MOST_NAMES).join(", ") + (names.size > MOST_NAMES ? "…" : "");
      const said = which === "" ? params : { ...params, which };
      return {
        code,
        count,
        ...(Object.keys(said).length > 0 ? { params: said } : {}),
        ...(line === undefined ? {} : { line }),
      };
    });
  }
}

type Params = Readonly<Record<string, string | number>>;

const MOST_NAMES = 5;
