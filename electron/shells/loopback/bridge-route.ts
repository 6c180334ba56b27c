import type { IncomingMessage, ServerResponse } from "node:http";
import type { Services } from "#core/bridge/bridge";
import { encodeFrame, FrameReader, frameValue } from "#core/bridge/frames";
import { serveCall } from "#core/bridge/serve";
import { bridgeErrorOf, toWire } from "#core/bridge/wire-error";

/**
 * Serves `POST /bridge/<name>`: reads the input and its bytes, streams progress while the service works, then the
 * answer. A caller that hangs up cancels the call.
 */
export async function serveBridge(
  services: Services,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const send = (bytes: Uint8Array): void => {
    if (!response.destroyed) response.write(bytes);
  };
  let body: { input: unknown; bytes: Uint8Array };
  try {
    body = await readBody(request);
  } catch {
    response.writeHead(400).end();
    return;
  }
  response.writeHead(200, { "Content-Type": "application/octet-stream", "Cache-Control": "no-store" });
  try {
    const { value, bytes } = await serveCall(services, name, body.input, {
      bytes: body.bytes,
      signal: gone.signal,
      progress: (progress) => send(encodeFrame("progress", progress)),
    });
    send(encodeFrame("answer", value));
    if (bytes.length > 0) send(encodeFrame("bytes", bytes));
  } catch (thrown) {
    const error = bridgeErrorOf(thrown, gone.signal.aborted);
    if (error.kind === "bug" && error.cause) console.error(`bridge ${name}:`, error.cause);
    send(encodeFrame("error", toWire(error)));
  }
  response.end();
}

async function readBody(request: IncomingMessage): Promise<{ input: unknown; bytes: Uint8Array }> {
  const reader = new FrameReader();
  let input: { value: unknown } | undefined;
  let bytes: Uint8Array | undefined;
  for await (const chunk of request) {
    for (const frame of reader.push(chunk as Buffer)) {
      if (frame.kind === "answer" && !input && !bytes) input = { value: frameValue(frame) };
      else if (frame.kind === "bytes" && input && !bytes) bytes = frame.payload;
      else throw new RangeError(`unexpected frame ${frame.kind}`);
    }
  }
  if (!input || !reader.atRest) throw new RangeError("the request ends too soon");
  return { input: input.value, bytes: bytes ?? new Uint8Array(0) };
}
