import { type BridgeName, bridgeCalls, type ServiceContext, type Services } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { bridgeErrorOf } from "#core/bridge/wire-error";
import { refuse } from "#core/model/refusal";

/** Answer of a call: its value, checked, and the bytes beside it. */
export interface Answer {
  readonly value: unknown;
  readonly bytes: Uint8Array;
}

type AnyService = (input: unknown, context: ServiceContext) => Promise<{ value: unknown; bytes?: Uint8Array }>;

/** Whether a name is a call of the contract. */
export function isBridgeName(name: string): name is BridgeName {
  return Object.hasOwn(bridgeCalls, name);
}

/**
 * Serves one call, whatever carried it here: checks the input against the contract, runs the service, checks the
 * output. Every shell goes through this door.
 *
 * @throws BridgeError always of one of its four kinds; a wrong name or input is a `bug` of the caller
 */
export async function serveCall(
  services: Services,
  name: string,
  input: unknown,
  context: ServiceContext,
): Promise<Answer> {
  if (!isBridgeName(name)) throw new BridgeError("bug", refuse("bridge.unknown-call", { params: { name } }));
  const read = bridgeCalls[name].input.safeParse(input);
  if (!read.success) throw misfit("bridge.bad-input", name, read.error.issues);
  if (context.signal.aborted) throw new BridgeError("cancelled", refuse("bridge.cancelled"));
  let answer: { value: unknown; bytes?: Uint8Array };
  try {
    answer = await (services[name] as AnyService)(read.data, context);
  } catch (thrown) {
    throw bridgeErrorOf(thrown, context.signal.aborted);
  }
  const written = bridgeCalls[name].output.safeParse(answer.value);
  if (!written.success) throw misfit("bridge.bad-output", name, written.error.issues);
  return { value: written.data, bytes: answer.bytes ?? new Uint8Array(0) };
}

function misfit(
  code: string,
  name: string,
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): BridgeError {
  const first = issues[0];
  return new BridgeError(
    "bug",
    refuse(code, { params: { name, where: first?.path.map(String).join(".") ?? "", why: first?.message ?? "" } }),
  );
}
