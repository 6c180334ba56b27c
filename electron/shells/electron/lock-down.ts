import type { App, Session, WebContents } from "electron";
import { APP_ORIGIN, isOwnAddress } from "#shells/electron/app-scheme";

/** What a page may ask the system for; everything else is denied. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set([
  "clipboard-sanitized-write",
  "fullscreen",
  "persistent-storage",
]);

/** Pages outside Maillage that may be opened, in the planner's own browser. */
const OUTSIDE_HOSTS: ReadonlySet<string> = new Set(["www.openstreetmap.org", "opendatacommons.org"]);

/** Whether an address may be handed to the planner's own browser. */
export function isListedOutside(address: string): boolean {
  try {
    const { protocol, hostname, port, username, password } = new URL(address);
    return protocol === "https:" && OUTSIDE_HOSTS.has(hostname) && port === "" && username === "" && password === "";
  } catch {
    return false;
  }
}

/** Denies every permission but a few, and those only to our own page. */
export function lockSession(session: Session): void {
  const allowed = (permission: string, origin: string): boolean =>
    ALLOWED_PERMISSIONS.has(permission) && isOwnAddress(origin);
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(allowed(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
  // Nothing outside is fetched, whatever a page or a style asks for.
  session.webRequest.onBeforeRequest((details, callback) => {
    const { protocol } = new URL(details.url);
    callback({ cancel: !(isOwnAddress(details.url) || protocol === "blob:" || protocol === "data:") });
  });
}

/** Lets contents go nowhere: no navigation, frame, redirect, `<webview>` or new window. */
export function lockContents(contents: WebContents, openOutside: (address: string) => void): void {
  contents.on("will-navigate", (event) => {
    // A reload of our own page is a navigation too.
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame || !isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isListedOutside(url)) openOutside(url);
    return { action: "deny" };
  });
}

/** Locks every contents there will ever be. */
export function lockApp(app: App, openOutside: (address: string) => void): void {
  app.on("web-contents-created", (_event, contents) => lockContents(contents, openOutside));
  app.on("certificate-error", (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
}

/** What a message's sender must be: the main frame of our own page. A frame that is gone is nobody. */
export function isOwnSender(
  frame: { readonly origin: string; readonly url: string; readonly parent: unknown } | null,
): boolean {
  return frame !== null && frame.parent === null && frame.origin === APP_ORIGIN && isOwnAddress(frame.url);
}
