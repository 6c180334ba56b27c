import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from "electron";
import { z } from "zod";
import type { Services } from "#core/bridge/bridge";
import { serveCall } from "#core/bridge/serve";
import { bridgeErrorOf, toWire, type WireError } from "#core/bridge/wire-error";
import { CALL_CHANNEL, CANCEL_CHANNEL, PROGRESS_CHANNEL } from "#shells/electron/channels";
import { isOwnSender } from "#shells/electron/lock-down";

const order = z.strictObject({
  id: z.number().int().nonnegative(),
  name: z.string().max(40),
  input: z.unknown(),
  bytes: z.instanceof(Uint8Array).optional(),
});

/** What a call comes back as. Errors travel as data: Electron would keep only their text. */
export type IpcAnswer = { readonly value: unknown; readonly bytes: Uint8Array } | { readonly error: WireError };

/**
 * Serves the bridge over Electron's messages. Who is not the main frame of our own page is refused before anything
 * of the message is looked at.
 */
export function serveIpc(ipc: IpcMain, services: Services): void {
  const running = new Map<string, AbortController>();
  ipc.handle(CALL_CHANNEL, async (event: IpcMainInvokeEvent, message: unknown): Promise<IpcAnswer> => {
    if (!isOwnSender(event.senderFrame)) throw new Error("refused");
    const read = order.safeParse(message);
    if (!read.success) throw new Error("refused");
    const { id, name, input, bytes } = read.data;
    const key = `${event.sender.id}:${id}`;
    const stop = new AbortController();
    running.set(key, stop);
    try {
      return await serveCall(services, name, input, {
        bytes: bytes ?? new Uint8Array(0),
        signal: stop.signal,
        progress: (progress) => {
          if (!event.sender.isDestroyed()) event.sender.send(PROGRESS_CHANNEL, id, progress);
        },
      });
    } catch (thrown) {
      return { error: toWire(bridgeErrorOf(thrown, stop.signal.aborted)) };
    } finally {
      running.delete(key);
    }
  });
  ipc.on(CANCEL_CHANNEL, (event: IpcMainEvent, id: unknown) => {
    if (isOwnSender(event.senderFrame)) running.get(`${event.sender.id}:${String(id)}`)?.abort();
  });
}
