import { palette } from "#core/features/palette";

interface Plot {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
}

const LOT_W = 22;
const LOT_H = 25;
const LOTS = 7;
const STREET = 15;
const ILOTS_ACROSS = 4;
const ILOTS_DOWN = 9;

/** Îlots of two rows of lots, some kept as reserves: the picture of what the tool makes. */
function plots(): Plot[] {
  const all: Plot[] = [];
  for (let column = 0; column < ILOTS_ACROSS; column++) {
    for (let row = 0; row < ILOTS_DOWN; row++) {
      const reserve = (column * 7 + row * 3) % 11 === 4;
      for (let lot = 0; lot < LOTS; lot++) {
        for (let side = 0; side < 2; side++) {
          const tone = (column * 31 + row * 17 + lot * 5 + side * 3) % 7;
          all.push({
            x: column * (LOTS * LOT_W + STREET) + lot * LOT_W,
            y: row * (2 * LOT_H + STREET) + side * LOT_H,
            fill: reserve ? palette.acacia : tone === 0 ? palette.millet : palette.milletPale,
          });
        }
      }
    }
  }
  return all;
}

const PLOTS = plots();

/** A quiet drawing of a laid-out village behind the brand. */
export function VillageDrawing() {
  return (
    <svg className="village" viewBox="0 0 520 768" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect width="520" height="768" fill={palette.laterite} />
      <g transform="rotate(-14 260 384) translate(-90 -40)">
        {PLOTS.map((plot) => (
          <rect
            key={`${plot.x} ${plot.y}`}
            x={plot.x}
            y={plot.y}
            width={LOT_W - 1.2}
            height={LOT_H - 1.2}
            fill={plot.fill}
            opacity={0.2}
          />
        ))}
        <rect
          x={-200}
          y={4 * (2 * LOT_H + STREET) - STREET - 3}
          width={1200}
          height={STREET + 4}
          fill={palette.laterite}
        />
        <path
          d="M-160 260 C 60 300, 120 420, 260 430 S 520 560, 860 520"
          fill="none"
          stroke={palette.laterite}
          strokeWidth={52}
        />
        <path
          d="M-160 260 C 60 300, 120 420, 260 430 S 520 560, 860 520"
          fill="none"
          stroke={palette.riverPale}
          strokeWidth={20}
          opacity={0.45}
        />
      </g>
    </svg>
  );
}
