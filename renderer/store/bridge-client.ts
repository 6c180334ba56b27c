import {
  type Bridge,
  type BridgeName,
  type BridgeOutput,
  bridgeCalls,
  type CallOptions,
  type Progress,
} from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { encodeFrame, FrameReader, frameHead, frameValue } from "#core/bridge/frames";
import { type Refusal, refuse } from "#core/model/refusal";

const TOKEN_KEY = "maillage.token";
const NOTHING = new Uint8Array(0);

/** What the Electron preload script puts in the window. */
export interface ElectronDoor {
  call(
    name: string,
    input: unknown,
    bytes: Uint8Array | undefined,
    onProgress: (progress: Progress) => void,
  ): { readonly id: number; readonly answer: Promise<ElectronAnswer> };
  cancel(id: number): void;
}

export type ElectronAnswer =
  | { readonly value: unknown; readonly bytes?: Uint8Array }
  | { readonly error: { readonly kind: BridgeError["kind"]; readonly refusal: Refusal } };

/**
 * The bridge of the shell this window runs in.
 *
 * @throws BridgeError when the main side does not answer, or no longer knows this window
 */
export async function connectBridge(): Promise<Bridge> {
  const door = (globalThis as { maillage?: ElectronDoor }).maillage;
  return door ? electronBridge(door) : httpBridge(await sessionToken());
}

/** The browser shell's token: exchanged once for the code in the address, then kept for this tab. */
async function sessionToken(): Promise<string> {
  const code = /[#&]code=([0-9a-f]+)/.exec(location.hash)?.[1];
  if (code) {
    history.replaceState(null, "", location.pathname);
    const answer = await fetch("/token", { method: "POST", body: code });
    if (answer.ok) sessionStorage.setItem(TOKEN_KEY, await answer.text());
  }
  const token = sessionStorage.getItem(TOKEN_KEY);
  if (!token) throw new BridgeError("failure", refuse("bridge.no-token"));
  return token;
}

function httpBridge(token: string): Bridge {
  return {
    async call<N extends BridgeName>(name: N, input: unknown, options: CallOptions = {}) {
      const frames: (Uint8Array<ArrayBuffer> | Blob)[] = [encodeFrame("answer", input)];
      // Never copied here: a file may be a hundred megabytes.
      if (options.blob) frames.push(frameHead("bytes", options.blob.size), options.blob);
      else if (options.bytes) frames.push(encodeFrame("bytes", options.bytes));
      let response: Response;
      try {
        response = await fetch(`/bridge/${name}`, {
          method: "POST",
          headers: { "X-Maillage-Token": token, "Content-Type": "application/octet-stream" },
          body: new Blob(frames),
          signal: options.signal ?? null,
        });
      } catch {
        throw options.signal?.aborted ? cancelled() : lost();
      }
      if (response.status === 401 || response.status === 403)
        throw new BridgeError("failure", refuse("bridge.no-token"));
      return readAnswer(name, response, options);
    },
  };
}

async function readAnswer<N extends BridgeName>(
  name: N,
  response: Response,
  options: CallOptions,
): Promise<{ value: BridgeOutput<N>; bytes: Uint8Array }> {
  const reader = response.body?.getReader();
  const frames = new FrameReader();
  let value: unknown;
  let bytes: Uint8Array = NOTHING;
  try {
    for (;;) {
      const step = await reader?.read();
      if (!step || step.done) break;
      for (const frame of frames.push(step.value)) {
        if (frame.kind === "progress") options.onProgress?.(frameValue(frame) as Progress);
        else if (frame.kind === "answer") value = frameValue(frame);
        else if (frame.kind === "bytes") bytes = frame.payload;
        else throw errorOf(frameValue(frame) as { kind: BridgeError["kind"]; refusal: Refusal });
      }
    }
  } catch (error) {
    if (error instanceof BridgeError) throw error;
    throw options.signal?.aborted ? cancelled() : lost();
  }
  // An answer cut short (the main side was killed) has no value.
  if (value === undefined) throw lost();
  return { value: bridgeCalls[name].output.parse(value) as BridgeOutput<N>, bytes };
}

function electronBridge(door: ElectronDoor): Bridge {
  return {
    async call<N extends BridgeName>(name: N, input: unknown, options: CallOptions = {}) {
      const bytes = options.blob ? new Uint8Array(await options.blob.arrayBuffer()) : options.bytes;
      if (options.signal?.aborted) throw cancelled();
      const { id, answer } = door.call(name, input, bytes, (progress) => options.onProgress?.(progress));
      options.signal?.addEventListener("abort", () => door.cancel(id), { once: true });
      const reply = await answer;
      if ("error" in reply) throw errorOf(reply.error);
      return { value: bridgeCalls[name].output.parse(reply.value) as BridgeOutput<N>, bytes: reply.bytes ?? NOTHING };
    },
  };
}

function errorOf(error: { kind: BridgeError["kind"]; refusal: Refusal }): BridgeError {
  return new BridgeError(error.kind, error.refusal);
}

function cancelled(): BridgeError {
  return new BridgeError("cancelled", refuse("bridge.cancelled"));
}

function lost(): BridgeError {
  return new BridgeError("failure", refuse("bridge.lost"));
}
