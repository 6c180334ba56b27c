import { Menu } from "@base-ui/react/menu";
import { Check, Magnet } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { type SnapKind, snapKinds } from "#core/derived/snap/snap-kinds";
import { snapSign } from "#editor/snap-sign";
import { drawingSettings } from "#store/drawing-settings";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";

/** Tolerances an arc can be flattened with, millimetres. */
const TOLERANCES = [1, 5, 10, 50] as const;

/** In the status bar: what the hand is drawn to, the unit of bearings, how finely arcs are cut. Remembered. */
export function SnapMenu() {
  const { speak } = useLanguage();
  const snaps = useObservable(drawingSettings.snaps);
  const kinds = useObservable(drawingSettings.kinds);
  const unit = useObservable(drawingSettings.angleUnit);
  const toleranceMm = useObservable(drawingSettings.arcToleranceMm);
  const home = useRef<HTMLDivElement>(null);
  return (
    <div ref={home} className="snap-menu">
      <Menu.Root>
        <Menu.Trigger className="button quiet">
          <Magnet aria-hidden="true" size={14} />
          {speak(snaps ? "draw.snap.on" : "draw.snap.off")}
        </Menu.Trigger>
        <Menu.Portal container={home}>
          <Menu.Positioner side="top" align="end" sideOffset={6} className="menu-place">
            <Menu.Popup className="menu" aria-label={speak("draw.snap.menu")}>
              <Tick checked={snaps} onChange={(on) => drawingSettings.snaps.set(on)}>
                <Magnet aria-hidden="true" />
                {speak("draw.snap.switch")}
                <kbd>{speak("draw.snap.alt")}</kbd>
              </Tick>
              <Menu.Separator className="menu-line" />
              {snapKinds.map((kind) => (
                <Tick
                  key={kind}
                  checked={kinds.includes(kind)}
                  disabled={!snaps}
                  onChange={(on) => drawingSettings.kinds.update((held) => withKind(held, kind, on))}
                >
                  <svg viewBox="-9 -9 18 18" aria-hidden="true" className="snap-sign">
                    <path d={snapSign(kind)} />
                  </svg>
                  {speak(`draw.snap.${kind}`)}
                </Tick>
              ))}
              <Menu.Separator className="menu-line" />
              <Menu.RadioGroup
                value={unit}
                onValueChange={(value) => drawingSettings.angleUnit.set(value === "gon" ? "gon" : "deg")}
              >
                {(["deg", "gon"] as const).map((each) => (
                  <Pick key={each} value={each}>
                    {speak(`draw.unit.${each}`)}
                  </Pick>
                ))}
              </Menu.RadioGroup>
              <Menu.Separator className="menu-line" />
              <Menu.RadioGroup
                value={toleranceMm}
                onValueChange={(value) => drawingSettings.arcToleranceMm.set(Number(value))}
              >
                {TOLERANCES.map((mm) => (
                  <Pick key={mm} value={mm}>
                    {speak("draw.arc-tolerance", { mm })}
                  </Pick>
                ))}
              </Menu.RadioGroup>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}

/** A list with a kind put in or taken out, in the order of preference. */
function withKind(held: readonly SnapKind[], kind: SnapKind, on: boolean): readonly SnapKind[] {
  return snapKinds.filter((each) => (each === kind ? on : held.includes(each)));
}

function Tick(props: { checked: boolean; disabled?: boolean; onChange: (on: boolean) => void; children: ReactNode }) {
  return (
    <Menu.CheckboxItem
      className="menu-item"
      checked={props.checked}
      disabled={props.disabled ?? false}
      onCheckedChange={props.onChange}
    >
      {props.children}
      <Menu.CheckboxItemIndicator className="menu-mark">
        <Check aria-hidden="true" />
      </Menu.CheckboxItemIndicator>
    </Menu.CheckboxItem>
  );
}

function Pick({ value, children }: { value: string | number; children: ReactNode }) {
  return (
    <Menu.RadioItem value={value} className="menu-item">
      {children}
      <Menu.RadioItemIndicator className="menu-mark">
        <Check aria-hidden="true" />
      </Menu.RadioItemIndicator>
    </Menu.RadioItem>
  );
}
