import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { dismissNotices } from "#ui/controls/notices.tsx";
import { useLanguage } from "#ui/language.tsx";
import { CoachStrip } from "#ui/learn/coach-strip.tsx";
import { HelpOverDialog } from "#ui/learn/help-over-dialog.tsx";
import type { HelpSection } from "#ui/learn/help-place";

/**
 * A dialog over the page: title, body, and a row of acts at its foot. Escape and the cross close it; Enter in a field of
 * one line does the principal act, as in a form.
 */
export function Modal(props: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  foot?: ReactNode;
  wide?: boolean;
  /** Holds nothing but words: the keyboard scrolls it. */
  reading?: boolean;
  /** Section of the guide that speaks of it. */
  help: HelpSection;
}) {
  const { speak } = useLanguage();
  const foot = useRef<HTMLDivElement>(null);
  // A dialog is not covered by what was said before it.
  useEffect(() => dismissNotices(), []);
  const [opener] = useState(() => document.activeElement);
  // What opened a dialog may go with it (the plan is settled: its button has gone): the map takes the keys then.
  const focusAfter = (): HTMLElement | boolean => {
    const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
    return isThere ? opener : (document.querySelector<HTMLElement>(".map") ?? true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    if (event.key !== "Enter" || event.defaultPrevented || event.ctrlKey) return;
    if (!(target instanceof HTMLInputElement) || target.form || /search|checkbox|radio/.test(target.type)) return;
    // Once the field has kept what was typed.
    setTimeout(() => foot.current?.querySelector<HTMLElement>(".button.primary")?.click(), 0);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup finalFocus={focusAfter} className={props.wide ? "modal wide" : "modal"} data-help={props.help}>
          <Dialog.Title>{props.title}</Dialog.Title>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the fields in it take the keys */}
          <div className="modal-body" onKeyDown={onKeyDown} tabIndex={props.reading ? 0 : undefined}>
            <CoachStrip />
            {props.children}
          </div>
          {props.foot ? (
            <div className="modal-foot" ref={foot}>
              {props.foot}
            </div>
          ) : null}
          {/* Last, so that the first field takes the focus when the dialog opens. */}
          <Dialog.Close className="icon-button modal-close" aria-label={speak("ui.close")}>
            <X aria-hidden="true" />
          </Dialog.Close>
          <HelpOverDialog />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
