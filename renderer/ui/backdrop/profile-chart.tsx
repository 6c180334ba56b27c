import { type KeyboardEvent, type PointerEvent, type RefObject, useLayoutEffect, useMemo, useState } from "react";
import { colourOf } from "#core/features/palette";
import { preferences } from "#store/preferences";
import { profileAxes } from "#ui/backdrop/profile-axes";
import { type ProfilePlace, placeNear } from "#ui/backdrop/profile-data";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";

const HEIGHT = 150;
const FACE = '"Noto Sans", "Segoe UI", system-ui, sans-serif';

/**
 * Altitude over distance. Pointing at it, or its arrow keys (Shift: ten places; Home, End), moves a mark along the
 * line; `onAt` hears which place it stands on.
 */
export function ProfileChart(props: {
  chart: RefObject<SVGSVGElement | null>;
  places: readonly ProfilePlace[];
  at: number | undefined;
  onAt: (index: number | undefined) => void;
}) {
  const { chart, places, at, onAt } = props;
  const { speak, numbers } = useLanguage();
  const tone = useObservable(preferences.theme);
  const [width, setWidth] = useState(720);
  useLayoutEffect(() => {
    const element = chart.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(240, Math.round(element.getBoundingClientRect().width)));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [chart]);
  const axes = useMemo(() => profileAxes(places, width, HEIGHT), [places, width]);
  const last = places.length - 1;
  const place = at === undefined ? undefined : places[at];
  const words = (one: ProfilePlace) =>
    speak(one.altitudeM === undefined ? "backdrop.profile.at-none" : "backdrop.profile.at", {
      distance: numbers.length(one.distanceM),
      altitude: numbers.number(one.altitudeM ?? 0),
    });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 10 : 1;
    const from = at ?? 0;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: from + step,
      ArrowUp: from + step,
      ArrowLeft: from - step,
      ArrowDown: from - step,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    onAt(Math.max(0, Math.min(last, to)));
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!axes) return;
    const box = event.currentTarget.getBoundingClientRect();
    onAt(placeNear(places, axes.distanceAt(((event.clientX - box.left) / box.width) * width)));
  };
  const ink = colourOf("ink", tone);
  const line = colourOf("laterite", tone);
  return (
    <div
      className="profile-chart"
      role="slider"
      tabIndex={0}
      aria-label={speak("backdrop.profile.chart")}
      aria-valuemin={0}
      aria-valuemax={Math.round(places[last]?.distanceM ?? 0)}
      aria-valuenow={Math.round(place?.distanceM ?? 0)}
      aria-valuetext={place ? words(place) : speak("backdrop.profile.no-mark")}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onAt(undefined)}
      onBlur={() => onAt(undefined)}
    >
      <svg ref={chart} viewBox={`0 0 ${width} ${HEIGHT}`} fontFamily={FACE} fontSize={11} fill={ink} aria-hidden="true">
        {axes ? (
          <>
            {axes.altitudes.map((altitude) => (
              <g key={altitude}>
                <line
                  x1={axes.left}
                  x2={axes.right}
                  y1={axes.yOf(altitude)}
                  y2={axes.yOf(altitude)}
                  stroke={ink}
                  strokeOpacity={0.18}
                />
                <text x={axes.left - 6} y={axes.yOf(altitude) + 4} textAnchor="end">
                  {`${numbers.number(altitude, 1)} m`}
                </text>
              </g>
            ))}
            {axes.distances.map((distance) => (
              <g key={distance}>
                <line
                  x1={axes.xOf(distance)}
                  x2={axes.xOf(distance)}
                  y1={axes.bottom}
                  y2={axes.bottom + 4}
                  stroke={ink}
                />
                <text x={axes.xOf(distance)} y={axes.bottom + 17} textAnchor={distance === 0 ? "start" : "middle"}>
                  {numbers.length(distance)}
                </text>
              </g>
            ))}
            <line x1={axes.left} x2={axes.right} y1={axes.bottom} y2={axes.bottom} stroke={ink} />
            <path d={axes.ground} fill={line} fillOpacity={0.14} />
            <path d={axes.line} fill="none" stroke={line} strokeWidth={2} strokeLinejoin="round" />
            {place ? (
              <g data-mark="">
                <line
                  x1={axes.xOf(place.distanceM)}
                  x2={axes.xOf(place.distanceM)}
                  y1={axes.top}
                  y2={axes.bottom}
                  stroke={ink}
                />
                {place.altitudeM === undefined ? null : (
                  <circle
                    cx={axes.xOf(place.distanceM)}
                    cy={axes.yOf(place.altitudeM)}
                    r={4.5}
                    fill={colourOf("paper", tone)}
                    stroke={line}
                    strokeWidth={2}
                  />
                )}
              </g>
            ) : null}
          </>
        ) : null}
      </svg>
    </div>
  );
}
