import type { Lang } from "#core/messages/catalogue";

/** Numbers, quantities and dates as a language writes them. Spaces inside do not break. */
export interface Numbers {
  /** A plain number, with so many decimals at most. */
  number(value: number, decimals?: number): string;
  /** A number with so many decimals, no fewer: figures that stand one under another. */
  fixed(value: number, decimals: number): string;
  /** An area given in m²: `1 234 m²`, from 10 ha on `12,3 ha`. */
  area(areaM2: number): string;
  /** Areas that stand one under another, all in the unit of the greatest: `12,34 ha`, `0,04 ha`. */
  areasUpTo(greatestM2: number): (areaM2: number) => string;
  /** A length given in metres: `85 m`, from 10 km on `12,3 km`. */
  length(lengthM: number): string;
  /** A share from 0 to 1: `23,4 %`. */
  share(value: number): string;
  /** A coordinate given in millimetres, shown in metres to the centimetre. */
  coordinate(valueMm: number): string;
  /** An ISO time as day and hour. */
  moment(iso: string): string;
  /** An ISO date, `2026-11-22`, as day alone. */
  day(isoDate: string): string;
  /** An ISO time as hour alone. */
  hour(iso: string): string;
  /** A size given in bytes. */
  bytes(size: number): string;
}

const NBSP = "\u00a0";

/** How a language writes numbers. */
export function numbersOf(lang: Lang): Numbers {
  const locale = lang === "fr" ? "fr-FR" : "en-GB";
  const plain = [0, 1, 2, 3].map((digits) =>
    late(() => new Intl.NumberFormat(locale, { minimumFractionDigits: 0, maximumFractionDigits: digits })),
  );
  const fixed = [0, 1, 2, 3].map((digits) =>
    late(() => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })),
  );
  const percent = late(() => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }));
  const dayAndHour = late(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }));
  // A date without time means that day wherever one is.
  const day = late(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }));
  const hour = late(() => new Intl.DateTimeFormat(locale, { timeStyle: "short" }));
  const of = (formats: readonly (() => Intl.NumberFormat)[], value: number, decimals: number): string => {
    const format = formats[decimals];
    if (!format) throw new RangeError(`numbers are written with 0 to 3 decimals, not ${decimals}`);
    return format().format(value);
  };
  const number = (value: number, decimals = 0): string => of(plain, value, decimals);
  return {
    number,
    fixed: (value, decimals) => of(fixed, value, decimals),
    area: (areaM2) => (areaM2 >= 100_000 ? `${number(areaM2 / 10_000, 1)}${NBSP}ha` : `${number(areaM2)}${NBSP}m²`),
    areasUpTo: (greatestM2) => (areaM2) =>
      greatestM2 >= 100_000 ? `${of(fixed, areaM2 / 10_000, 2)}${NBSP}ha` : `${number(areaM2)}${NBSP}m²`,
    length: (lengthM) =>
      lengthM >= 10_000 ? `${number(lengthM / 1000, 1)}${NBSP}km` : `${number(lengthM, lengthM < 100 ? 1 : 0)}${NBSP}m`,
    share: (value) => percent().format(value),
    coordinate: (valueMm) => of(fixed, valueMm / 1000, 2),
    moment: (iso) => dayAndHour().format(new Date(iso)),
    day: (isoDate) => day().format(new Date(isoDate)),
    hour: (iso) => hour().format(new Date(iso)),
    bytes: (size) =>
      size >= 1_000_000
        ? `${number(size / 1_000_000, 1)}${NBSP}${lang === "fr" ? "Mo" : "MB"}`
        : `${number(Math.max(1, size / 1000))}${NBSP}${lang === "fr" ? "ko" : "kB"}`,
  };
}

/** What is made when it is first asked for: each of these takes some milliseconds. */
function late<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
