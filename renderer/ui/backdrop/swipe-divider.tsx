import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** How far an arrow key moves the divider, shares of the map's width; with Shift, the larger step. */
const STEP = 0.02;
const LARGE_STEP = 0.1;

/**
 * The divider over the map: the backdrop is shown to its left only. Drag it, or use the arrows, Home and End; Escape
 * takes it away.
 */
export function SwipeDivider() {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const swipe = useObservable(bench.backdrops.swipe);
  const backdrops = useObservable(bench.backdrops.list);
  const holds = useRef(false);
  const backdrop = backdrops.find(({ handle }) => handle === swipe?.handle);
  if (!swipe || !backdrop) return null;
  const set = (share: number) =>
    bench.backdrops.swipe.set({ handle: swipe.handle, share: Math.max(0, Math.min(1, share)) });
  const leave = () => {
    bench.backdrops.swipe.set(undefined);
    bench.editor.get()?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    if (event.key === "ArrowRight" || event.key === "ArrowUp") set(swipe.share + step);
    else if (event.key === "ArrowLeft" || event.key === "ArrowDown") set(swipe.share - step);
    else if (event.key === "Home") set(0);
    else if (event.key === "End") set(1);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (holds.current && box) set((event.clientX - box.left) / box.width);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className="swipe"
      style={{ left: `${swipe.share * 100}%` }}
      aria-label={speak("backdrop.swipe", { name: backdrop.about.name })}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(swipe.share * 100)}
      aria-valuetext={speak("backdrop.swipe.value", { share: numbers.share(swipe.share) })}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        holds.current = true;
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        holds.current = false;
      }}
      onPointerCancel={() => {
        holds.current = false;
      }}
    >
      <span className="swipe-grip">
        <GripVertical aria-hidden="true" />
      </span>
    </div>
  );
}
