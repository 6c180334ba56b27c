import type { LevelInput, RemainderPolicy } from "#core/derived/divide/division-input";
import type { FrontEdge } from "#core/derived/divide/frontage";
import type { Heading } from "#core/derived/divide/headings";
import { type LevelCut, lengthBefore, whereLength } from "#core/derived/divide/level-cut";
import type { Side } from "#core/derived/divide/sides";
import { type Refusal, refuse } from "#core/model/refusal";

/** What is left over below this goes to the last part, square metres: the rounding of the areas asked for. */
const NO_REST_M2 = 1;
/** Frontage left over below this goes to the last part, metres: the rounding of the survey. */
const NO_REST_M = 0.5;

/** Levels of the cuts, rising, and what the parts between them aim at. */
export interface Wanted {
  readonly levels: readonly number[];
  readonly targetsM2: readonly (number | undefined)[];
  readonly remainder: boolean;
}

/** Where the cuts of a method stand, before any house is looked at. */
export function levelsOf(
  level: LevelCut,
  input: LevelInput,
  heading: Heading,
  fronts: readonly FrontEdge[],
): Wanted | Refusal {
  const totalM2 = level.totalMm2 / 1e6;
  if (input.method === "equal") {
    return byAreas(
      level,
      Array.from({ length: input.parts }, () => totalM2 / input.parts),
      false,
    );
  }
  if (input.method === "areas") {
    const shared = sharedOut(input.areasM2, totalM2, input.remainder);
    return "refused" in shared ? shared : byAreas(level, shared.sizes, shared.remainder);
  }
  if (input.method === "parallel") {
    let at = meanLevel(level, heading.side?.path ?? []);
    const levels: number[] = [];
    for (const distance of input.distancesM) {
      at += distance * 1000;
      if (at >= level.to) {
        return refuse("divide.too-deep", { params: { depthM: Math.floor((level.to - level.from) / 10) / 100 } });
      }
      levels.push(at);
    }
    return { levels, targetsM2: [...levels.map(() => undefined), undefined], remainder: true };
  }
  const stretches = stretchesOn(level, heading.side, fronts);
  const lengthM = lengthBefore(stretches, Infinity) / 1000;
  const whole = Math.floor(lengthM / input.widthM + 1e-9);
  if (whole < 1)
    return refuse("divide.front-too-short", { params: { frontM: rounded(lengthM), widthM: input.widthM } });
  const rest = lengthM - whole * input.widthM;
  const policy = rest < NO_REST_M ? "last" : (input.remainder ?? "create");
  const parts = policy === "create" ? whole + 1 : whole;
  const widthM = policy === "spread" ? lengthM / whole : input.widthM;
  const levels = Array.from({ length: parts - 1 }, (_, i) => whereLength(stretches, (i + 1) * widthM * 1000));
  return { levels, targetsM2: Array.from({ length: parts }, () => undefined), remainder: policy === "create" };
}

/** Areas asked for made to fill the whole, after the policy for what is left. */
export function sharedOut(
  areasM2: readonly number[],
  totalM2: number,
  policy: RemainderPolicy = "create",
): { sizes: readonly number[]; remainder: boolean } | Refusal {
  const sum = areasM2.reduce((a, b) => a + b, 0);
  if (sum > totalM2 + NO_REST_M2) {
    return refuse("divide.areas-too-large", {
      params: { sumM2: rounded(sum), areaM2: rounded(totalM2), excessM2: rounded(sum - totalM2) },
    });
  }
  const rest = totalM2 - sum;
  if (rest >= NO_REST_M2 && policy === "create") return { sizes: [...areasM2, rest], remainder: true };
  if (rest >= NO_REST_M2 && policy === "spread") {
    return { sizes: areasM2.map((area) => area + rest / areasM2.length), remainder: false };
  }
  return { sizes: areasM2.map((area, i) => (i === areasM2.length - 1 ? area + rest : area)), remainder: false };
}

function byAreas(level: LevelCut, sizesM2: readonly number[], remainder: boolean): Wanted {
  const levels: number[] = [];
  let before = 0;
  for (const size of sizesM2.slice(0, -1)) {
    before += size;
    levels.push(level.whereArea(before * 1e6));
  }
  return { levels, targetsM2: sizesM2, remainder };
}

function meanLevel(level: LevelCut, path: readonly number[]): number {
  const turned = level.inFrame(path);
  return ((turned[0] ?? 0) + (turned.at(-2) ?? 0)) / 2;
}

/** The edges widths are measured on: the frontage that lies on the side, else the side itself. */
function stretchesOn(level: LevelCut, side: Side | undefined, fronts: readonly FrontEdge[]): number[] {
  const path = side?.path ?? [];
  const onSide: number[] = [];
  const onFront: number[] = [];
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
    const [au, , bu] = level.inFrame([ax, ay, bx, by]) as [number, number, number, number];
    const stretch = [au, bu, Math.hypot(bx - ax, by - ay)];
    onSide.push(...stretch);
    const isFront = fronts.some(({ a, b }) => a[0] === ax && a[1] === ay && b[0] === bx && b[1] === by);
    if (isFront) onFront.push(...stretch);
  }
  return onFront.length > 0 ? onFront : onSide;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
