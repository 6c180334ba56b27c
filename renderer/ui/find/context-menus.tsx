import { Menu } from "@base-ui/react/menu";
import { useEffect, useState } from "react";
import { type MenuPlace, menuEntries, menuTitle, placeOfKeys, placeOfPointer } from "#ui/find/context-entries";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";
import "./find.css";

/**
 * The menus of the right button, of Shift+F10 and of the menu key, on the map and on the rows of tables. A row is
 * known by its `data-feature`.
 */
export function ContextMenus() {
  const bench = useBench();
  const language = useLanguage();
  const [place, setPlace] = useState<MenuPlace>();

  useEffect(() => {
    const open = (event: Event, wanted: MenuPlace | undefined) => {
      if (!wanted) return;
      event.preventDefault();
      setPlace(wanted);
    };
    const onContextMenu = (event: MouseEvent) => {
      // The menu's own ground never shows the browser's.
      if ((event.target as Element).closest(".menu")) event.preventDefault();
      else open(event, placeOfPointer(bench, event));
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const isMenuKey = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
      if (isMenuKey && !event.defaultPrevented) open(event, placeOfKeys(bench));
    };
    document.addEventListener("contextmenu", onContextMenu);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("contextmenu", onContextMenu);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, [bench]);

  if (!place) return null;
  return (
    <Menu.Root open onOpenChange={(open) => (open ? undefined : setPlace(undefined))}>
      <Menu.Portal container={place.from.closest("main") ?? document.body}>
        <Menu.Positioner
          anchor={{ getBoundingClientRect: () => DOMRect.fromRect({ x: place.px[0], y: place.px[1] }) }}
          side="bottom"
          align="start"
          collisionAvoidance={{ side: "shift", align: "shift" }}
          collisionPadding={8}
          className="menu-place"
        >
          <Menu.Popup
            className="menu context"
            aria-label={menuTitle(bench, language, place)}
            finalFocus={() => place.from}
          >
            <p className="context-title" aria-hidden="true">
              {menuTitle(bench, language, place)}
            </p>
            {menuEntries(bench, language, place).map((entry, index) =>
              entry === "-" ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name, and do not move while it is open
                <Menu.Separator key={index} className="menu-line" />
              ) : (
                <Menu.Item
                  key={entry.id}
                  className="menu-item choice"
                  disabled={entry.why !== undefined}
                  onClick={() => {
                    setPlace(undefined);
                    // Once the menu is gone: the focus it gives back must not undo what the entry does.
                    setTimeout(() => entry.run(), 0);
                  }}
                >
                  <entry.icon aria-hidden="true" />
                  <span className="choice-words">
                    <span>{entry.name}</span>
                    {entry.why ? <span className="choice-why">{entry.why}</span> : null}
                  </span>
                  {entry.keys ? <kbd>{entry.keys}</kbd> : null}
                </Menu.Item>
              ),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
