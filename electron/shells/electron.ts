import { join } from "node:path";
import { app, BrowserWindow, ipcMain, Menu, protocol, session, shell } from "electron";
import { startGdalWith } from "#services/gdal/gdal-door";
import { programVersion, rootFolder } from "#services/program";
import { makeServices } from "#services/services";
import { APP_ADDRESS, APP_SCHEME, answerAppRequest, appPrivileges } from "#shells/electron/app-scheme";
import { startGdalUtility } from "#shells/electron/gdal-utility";
import { serveIpc } from "#shells/electron/ipc-bridge";
import { lockApp, lockSession } from "#shells/electron/lock-down";
import { windowOptions } from "#shells/electron/window-options";

// The Electron shell: wires the locked-down window to the services. All that can be decided is decided elsewhere.
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: appPrivileges }]);
lockApp(app, (address) => void shell.openExternal(address));

// Not awaited here: Electron is ready only once this file has run to its end.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.exit(0);

async function start(): Promise<void> {
  startGdalWith(startGdalUtility);
  const running = makeServices({ shell: "electron", version: programVersion() });
  lockSession(session.defaultSession);
  protocol.handle(APP_SCHEME, (request) => answerAppRequest(request, join(rootFolder, "dist", "renderer")));
  serveIpc(ipcMain, running.services);
  Menu.setApplicationMenu(null);

  const window = new BrowserWindow(windowOptions(join(import.meta.dirname, "preload.cjs")));
  window.once("ready-to-show", () => window.show());
  app.on("second-instance", () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on("window-all-closed", () => {
    void running.close().finally(() => app.quit());
  });
  await window.loadURL(APP_ADDRESS);
}
