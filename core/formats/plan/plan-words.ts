import { type Lang, type Speak, speaker } from "#core/messages/catalogue";

/** The plan's words and numbers in one language. */
export interface PlanWords {
  readonly lang: Lang;
  /** Any sentence of the catalogue. */
  readonly speak: Speak;
  /** Sentence of `plan.<key>`. */
  say(key: string, params?: Readonly<Record<string, string | number>>): string;
  /** A number as written: `1 234,5`. */
  number(value: number, decimals?: number): string;
  /** An ISO date as written: `4 mars 2026`; other text comes back as it is. */
  date(iso: string): string;
}

/** No-break space of the width French typography asks for between thousands. */
const THIN = "\u202f";

/** The words of a plan. */
export function planWords(lang: Lang): PlanWords {
  const speak = speaker(lang);
  const say = (key: string, params?: Readonly<Record<string, string | number>>) => speak(`plan.${key}`, params);
  return {
    lang,
    speak,
    say,
    number(value, decimals = 0) {
      const [whole, rest] = Math.abs(value).toFixed(decimals).split(".");
      const grouped = (whole as string).replace(/\B(?=(\d{3})+$)/g, lang === "fr" ? THIN : ",");
      const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? "–" : "";
      return `${sign}${grouped}${rest ? `${lang === "fr" ? "," : "."}${rest}` : ""}`;
    },
    date(iso) {
      const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
      if (!parts) return iso;
      const [, year, month, day] = parts as unknown as [string, string, string, string];
      const dayText = lang === "fr" && Number(day) === 1 ? "1er" : String(Number(day));
      return `${dayText} ${say(`month.${Number(month)}`)} ${year}`;
    },
  };
}
