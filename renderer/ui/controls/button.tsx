import type { LucideIcon } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Tip } from "#ui/controls/tip.tsx";

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly icon?: LucideIcon | undefined;
  readonly kind?: "plain" | "primary" | "quiet" | "danger";
  /** Why it cannot be used now; absent when it can. Said in the tooltip and to screen readers. */
  readonly why?: string | undefined;
  readonly shortcut?: string | undefined;
  readonly pressed?: boolean | undefined;
  readonly wide?: boolean;
  readonly big?: boolean;
  readonly submit?: boolean;
  /** Takes the focus when it appears: Enter does what was waited for. */
  readonly awaited?: boolean;
  /** Name by which the guided lotissement lights it. */
  readonly mark?: string | undefined;
}

/** A button with words. Unavailable, it stays focusable and says why. */
export function Button(props: ButtonProps) {
  const { icon: Icon, kind = "plain", why } = props;
  const whyId = useId();
  const button = (
    <button
      type={props.submit ? "submit" : "button"}
      className={["button", kind, props.wide ? "wide" : "", props.big ? "big" : ""].join(" ")}
      // biome-ignore lint/a11y/noAutofocus: only what the planner waited for, inside a dialog
      autoFocus={props.awaited}
      aria-disabled={why ? true : undefined}
      aria-describedby={why ? whyId : undefined}
      aria-pressed={props.pressed}
      data-mark={props.mark}
      onClick={(event) => {
        if (why) event.preventDefault();
        else props.onClick();
      }}
    >
      {Icon ? <Icon aria-hidden="true" /> : null}
      {props.children}
      {why ? (
        <span className="unseen" id={whyId}>
          {why}
        </span>
      ) : null}
    </button>
  );
  return why || props.shortcut ? (
    <Tip words={why ?? ""} shortcut={props.shortcut}>
      {button}
    </Tip>
  ) : (
    button
  );
}

/** A button with an icon alone; its name stands in the tooltip and for screen readers. */
export function IconButton(props: {
  icon: LucideIcon;
  name: string;
  onClick: () => void;
  why?: string | undefined;
  shortcut?: string | undefined;
  pressed?: boolean | undefined;
  expanded?: boolean | undefined;
  side?: "top" | "right" | "bottom" | "left";
  mark?: string | undefined;
}) {
  const { icon: Icon, why } = props;
  const whyId = useId();
  return (
    <Tip words={props.name} shortcut={props.shortcut} why={why} side={props.side ?? "bottom"}>
      <button
        type="button"
        className="icon-button"
        aria-label={props.name}
        aria-disabled={why ? true : undefined}
        aria-describedby={why ? whyId : undefined}
        aria-pressed={props.pressed}
        aria-expanded={props.expanded}
        data-mark={props.mark}
        aria-keyshortcuts={props.shortcut?.replace("Ctrl", "Control").replace("Maj", "Shift")}
        onClick={() => {
          if (!why) props.onClick();
        }}
      >
        <Icon aria-hidden="true" />
        {why ? (
          <span className="unseen" id={whyId}>
            {why}
          </span>
        ) : null}
      </button>
    </Tip>
  );
}
