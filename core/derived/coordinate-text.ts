/** A position as somebody wrote it: degrees on WGS 84, or metres in the project CRS. */
export type WrittenPosition =
  | { readonly kind: "degrees"; readonly lat: number; readonly lon: number }
  | { readonly kind: "metres"; readonly e: number; readonly n: number };

/**
 * Reads a position as planners write it, with decimal comma or point, with or without letters:
 * `E 612345 N 1398765`, `612 345,67 1 398 765,4`, `12,64 -8,0` (latitude first), `N 12.64 W 8`,
 * `12°38'24"N 8°00'O`. O and W are both west. `undefined` for anything else: `12/5` and `12 5` are parcels.
 */
export function readPosition(text: string): WrittenPosition | undefined {
  const plain = normalized(text);
  return plain.includes("°") ? readAngles(plain) : (readLettered(plain) ?? readBare(plain));
}

/** One alphabet for all that keyboards, papers and other programs write. */
function normalized(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/[\u2019\u2032´`]/g, "'")
    .replace(/[\u201d\u2033]|''/g, '"')
    .replace(/[º˚]/g, "°")
    .replace(/(\d)[\u00a0\u202f'](?=\d{3}(?!\d))/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/\b(?:NORD|NORTH|LATITUDE|LAT|Y)\b/g, "N")
    .replace(/\b(?:EST|EAST|LONGITUDE|LONG|LON|LNG|X)\b/g, "E")
    .replace(/\b(?:OUEST|WEST)\b/g, "O")
    .replace(/\b(?:SUD|SOUTH)\b/g, "S")
    .replace(/([NSEOW])\s*[:=]\s*/g, "$1 ");
}

const ANGLE = String.raw`-?\d+(?:[.,]\d+)?\s*°\s*(?:\d+(?:[.,]\d+)?\s*'\s*)?(?:\d+(?:[.,]\d+)?\s*"\s*)?`;
const FIGURES = String.raw`-?\d[\d ,.]*`;

function readAngles(text: string): WrittenPosition | undefined {
  const parts = lettered(text, ANGLE);
  if (parts) return ofLetters(parts, angle);
  const bare = new RegExp(`^(${ANGLE})[\\s,;]*(${ANGLE})$`).exec(text);
  const [lat, lon] = [angle(bare?.[1]), angle(bare?.[2])];
  return lat !== undefined && lon !== undefined ? degrees(lat, lon) : undefined;
}

function readLettered(text: string): WrittenPosition | undefined {
  const parts = lettered(text, FIGURES);
  return parts && ofLetters(parts, (figures) => number(figures.replace(/[\s,;]+$/, "").replace(/\s/g, "")));
}

interface Lettered {
  readonly letter: string;
  readonly value: string;
}

/** Two values each with its letter, all before or all behind. */
function lettered(text: string, value: string): readonly [Lettered, Lettered] | undefined {
  const before = new RegExp(`^([NSEOW])\\s*(${value})[\\s,;]*([NSEOW])\\s*(${value})$`).exec(text);
  const behind = new RegExp(`^(${value})\\s*([NSEOW])[\\s,;]*(${value})\\s*([NSEOW])$`).exec(text);
  const [, a, b, c, d] = (before ?? behind ?? []) as (string | undefined)[];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return before
    ? [
        { letter: a, value: b },
        { letter: c, value: d },
      ]
    : [
        { letter: b, value: a },
        { letter: d, value: c },
      ];
}

function ofLetters(
  parts: readonly [Lettered, Lettered],
  read: (value: string) => number | undefined,
): WrittenPosition | undefined {
  const north = parts.find(({ letter }) => letter === "N" || letter === "S");
  const east = parts.find(({ letter }) => letter !== "N" && letter !== "S");
  const y = north && read(north.value);
  const x = east && read(east.value);
  if (y === undefined || x === undefined) return undefined;
  const lat = north?.letter === "S" ? -y : y;
  const lon = east?.letter === "E" ? x : -x;
  const isGrid = Math.abs(x) > 180 || Math.abs(y) > 90;
  if (!isGrid) return degrees(lat, lon);
  return north?.letter === "N" && east?.letter === "E" ? metres(x, y) : undefined;
}

/** Two numbers without a letter: latitude and longitude when small and with decimals, east and north when large. */
function readBare(text: string): WrittenPosition | undefined {
  const pair = twoNumbers(text);
  if (!pair) return undefined;
  const [first, second] = pair.map(number);
  if (first === undefined || second === undefined) return undefined;
  if (Math.abs(first) <= 90 && Math.abs(second) <= 180) {
    return pair.some((each) => /[.,]/.test(each)) ? degrees(first, second) : undefined;
  }
  return metres(first, second);
}

function twoNumbers(text: string): readonly [string, string] | undefined {
  const joined =
    /^(-?\d+\.\d+),(-?\d+(?:\.\d+)?)$/.exec(text) ??
    /^(-?\d+),(-?\d{4,})$/.exec(text) ??
    /^(-?\d+,\d+),(-?\d+,\d+)$/.exec(text);
  if (joined) return [joined[1] as string, joined[2] as string];
  const tokens = text.split(/ ?; ?|, | /);
  if (!tokens.every((token) => /^-?\d[\d.,]*$/.test(token))) return undefined;
  // Thousands set apart by spaces: a group of exactly three digits goes on with the number before it.
  const numbers: string[] = [];
  for (const token of tokens) {
    const last = numbers.at(-1);
    if (last !== undefined && tokens.length > 2 && /^\d{3}(?:[.,]\d+)?$/.test(token) && /^-?\d+$/.test(last)) {
      numbers[numbers.length - 1] = last + token;
    } else numbers.push(token);
  }
  return numbers.length === 2 ? [numbers[0] as string, numbers[1] as string] : undefined;
}

function number(text: string): number | undefined {
  // `612,345.67` is English for `612345,67`.
  const plain = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) && (text.includes(".") || text.split(",").length > 2);
  const value = plain ? text.replaceAll(",", "") : text.replace(",", ".");
  return /^-?\d+(?:\.\d*)?$/.test(value) ? Number(value) : undefined;
}

function angle(text: string | undefined): number | undefined {
  const [, sign, deg, min, sec] =
    /^(-?)(\d+(?:[.,]\d+)?)\s*°\s*(?:(\d+(?:[.,]\d+)?)\s*'\s*)?(?:(\d+(?:[.,]\d+)?)\s*"\s*)?$/.exec(text ?? "") ?? [];
  if (deg === undefined) return undefined;
  const [d, m, s] = [deg, min ?? "0", sec ?? "0"].map((each) => Number(each.replace(",", "."))) as [
    number,
    number,
    number,
  ];
  if (m >= 60 || s >= 60) return undefined;
  const value = d + m / 60 + s / 3600;
  return sign === "-" ? -value : value;
}

function degrees(lat: number, lon: number): WrittenPosition | undefined {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { kind: "degrees", lat, lon } : undefined;
}

function metres(e: number, n: number): WrittenPosition | undefined {
  const isGrid = Math.abs(e) >= 1000 && Math.abs(e) < 1e7 && Math.abs(n) >= 1000 && Math.abs(n) < 1e8;
  return isGrid ? { kind: "metres", e, n } : undefined;
}
