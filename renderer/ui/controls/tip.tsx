import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";

/** A word that appears beside a control that is pointed at or focused; with its key, and why it is greyed. */
export function Tip(props: {
  words: string;
  shortcut?: string | undefined;
  why?: string | undefined;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactElement;
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={props.children} delay={350} />
      <Tooltip.Portal>
        <Tooltip.Positioner side={props.side ?? "bottom"} sideOffset={6} className="tip-place">
          <Tooltip.Popup className="tip">
            {props.words}
            {props.shortcut ? <kbd>{props.shortcut}</kbd> : null}
            {props.why ? <span className="why">{props.why}</span> : null}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
