import { Dialog } from "@base-ui/react/dialog";
import { lazy, Suspense, useEffect } from "react";
import { Observable } from "#store/observable";
import { useLanguage } from "#ui/language.tsx";
import { charter, help, openHelp } from "#ui/learn/help-place";
import { useObservable } from "#ui/use-observable";

const HelpPane = lazy(() => import("#ui/learn/help-pane.tsx").then((module) => ({ default: module.HelpPane })));
const Charter = lazy(() => import("#ui/design/charter.tsx").then((module) => ({ default: module.Charter })));

/** Dialogs that are open: the help then opens within the uppermost, which holds the focus. */
const dialogs = new Observable(0);

/** The help beside the work: F1 opens it wherever one is. One, at the root. */
export function HelpHost() {
  const isOpen = useObservable(help) !== undefined;
  const inDialog = useObservable(dialogs) > 0;
  const charterShown = useObservable(charter);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F1" || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      openHelp();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <Suspense fallback={null}>
      {isOpen && !inDialog ? (
        <aside className="help beside">
          <HelpPane />
        </aside>
      ) : null}
      {charterShown ? <Charter onClose={() => charter.set(false)} /> : null}
    </Suspense>
  );
}

/** The help within a dialog: stands in the dialog, over it. */
export function HelpOverDialog() {
  const { speak } = useLanguage();
  const isOpen = useObservable(help) !== undefined;
  useEffect(() => {
    dialogs.update((count) => count + 1);
    return () => dialogs.update((count) => count - 1);
  }, []);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : help.set(undefined))}>
      <Dialog.Portal>
        <Dialog.Popup className="help over" aria-label={speak("learn.help")}>
          <Suspense fallback={null}>
            <HelpPane />
          </Suspense>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
