import type { Change } from "#core/model/change";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { ProjectView } from "#core/model/project";
import type { Refusal } from "#core/model/refusal";

/** What a plan may lean on besides the project: things a pure function cannot make for itself. */
export interface CommandEnv {
  /** A new id, never given before. */
  newId(): string;
  /** ISO time of the act. */
  readonly now: string;
  /**
   * The coverage as it stands, followed change by change, so that an edit costs its neighbours and not the whole
   * plan. A plan that finds none builds one from the project: the same answers, slower.
   */
  readonly coverage?: CoverageIndex | undefined;
}

/** What a command would do, and the values its words in the history need (`command.<id>.done`). */
export interface Edit {
  readonly change: Change;
  readonly params?: Readonly<Record<string, string | number>>;
}

/**
 * One way to change a project. `plan` is pure: it reads the project and gives an edit or a refusal, and changes
 * nothing. Its name, and what undo calls it, stand in `resources/locales` under `command.<id>`.
 */
export interface Command<Input> {
  readonly id: string;
  plan(project: ProjectView, input: Input, env: CommandEnv): Edit | Refusal;
}

/** A command over so many objects that it can be planned step by step, for those who must not stand still meanwhile. */
export interface LargeCommand<Input> extends Command<Input> {
  /** What `plan` gives, in the end; each yield is a place to rest. */
  steps(project: ProjectView, input: Input, env: CommandEnv): Generator<undefined, Edit | Refusal>;
}

/** A large command from its steps: `plan` takes them in one go. */
export function largeCommand<Input>(id: string, steps: LargeCommand<Input>["steps"]): LargeCommand<Input> {
  return {
    id,
    steps,
    plan(project, input, env) {
      const going = steps(project, input, env);
      for (;;) {
        const step = going.next();
        if (step.done) return step.value;
      }
    },
  };
}
