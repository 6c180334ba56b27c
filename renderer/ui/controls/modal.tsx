import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useLanguage } from "#ui/language.tsx";

/** A dialog over the page: title, body, and a row of acts at its foot. Escape and the cross close it. */
export function Modal(props: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  foot?: ReactNode;
  wide?: boolean;
}) {
  const { speak } = useLanguage();
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={props.wide ? "modal wide" : "modal"}>
          <Dialog.Title>{props.title}</Dialog.Title>
          <div className="modal-body">{props.children}</div>
          {props.foot ? <div className="modal-foot">{props.foot}</div> : null}
          {/* Last, so that the first field takes the focus when the dialog opens. */}
          <Dialog.Close className="icon-button modal-close" aria-label={speak("ui.close")}>
            <X aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
