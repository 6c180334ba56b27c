import { useId, useMemo, useState } from "react";
import type { Norm } from "#core/model/referentiel";
import { TextInput } from "#ui/controls/fields.tsx";
import { useLanguage } from "#ui/language.tsx";
import { quantityWords } from "#ui/norms/norm-words";
import { differsFromShipped, groupOf, normGroups } from "#ui/norms/referentiel-draft";

/** Letters without accents, small: what a search compares. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** All norms by group, found by a word of their name, key or source. */
export function NormList(props: {
  norms: Readonly<Record<string, Norm>>;
  chosen: string;
  onChoose: (key: string) => void;
}) {
  const { speak, numbers } = useLanguage();
  const { norms, chosen, onChoose } = props;
  const [wanted, setWanted] = useState("");
  const id = useId();
  const nameOf = (key: string): string => {
    const name = speak(`norm.${key}`);
    return name === `norm.${key}` ? key : name;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: names depend on the language alone
  const groups = useMemo(() => {
    const words = plain(wanted).split(/\s+/).filter(Boolean);
    const found = Object.entries(norms).filter(([key, { source }]) => {
      const text = plain(`${nameOf(key)} ${key} ${source}`);
      return words.every((word) => text.includes(word));
    });
    return Map.groupBy(found, ([key]) => groupOf(key));
  }, [norms, wanted, speak]);
  return (
    <div className="referentiel-list">
      <TextInput label={speak("norms.search")} value={wanted} onChange={setWanted} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by key */}
      <section className="referentiel-norms" tabIndex={0} aria-label={speak("norms.list")}>
        {groups.size === 0 ? <p className="quiet">{speak("norms.search-none")}</p> : null}
        {normGroups.map(({ id: group }) => {
          const members = groups.get(group) ?? [];
          if (members.length === 0) return null;
          return (
            <section key={group} aria-labelledby={`${id}-${group}`}>
              <h3 id={`${id}-${group}`}>{speak(`norms.group.${group}`)}</h3>
              <ul className="lines">
                {members.map(([key, norm]) => (
                  <li key={key}>
                    <button
                      type="button"
                      className="list-button"
                      aria-current={key === chosen}
                      onClick={() => onChoose(key)}
                    >
                      <span>{nameOf(key)}</span>
                      <span className="figure">
                        {differsFromShipped(key, norm) ? (
                          <span className="norm-mark">{speak("norms.changed")}</span>
                        ) : null}{" "}
                        {quantityWords(key, norm, speak, numbers)}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </section>
    </div>
  );
}
