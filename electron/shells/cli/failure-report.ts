import type { BridgeError } from "#core/bridge/bridge-error";
import { bridgeErrorOf } from "#core/bridge/wire-error";
import { type Lang, speaker } from "#core/messages/catalogue";
import { diskFailure } from "#services/disk-failure";

/** What goes to stderr when a command ends badly, and the code it ends with. */
export interface FailureReport {
  readonly code: 1 | 2 | 3;
  readonly json: {
    readonly error: {
      readonly code: string;
      readonly message: string;
      readonly file: string;
      readonly layer?: string;
      readonly feature?: string;
      readonly line?: number;
      /** Where in the project, metres in its CRS. */
      readonly at?: readonly [x: number, y: number];
      /** Features at fault. */
      readonly ids?: readonly string[];
    };
  };
}

const EXIT_CODES: Readonly<Record<BridgeError["kind"], FailureReport["code"]>> = {
  refusal: 2,
  failure: 3,
  cancelled: 3,
  bug: 1,
};

/**
 * Puts whatever was thrown in words: 2 for a refused input, 3 for a failure of the machine, 1 for a bug.
 *
 * @param file the file the command was about, for refusals that do not name one
 */
export function failureReport(thrown: unknown, file: string, lang: Lang): FailureReport {
  const error = bridgeErrorOf(diskFailure(thrown, file), false);
  const { refusal, kind } = error;
  const speak = speaker(lang);
  const key = `${kind === "failure" ? "failure" : "refusal"}.${refusal.code}`;
  return {
    code: EXIT_CODES[kind],
    json: {
      error: {
        code: refusal.code,
        message: speak(key, refusal.params),
        file: refusal.file ?? file,
        ...(refusal.layer !== undefined ? { layer: refusal.layer } : {}),
        ...(refusal.feature !== undefined ? { feature: refusal.feature } : {}),
        ...(refusal.line !== undefined ? { line: refusal.line } : {}),
        ...(refusal.at ? { at: [Math.round(refusal.at[0]) / 1000, Math.round(refusal.at[1]) / 1000] as const } : {}),
        ...(refusal.ids ? { ids: refusal.ids } : {}),
      },
    },
  };
}
