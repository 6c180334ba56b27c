import { act as actClass } from "#core/features/acts";
import { fieldOf } from "#core/features/feature-class";
import type { ActWords } from "#ui/acts/act-words";
import { TextInput } from "#ui/controls/fields.tsx";
import { useLanguage } from "#ui/language.tsx";

const KEYS = ["number", "date", "office", "reason"] as const;

/** Number, day, office and reason of an act before it is made. */
export function ActFields({ words, onChange }: { words: ActWords; onChange: (words: ActWords) => void }) {
  const { speak, word } = useLanguage();
  return (
    <>
      {KEYS.map((key) => (
        <TextInput
          key={key}
          label={word(fieldOf(actClass, key)?.label ?? { fr: key, en: key })}
          type={key === "date" ? "date" : "text"}
          value={words[key]}
          onChange={(text) => onChange({ ...words, [key]: text })}
        />
      ))}
      <p className="quiet small">{speak("acts.fields.words")}</p>
    </>
  );
}
