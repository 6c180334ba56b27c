import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { ThemeSheet } from "#ui/design/theme-sheet.tsx";
import { useLanguage } from "#ui/language.tsx";
import { HelpOverDialog } from "#ui/learn/help-over-dialog.tsx";
import "./design.css";

/** The visual language over the whole window: tokens, icons and every control in every state, in both themes. */
export function Charter({ onClose }: { onClose: () => void }) {
  const { speak } = useLanguage();
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Popup className="charter" data-help="start">
          <header>
            <div>
              <Dialog.Title>{speak("charter.title")}</Dialog.Title>
              <p className="quiet">{speak("charter.words")}</p>
            </div>
            <Dialog.Close className="icon-button" aria-label={speak("ui.close")}>
              <X aria-hidden="true" />
            </Dialog.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <section className="charter-sheets" aria-label={speak("charter.title")} tabIndex={0}>
            <ThemeSheet theme="light" />
            <ThemeSheet theme="contrast" />
          </section>
          <HelpOverDialog />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
