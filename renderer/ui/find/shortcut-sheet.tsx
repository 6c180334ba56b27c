import { Printer } from "lucide-react";
import { keyWords } from "#ui/actions/action";
import { actionGroups } from "#ui/actions/all-actions";
import { Button } from "#ui/controls/button.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";
import "./find.css";

/** Keys of the map itself, which are no actions. Words under `find.keys.<id>`. */
const mapKeys: readonly { readonly id: string; readonly keys: readonly string[] }[] = [
  { id: "pan", keys: ["← ↑ → ↓"] },
  { id: "crosshair", keys: ["C"] },
  { id: "press", keys: ["Enter", "Space"] },
  { id: "finish", keys: ["Ctrl+Enter"] },
  { id: "back", keys: ["Backspace"] },
  { id: "square", keys: ["O"] },
  { id: "arc", keys: ["A"] },
  { id: "trace", keys: ["T"] },
  { id: "menu", keys: ["Shift+F10"] },
];

/** Every key in one sheet; it prints on one A4 page. */
export function ShortcutSheet() {
  const bench = useBench();
  const { speak, lang } = useLanguage();
  const groups = [
    ...actionGroups.map(({ id, actions }) => ({
      title: speak(`ui.keys.${id}`),
      lines: actions
        .filter(({ keys }) => keys.length > 0)
        .map((action) => ({ id: action.id, name: speak(`ui.action.${action.id}`), keys: action.keys })),
    })),
    { title: speak("ui.map"), lines: mapKeys.map(({ id, keys }) => ({ id, name: speak(`find.keys.${id}`), keys })) },
  ].filter(({ lines }) => lines.length > 0);
  return (
    <Modal
      help="data"
      title={speak("ui.action.shortcuts")}
      wide
      reading
      onClose={() => bench.dialog.set(undefined)}
      foot={
        <Button icon={Printer} onClick={() => print()}>
          {speak("find.keys.print")}
        </Button>
      }
    >
      <div className="key-sheet">
        {groups.map((group) => (
          <section key={group.title} className="group">
            <h3>{group.title}</h3>
            <ul className="keys">
              {group.lines.map((line) => (
                <li key={line.id}>
                  <span>{line.name}</span>
                  <span className="row">
                    {line.keys.map((keys) => (
                      <kbd key={keys}>{keyWords(keys, lang)}</kbd>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
