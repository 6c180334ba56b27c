import { Menu } from "@base-ui/react/menu";
import { CircleHelp } from "lucide-react";
import { useRef } from "react";
import type { Action } from "#ui/actions/action";
import { keyWords } from "#ui/actions/action";
import { useLanguage } from "#ui/language.tsx";
import { charter, openHelp } from "#ui/learn/help-place";
import { learnActions } from "#ui/learn/learn-actions";

/** Help on the first screen. */
export function StartHelpMenu({ onLesson }: { onLesson: () => void }) {
  const acts: Readonly<Record<string, () => void>> = {
    help: () => openHelp("start"),
    lesson: onLesson,
    charter: () => charter.set(true),
  };
  return <HelpMenu entries={learnActions} onChosen={({ id }) => acts[id]?.()} />;
}

/** A menu of help behind a question mark. */
export function HelpMenu({ entries, onChosen }: { entries: readonly Action[]; onChosen: (action: Action) => void }) {
  const { speak, lang } = useLanguage();
  // The list stands where its button does: within the same landmark of the page.
  const home = useRef<HTMLDivElement>(null);
  return (
    <div ref={home}>
      <Menu.Root>
        <Menu.Trigger className="icon-button" aria-label={speak("learn.help")}>
          <CircleHelp aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Portal container={home}>
          <Menu.Positioner sideOffset={4} align="end" className="menu-place">
            <Menu.Popup className="menu" aria-label={speak("learn.help")}>
              {entries.map((action) => {
                const Icon = action.icon;
                return (
                  <Menu.Item key={action.id} className="menu-item" onClick={() => onChosen(action)}>
                    <Icon aria-hidden="true" />
                    {speak(`ui.action.${action.id}`)}
                    {action.keys[0] ? <kbd>{keyWords(action.keys[0], lang)}</kbd> : null}
                  </Menu.Item>
                );
              })}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}
