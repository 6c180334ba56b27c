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
          <header>
            <Dialog.Title>{props.title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={speak("ui.close")}>
              <X aria-hidden="true" />
            </Dialog.Close>
          </header>
          <div className="body">{props.children}</div>
          {props.foot ? <footer>{props.foot}</footer> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
