import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { PlanPicture, type Sight, sightOf } from "#editor/plan-picture";
import { preferences } from "#store/preferences";
import { useLanguage } from "#ui/language.tsx";
import type { ComparedPlan } from "#ui/scenarios/scenario-desk";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** How far an arrow key goes, pixels, and how much a key or a notch of the wheel zooms. */
const STEP_PX = 40;
const ZOOM = 1.25;

/** Plans side by side, one map each; all look at the same ground. Drag, wheel, arrows, + and −. */
export function PlanMaps({ plans }: { plans: readonly ComparedPlan[] }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const ground = useMemo(() => groundOf(bench.session.project), [bench]);
  const host = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState<Sight>();
  const fit = useCallback(() => {
    const canvas = host.current?.querySelector("canvas");
    if (canvas) setSight(sightOf(plans[0]?.features ?? [], [canvas.clientWidth, canvas.clientHeight]));
  }, [plans]);
  useEffect(fit, [fit]);
  return (
    <div ref={host} className="plan-maps" style={{ gridTemplateColumns: `repeat(${plans.length}, minmax(0, 1fr))` }}>
      {plans.map((plan) => (
        <PlanMap key={plan.key} plan={plan} ground={ground} sight={sight} onSight={setSight} onFit={fit} />
      ))}
      <p className="quiet small plan-maps-help">{speak("scenarios.maps.help")}</p>
    </div>
  );
}

interface PlanMapProps {
  readonly plan: ComparedPlan;
  readonly ground: readonly Feature[];
  readonly sight: Sight | undefined;
  readonly onSight: (sight: Sight) => void;
  readonly onFit: () => void;
}

function PlanMap({ plan, ground, sight, onSight, onFit }: PlanMapProps) {
  const { speak, lang } = useLanguage();
  const tone = useObservable(preferences.theme);
  const canvas = useRef<HTMLCanvasElement>(null);
  const held = useRef<readonly [number, number]>(undefined);
  const picture = useMemo(() => new PlanPicture([...ground, ...plan.features]), [ground, plan]);
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
      <figcaption>{plan.name}</figcaption>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={speak("scenarios.map", { name: plan.name })}
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

/** What lies under and over every plan alike. */
const GROUND: readonly ClassId[] = ["landUse", "water", "waterCourse", "building", "facility", "perimeter"];

function groundOf(project: ProjectView): Feature[] {
  const streets = [...project.ofClass("streetAxis")].filter(
    ({ fields }) => (fields["state"] ?? "existant") === "existant",
  );
  return [...GROUND.flatMap((id) => [...project.ofClass(id)]), ...streets];
}
