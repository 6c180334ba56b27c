import { contextBridge, type IpcRendererEvent, ipcRenderer } from "electron";
import type { Progress } from "#core/bridge/bridge";
import { CALL_CHANNEL, CANCEL_CHANNEL, PROGRESS_CHANNEL } from "#shells/electron/channels";

// The window's only door. It can call the bridge, hear how far a call is, and give one up; nothing else.
const listeners = new Map<number, (progress: Progress) => void>();
let lastId = 0;

ipcRenderer.on(PROGRESS_CHANNEL, (_event: IpcRendererEvent, id: number, progress: Progress) => {
  listeners.get(id)?.(progress);
});

contextBridge.exposeInMainWorld("maillage", {
  call(name: string, input: unknown, bytes: Uint8Array | undefined, onProgress: (progress: Progress) => void) {
    const id = ++lastId;
    listeners.set(id, onProgress);
    const message = bytes ? { id, name, input, bytes } : { id, name, input };
    const answer = ipcRenderer.invoke(CALL_CHANNEL, message).finally(() => listeners.delete(id));
    return { id, answer };
  },
  cancel(id: number) {
    ipcRenderer.send(CANCEL_CHANNEL, id);
  },
});
