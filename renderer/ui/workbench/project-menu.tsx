import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { useRef } from "react";
import { keyWords, reasonAgainst } from "#ui/actions/action";
import { actionNamed } from "#ui/actions/all-actions";
import { useLanguage } from "#ui/language.tsx";
import { showsAction } from "#ui/profiles/profile";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

const entries = [
  "rename",
  "referentiel",
  "import",
  "open",
  "-",
  "export",
  "plan",
  "-",
  "language-fr",
  "language-en",
  "language-bm",
  "-",
  "contrast",
  "profile",
  "palette",
  "shortcuts",
  "-",
  "leave",
];

const showsEntry = (entry: string): boolean => showsAction(entry);

/** The project's name, and the acts on the project as a whole. */
export function ProjectMenu() {
  const bench = useBench();
  const { meta } = useSnapshot();
  const { speak, lang } = useLanguage();
  const home = useRef<HTMLDivElement>(null);
  return (
    <div ref={home}>
      <Menu.Root>
        <Menu.Trigger className="project-menu">
          <span className="mark" aria-hidden="true" />
          <span className="project-name">{meta.name}</span>
          <ChevronDown aria-hidden="true" size={14} />
        </Menu.Trigger>
        <Menu.Portal container={home}>
          <Menu.Positioner sideOffset={4} align="start" className="menu-place">
            <Menu.Popup className="menu" aria-label={speak("ui.project-menu")}>
              {entries.filter(showsEntry).map((entry, index) => {
                if (entry === "-") {
                  // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
                  return <Menu.Separator key={index} className="menu-line" />;
                }
                const action = actionNamed(entry);
                const Icon = action.icon;
                const reason = reasonAgainst(action, bench);
                const words = (
                  <>
                    <Icon aria-hidden="true" />
                    {speak(`ui.action.${entry}`)}
                    {action.keys[0] ? <kbd>{keyWords(action.keys[0], lang)}</kbd> : null}
                  </>
                );
                if (action.pressed) {
                  return (
                    <Menu.CheckboxItem
                      key={entry}
                      className="menu-item"
                      checked={action.pressed(bench)}
                      closeOnClick
                      onClick={() => action.run(bench)}
                    >
                      {words}
                      <Menu.CheckboxItemIndicator className="menu-mark">
                        <Check aria-hidden="true" />
                      </Menu.CheckboxItemIndicator>
                    </Menu.CheckboxItem>
                  );
                }
                return (
                  <Menu.Item
                    key={entry}
                    className="menu-item"
                    disabled={reason !== undefined}
                    onClick={() => action.run(bench)}
                  >
                    {words}
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
