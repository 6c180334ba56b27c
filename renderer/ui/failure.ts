import { BridgeError } from "#core/bridge/bridge-error";
import { refusalSentence, type Speak } from "#core/messages/catalogue";
import { type Refusal, RefusalError } from "#core/model/refusal";

/** The sentence of a refusal or failure, whichever of the two its code is declared as. */
export function codeSentence(speak: Speak, refusal: Refusal): string {
  const failure = speak(`failure.${refusal.code}`, refusal.params);
  if (failure !== `failure.${refusal.code}`) return failure;
  const sentence = refusalSentence(speak, refusal);
  return sentence.includes(`refusal.${refusal.code}`) ? speak("ui.failure.code", { code: refusal.code }) : sentence;
}

/** The sentence for whatever a bridge call or a reader threw. */
export function failureSentence(speak: Speak, error: unknown): string {
  if (error instanceof RefusalError) return codeSentence(speak, error.refusal);
  if (error instanceof BridgeError) {
    return error.kind === "cancelled" ? speak("ui.failure.cancelled") : codeSentence(speak, error.refusal);
  }
  return speak("ui.failure.unexpected", { what: error instanceof Error ? error.message : String(error) });
}

/** Whether an error only says that the planner gave up. */
export function isCancelled(error: unknown): boolean {
  return (
    (error instanceof BridgeError && error.kind === "cancelled") ||
    (error instanceof RefusalError && error.refusal.code.endsWith(".cancelled")) ||
    (error instanceof DOMException && error.name === "AbortError")
  );
}
