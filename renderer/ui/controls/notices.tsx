import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { Refusal } from "#core/model/refusal";
import { preferences } from "#store/preferences";
import { codeSentence } from "#ui/failure";
import { languageNamed, useLanguage } from "#ui/language.tsx";

const manager = Toast.createToastManager();

/** Says something in the corner for a while, perhaps with one act (`Annuler`). */
export function notify(
  words: string,
  options: { kind?: "plain" | "good" | "bad"; action?: { words: string; run: () => void }; id?: string } = {},
): void {
  const { kind = "plain", action } = options;
  const id = manager.add({
    ...(options.id ? { id: options.id } : {}),
    title: words,
    type: kind,
    timeout: kind === "bad" ? 12_000 : 6_000,
    priority: kind === "bad" ? "high" : "low",
    ...(action
      ? {
          actionProps: {
            children: action.words,
            onClick: () => {
              manager.close(id);
              action.run();
            },
          },
        }
      : {}),
  });
}

/** Takes a notice away, or all of them. */
export function dismissNotices(id?: string): void {
  manager.close(id);
}

/** Says why something was refused, in the language in use. */
export function notifyRefusal(refusal: Refusal): void {
  notify(codeSentence(languageNamed(preferences.tongue.get()).speak, refusal), { kind: "bad", id: "refusal" });
}

/** Where notices are said. One, at the root. */
export function Notices() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <NoticeList />
      </Toast.Portal>
    </Toast.Provider>
  );
}

function NoticeList() {
  const { toasts } = Toast.useToastManager();
  const { speak } = useLanguage();
  return (
    <Toast.Viewport className="toasts" aria-label={speak("ui.notices")}>
      {toasts.map((toast) => (
        <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={[]} data-type={toast.type}>
          <Toast.Title className="words" render={<p />} />
          {toast.actionProps ? <Toast.Action className="button quiet" /> : null}
          <Toast.Close className="icon-button" aria-label={speak("ui.close")}>
            <X aria-hidden="true" />
          </Toast.Close>
        </Toast.Root>
      ))}
    </Toast.Viewport>
  );
}
