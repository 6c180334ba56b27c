import { lazy, Suspense, useEffect } from "react";
import { charter, dialogs, help, openHelp } from "#ui/learn/help-place";
import { useObservable } from "#ui/use-observable";

const HelpPane = lazy(() => import("#ui/learn/help-pane.tsx").then((module) => ({ default: module.HelpPane })));
const Charter = lazy(() => import("#ui/design/charter.tsx").then((module) => ({ default: module.Charter })));

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
