import { Menu } from "@base-ui/react/menu";
import { Check, Languages } from "lucide-react";
import { useRef } from "react";
import { preferences } from "#store/preferences";
import { useLanguage } from "#ui/language.tsx";

const tongues = ["fr", "en", "bm"] as const;

/** Chooses the language of the screen: French, English, or Bambara as far as it goes. */
export function LanguageMenu() {
  const { speak, tongue } = useLanguage();
  // The list stands where its button does: within the same landmark of the page.
  const home = useRef<HTMLDivElement>(null);
  return (
    <div ref={home}>
      <Menu.Root>
        <Menu.Trigger className="button quiet">
          <Languages aria-hidden="true" />
          <span className="unseen">{speak("ui.language")}</span>
          {speak(`ui.action.language-${tongue}`)}
        </Menu.Trigger>
        <Menu.Portal container={home}>
          <Menu.Positioner sideOffset={4} align="end" className="menu-place">
            <Menu.Popup className="menu" aria-label={speak("ui.language")}>
              <Menu.RadioGroup
                value={tongue}
                onValueChange={(value) => preferences.tongue.set(tongues.find((each) => each === value) ?? "fr")}
              >
                {tongues.map((each) => (
                  <Menu.RadioItem key={each} value={each} className="menu-item" closeOnClick>
                    <span lang={each}>{speak(`ui.action.language-${each}`)}</span>
                    <Menu.RadioItemIndicator className="menu-mark">
                      <Check aria-hidden="true" />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}
