import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from "react";
import type { Feature } from "#core/model/feature";
import { PlanPicture, type Sight } from "#editor/plan-picture";
import { preferences } from "#store/preferences";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";

/** How far an arrow key goes, pixels, and how much a key or a notch of the wheel zooms. */
const STEP_PX = 40;
const ZOOM = 1.25;

interface PlanMapProps {
  readonly name: string;
  readonly features: readonly Feature[];
  readonly sight: Sight | undefined;
  readonly onSight: (sight: Sight) => void;
  readonly onFit: () => void;
}

/** One plan on a small map of its own. Drag, wheel, arrows, + and −, and `Home` for the whole. */
export function PlanMap({ name, features, sight, onSight, onFit }: PlanMapProps) {
  const { speak, lang } = useLanguage();
  const tone = useObservable(preferences.theme);
  const canvas = useRef<HTMLCanvasElement>(null);
  const held = useRef<readonly [number, number]>(undefined);
  const picture = useMemo(() => new PlanPicture(features), [features]);
  useEffect(() => {
    if (!canvas.current || !sight) return;
    // One drawing a frame, however many moves it brings.
    const frame = requestAnimationFrame(() => {
      if (canvas.current) picture.draw(canvas.current, sight, { tone, lang });
    });
    return () => cancelAnimationFrame(frame);
  }, [picture, sight, tone, lang]);

  const pan = (dxPx: number, dyPx: number) => {
    if (!sight) return;
    const [x, y] = sight.centre;
    onSight({ ...sight, centre: [x + dxPx * sight.mmPerPx, y - dyPx * sight.mmPerPx] });
  };
  const zoom = (factor: number) => sight && onSight({ ...sight, mmPerPx: sight.mmPerPx / factor });
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowLeft: () => pan(-STEP_PX, 0),
      ArrowRight: () => pan(STEP_PX, 0),
      ArrowUp: () => pan(0, -STEP_PX),
      ArrowDown: () => pan(0, STEP_PX),
      "+": () => zoom(ZOOM),
      "=": () => zoom(ZOOM),
      "-": () => zoom(1 / ZOOM),
      Home: onFit,
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    if (!held.current) return;
    pan(held.current[0] - clientX, held.current[1] - clientY);
    held.current = [clientX, clientY];
  };
  return (
    <figure>
      <figcaption>{name}</figcaption>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={speak("scenarios.map", { name: name })}
        onKeyDown={onKeyDown}
        onWheel={(event) => zoom(event.deltaY < 0 ? ZOOM : 1 / ZOOM)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = [event.clientX, event.clientY];
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          held.current = undefined;
        }}
      />
    </figure>
  );
}
