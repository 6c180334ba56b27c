import { Dialog } from "@base-ui/react/dialog";
import { lazy, Suspense, useEffect } from "react";
import { useLanguage } from "#ui/language.tsx";
import { dialogs, help } from "#ui/learn/help-place";
import { useObservable } from "#ui/use-observable";

const HelpPane = lazy(() => import("#ui/learn/help-pane.tsx").then((module) => ({ default: module.HelpPane })));

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
        {/* The pane itself takes the focus to the section it opens at, and back. */}
        <Dialog.Popup className="help over" aria-label={speak("learn.help")} initialFocus={false} finalFocus={false}>
          <Suspense fallback={null}>
            <HelpPane />
          </Suspense>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
