import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { type DockPart, dock } from "#ui/docking/dock";
import { useDock } from "#ui/docking/use-dock";
import { useLanguage } from "#ui/language.tsx";

/** How far an arrow key moves an edge, pixels; with Shift, the larger step. */
const STEP_PX = 16;
const LARGE_STEP_PX = 64;

/** The key and the way of the pointer that make each part larger. */
const larger = {
  panel: { key: "ArrowRight", smaller: "ArrowLeft", axis: "x", sign: 1 },
  side: { key: "ArrowLeft", smaller: "ArrowRight", axis: "x", sign: -1 },
  table: { key: "ArrowUp", smaller: "ArrowDown", axis: "y", sign: -1 },
} as const;

/**
 * The edge between a part of the window and the map: drag it, or focus it and use the arrows (Shift for larger steps),
 * Home and End. Enter folds the part away; a double click gives its usual size back.
 */
export function Splitter({ part, onFold }: { part: DockPart; onFold: () => void }) {
  const { speak } = useLanguage();
  const { px, range } = useDock(part);
  const from = useRef<{ readonly at: number; readonly px: number }>(undefined);
  const [dragging, setDragging] = useState(false);
  const { axis, sign, key, smaller } = larger[part];
  const set = (wanted: number) => dock[part].set(Math.max(range.min, Math.min(range.max, Math.round(wanted))));
  const place = (event: PointerEvent) => (axis === "x" ? event.clientX : event.clientY);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? LARGE_STEP_PX : STEP_PX;
    if (event.key === key) set(px + step);
    else if (event.key === smaller) set(px - step);
    else if (event.key === "Home") set(range.min);
    else if (event.key === "End") set(range.max);
    else if (event.key === "Enter") onFold();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const stop = () => {
    from.current = undefined;
    setDragging(false);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be focused and moved; the role says what this is
    <div
      role="separator"
      tabIndex={0}
      className={`splitter ${part}-splitter${dragging ? " dragging" : ""}`}
      aria-label={speak(`look.splitter.${part}`)}
      aria-orientation={axis === "x" ? "vertical" : "horizontal"}
      aria-valuenow={px}
      aria-valuemin={range.min}
      aria-valuemax={range.max}
      aria-valuetext={speak("look.splitter.value", { px })}
      onKeyDown={onKeyDown}
      onDoubleClick={() => dock[part].set(range.usual)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: place(event), px };
        setDragging(true);
      }}
      onPointerMove={(event) => {
        if (from.current) set(from.current.px + (place(event) - from.current.at) * sign);
      }}
      onPointerUp={stop}
      onPointerCancel={stop}
    />
  );
}
