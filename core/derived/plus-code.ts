/**
 * Plus codes (Open Location Code): a place on WGS 84 in a few letters, made and read without a table or a network.
 *
 * @see the Open Location Code specification, github.com/google/open-location-code (Documentation/Specification)
 */

const DIGITS = "23456789CFGHJMPQRVWX";
const SEPARATOR_AT = 8;
/** Digits that come in pairs, latitude and longitude; behind them each digit is a cell of a grid of 5 rows, 4 columns. */
const PAIRED = 10;
const MOST = 15;
const ROWS = 5;
const COLUMNS = 4;
/** Steps of the finest digit in one degree: 8000 pairs of a degree, five grid digits behind them. */
const LAT_STEPS = 8000 * ROWS ** (MOST - PAIRED);
const LON_STEPS = 8000 * COLUMNS ** (MOST - PAIRED);

/** Ground a code stands for, degrees on WGS 84. */
export interface PlusCodeArea {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/**
 * The code of a position.
 *
 * @param lat degrees; what lies beyond a pole is put on it
 * @param lon degrees; turned into -180 to 180
 * @param length digits: 2, 4, 6, 8, or 10 to 15; 10 is 14 m, 11 is 3 m
 */
export function plusCodeOf(lat: number, lon: number, length = 10): string {
  const digits = Math.min(MOST, length);
  let y = clamped(steps(lat, LAT_STEPS) + 90 * LAT_STEPS, 180 * LAT_STEPS - 1);
  let x = modulo(steps(lon, LON_STEPS) + 180 * LON_STEPS, 360 * LON_STEPS);
  let grid = "";
  for (let i = PAIRED; i < MOST; i++) {
    grid = digit((y % ROWS) * COLUMNS + (x % COLUMNS)) + grid;
    y = Math.floor(y / ROWS);
    x = Math.floor(x / COLUMNS);
  }
  let pairs = "";
  for (let i = 0; i < PAIRED; i += 2) {
    pairs = digit(y % 20) + digit(x % 20) + pairs;
    y = Math.floor(y / 20);
    x = Math.floor(x / 20);
  }
  const all = (pairs + grid).slice(0, digits).padEnd(SEPARATOR_AT, "0");
  return `${all.slice(0, SEPARATOR_AT)}+${all.slice(SEPARATOR_AT)}`;
}

/** Whether a text is a code: `full` by itself, `short` beside a place, or none. Letter case is no matter. */
export function plusCodeKind(text: string): "full" | "short" | undefined {
  const code = text.toUpperCase();
  const at = code.indexOf("+");
  const behind = code.length - at - 1;
  if (at < 0 || at > SEPARATOR_AT || at % 2 === 1 || code.length === 1 || behind === 1) return undefined;
  const shape = new RegExp(`^[${DIGITS}]*(?:00)*\\+[${DIGITS}]*$`);
  if (!shape.test(code)) return undefined;
  // Padding stands for what a whole code leaves open: nothing follows it, and a short code has none.
  if (code.includes("0") && (at !== SEPARATOR_AT || behind > 0 || code.startsWith("0"))) return undefined;
  if (at < SEPARATOR_AT) return "short";
  const lat = DIGITS.indexOf(code[0] as string) * 20;
  const lon = DIGITS.indexOf(code[1] as string) * 20;
  return lat < 180 && lon < 360 ? "full" : undefined;
}

/** The ground of a full code. @throws RangeError for anything else */
export function plusCodeArea(code: string): PlusCodeArea {
  if (plusCodeKind(code) !== "full") throw new RangeError(`${code} is not a full Plus code`);
  const digits = code.toUpperCase().replace(/[+0]/g, "").slice(0, MOST);
  let y = 0;
  let x = 0;
  let height = 400 * LAT_STEPS;
  let width = 400 * LON_STEPS;
  for (let i = 0; i < digits.length; ) {
    if (i < PAIRED) {
      height /= 20;
      width /= 20;
      y += DIGITS.indexOf(digits[i] as string) * height;
      x += DIGITS.indexOf(digits[i + 1] as string) * width;
      i += 2;
    } else {
      const value = DIGITS.indexOf(digits[i] as string);
      height /= ROWS;
      width /= COLUMNS;
      y += Math.floor(value / COLUMNS) * height;
      x += (value % COLUMNS) * width;
      i++;
    }
  }
  return {
    south: y / LAT_STEPS - 90,
    west: x / LON_STEPS - 180,
    north: (y + height) / LAT_STEPS - 90,
    east: (x + width) / LON_STEPS - 180,
  };
}

/** The full code a short one stands for beside a place: the nearest that ends so. @throws RangeError when not short */
export function plusCodeNear(short: string, lat: number, lon: number): string {
  if (plusCodeKind(short) !== "short") throw new RangeError(`${short} is not a short Plus code`);
  const missing = SEPARATOR_AT - short.indexOf("+");
  const near = clamped(lat + 90, 180) - 90;
  const code = plusCodeOf(near, lon).slice(0, missing) + short.toUpperCase();
  const area = plusCodeArea(code);
  const stepDeg = 20 ** (2 - missing / 2);
  let y = (area.south + area.north) / 2;
  let x = (area.west + area.east) / 2;
  if (near + stepDeg / 2 < y && y - stepDeg >= -90) y -= stepDeg;
  else if (near - stepDeg / 2 > y && y + stepDeg <= 90) y += stepDeg;
  if (lon + stepDeg / 2 < x) x -= stepDeg;
  else if (lon - stepDeg / 2 > x) x += stepDeg;
  return plusCodeOf(y, x, code.length - 1);
}

/** Whole steps below a value; a value written in decimals that falls on a step counts as on it. */
function steps(deg: number, perDeg: number): number {
  return Math.floor(Math.round(deg * perDeg * 1e4) / 1e4);
}

function digit(value: number): string {
  return DIGITS[value] as string;
}

function clamped(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
