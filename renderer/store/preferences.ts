import { type Lang, langOf, type Tongue } from "#core/messages/catalogue";
import { Observable } from "#store/observable";

export type Theme = "light" | "contrast";

/** An observable remembered on this machine. A browser that forbids storage forgets it at the next start. */
export function remembered<T>(key: string, fallback: T, isValid: (value: unknown) => value is T): Observable<T> {
  const name = `maillage.${key}`;
  let first = fallback;
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    if (isValid(kept)) first = kept;
  } catch {
    // Unreadable: the fallback stands.
  }
  const value = new Observable(first);
  value.subscribe(() => {
    try {
      localStorage.setItem(name, JSON.stringify(value.get()));
    } catch {
      // Not kept: a preference is not work.
    }
  });
  return value;
}

const isTongue = (value: unknown): value is Tongue => value === "fr" || value === "en" || value === "bm";
const isTheme = (value: unknown): value is Theme => value === "light" || value === "contrast";

const tongue = remembered<Tongue>("lang", "fr", isTongue);
const lang = new Observable<Lang>(langOf(tongue.get()));
tongue.subscribe(() => lang.set(langOf(tongue.get())));

/** What the planner chose for all projects. */
export const preferences = {
  /** Language of the sentences on the screen. */
  tongue,
  /** Language of data, numbers and papers: follows the tongue. */
  lang,
  theme: remembered<Theme>("theme", "light", isTheme),
};
