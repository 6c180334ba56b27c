import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useLanguage } from "#ui/language.tsx";
import { CoachStrip } from "#ui/learn/coach-strip.tsx";
import { HelpOverDialog } from "#ui/learn/help-host.tsx";

/** A dialog over the page: title, body, and a row of acts at its foot. Escape and the cross close it. */
export function Modal(props: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  foot?: ReactNode;
  wide?: boolean;
  /** Section of the guide that speaks of it (`helpSections`). */
  help?: string;
}) {
  const { speak } = useLanguage();
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={props.wide ? "modal wide" : "modal"} data-help={props.help}>
          <Dialog.Title>{props.title}</Dialog.Title>
          <div className="modal-body">
            <CoachStrip />
            {props.children}
          </div>
          {props.foot ? <div className="modal-foot">{props.foot}</div> : null}
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
