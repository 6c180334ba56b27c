import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import type { Words } from "#core/features/feature-class";
import { type Lang, langOf, type Speak, speaker, type Tongue } from "#core/messages/catalogue";
import { preferences } from "#store/preferences";
import { type Numbers, numbersOf } from "#ui/numbers";
import { useObservable } from "#ui/use-observable";

/** The language in use: its sentences, its numbers, and its word for a declared thing. */
export interface Language {
  /** Language of the sentences. */
  readonly tongue: Tongue;
  /** Language of data, numbers and papers. */
  readonly lang: Lang;
  readonly speak: Speak;
  readonly numbers: Numbers;
  /** The word of a class, field or choice. */
  word(words: Words): string;
}

function languageOf(tongue: Tongue): Language {
  const lang = langOf(tongue);
  const voice = speaker(tongue);
  const numbers = numbersOf(lang);
  // Numbers inside a sentence are written as the language writes them; `count` stays a number, it picks the plural.
  const speak: Speak = (key, params = {}) =>
    voice(
      key,
      Object.fromEntries(
        Object.entries(params).map(([name, value]) => [
          name,
          typeof value === "number" && name !== "count" ? numbers.number(value, 2) : value,
        ]),
      ),
    );
  return { tongue, lang, speak, numbers, word: (words) => (tongue === "bm" && words.bm) || words[lang] };
}

const languages: Partial<Record<Tongue, Language>> = {};

/** The voice of a language, made once. */
export function languageNamed(tongue: Tongue): Language {
  languages[tongue] ??= languageOf(tongue);
  return languages[tongue];
}

const LanguageContext = createContext<Language | undefined>(undefined);

/** Gives everything below it the language the planner chose, and tells the page. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const tongue = useObservable(preferences.tongue);
  const language = useMemo(() => languageNamed(tongue), [tongue]);
  useEffect(() => {
    document.documentElement.lang = tongue;
  }, [tongue]);
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>;
}

/** The language in use. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error("useLanguage outside LanguageProvider");
  return language;
}
