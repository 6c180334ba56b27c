import type { FeatureClass, Style } from "#core/features/feature-class";
import { colourOf } from "#core/features/palette";
import type { Pictogram } from "#core/features/pictograms";
import { preferences } from "#store/preferences";
import { useObservable } from "#ui/use-observable";

/** The sign of a class (or of one of its cases) as the map draws it, 22 × 14. */
export function Swatch({
  declared,
  style,
  sign,
}: {
  declared: FeatureClass;
  style?: Omit<Style, "by" | "label"> | undefined;
  sign?: Pictogram | undefined;
}) {
  const tone = useObservable(preferences.theme);
  const drawn = { ...declared.style, ...style };
  const stroke = drawn.stroke ? colourOf(drawn.stroke, tone) : "none";
  const fill = drawn.fill ? colourOf(drawn.fill, tone) : "none";
  const width = Math.max(1, Math.min(3, (drawn.widthMm ?? 0.2) * 3.8));
  const dash = drawn.dashMm?.map((each) => each * 2).join(" ");
  return (
    <svg className="swatch" width="22" height="14" viewBox="0 0 22 14" aria-hidden="true">
      {declared.geometry === "line" ? (
        <path d="M1 10 8 4l6 5 7-5" fill="none" stroke={stroke} strokeWidth={width} strokeDasharray={dash} />
      ) : declared.geometry === "point" && sign ? (
        <rect x="4" y="0" width="14" height="14" fill={fill} />
      ) : declared.geometry === "point" ? (
        <PointSign shape={drawn.symbol?.shape ?? "circle"} fill={fill} stroke={stroke} />
      ) : (
        <rect
          x="1.5"
          y="1.5"
          width="19"
          height="11"
          rx="1"
          fill={fill}
          stroke={stroke}
          strokeWidth={width}
          strokeDasharray={dash}
        />
      )}
      {sign ? (
        <path
          d={pathOf(sign, 0.78, [11, 7])}
          fill={declared.geometry === "point" ? "#fff" : stroke}
          fillRule="evenodd"
        />
      ) : null}
    </svg>
  );
}

/** A pictogram around a place, so many units of its own to one of its box. */
function pathOf(sign: Pictogram, scale: number, [x, y]: readonly [number, number]): string {
  const at = (value: number, middle: number): number => Math.round((middle + (value - 6) * scale) * 100) / 100;
  return sign
    .map((ring) => {
      const corners: string[] = [];
      for (let i = 0; i < ring.length; i += 2)
        corners.push(`${at(ring[i] as number, x)} ${at(ring[i + 1] as number, y)}`);
      return `M${corners.join("L")}Z`;
    })
    .join("");
}

function PointSign({ shape, fill, stroke }: { shape: string; fill: string; stroke: string }) {
  if (shape === "bubble") return <path d="M4.5 1.5h13v8h-6l-3 3.5v-3.5h-4Z" fill={fill} stroke={stroke} />;
  if (shape === "camera") {
    return (
      <>
        <path d="M4 4h3.5L9 2h4l1.5 2H18v8.5H4Z" fill={fill} stroke={stroke} />
        <circle cx="11" cy="8" r="2" fill={stroke} />
      </>
    );
  }
  if (shape === "square") return <rect x="6" y="2" width="10" height="10" fill={fill} />;
  if (shape === "triangle") return <path d="M11 1 17 13H5Z" fill={fill} />;
  if (shape === "drop") return <path d="M11 1c3 4 5 6 5 8a5 4.5 0 0 1-10 0c0-2 2-4 5-8Z" fill={fill} />;
  if (shape === "cross") return <path d="M9.5 2h3v3.5H16v3h-3.500V12h-3V8.500H6v-3h3.500Z" fill={fill} />;
  return <circle cx="11" cy="7" r="4" fill={fill} />;
}
