import { useEffect, useRef, useState } from "react";
import { shownClasses } from "#core/features/classes";
import { palette } from "#core/features/palette";
import type { Theme } from "#store/preferences";
import { actionGroups } from "#ui/actions/all-actions";
import { contrastRatio } from "#ui/design/contrast";
import { ControlStates } from "#ui/design/control-states.tsx";
import { type ColourToken, colourTokens, spaceTokens, typeTokens } from "#ui/design/tokens";
import { useLanguage } from "#ui/language.tsx";
import { Swatch } from "#ui/panels/swatch.tsx";

/** One theme, whole: colours with their contrast, letters, spaces, signs, icons, controls. */
export function ThemeSheet({ theme }: { theme: Theme }) {
  const { speak, word } = useLanguage();
  return (
    <section className="sheet" data-theme={theme} aria-label={speak(`charter.theme.${theme}`)}>
      <h2>{speak(`charter.theme.${theme}`)}</h2>
      <ControlStates />
      <Colours theme={theme} />
      <h3>{speak("charter.type")}</h3>
      {typeTokens.map((token) => (
        <p key={token} className="type-line" style={{ fontSize: `var(--${token})` }}>
          <code>{token}</code> {speak("charter.type.sample")}
        </p>
      ))}
      <p className="type-line">
        <strong>{speak("charter.type.sample")}</strong>
      </p>
      <h3>{speak("charter.spacing")}</h3>
      <ul className="spaces">
        {spaceTokens.map((token) => (
          <li key={token}>
            <i style={{ width: `var(--${token})` }} />
            <code>{token}</code>
          </li>
        ))}
      </ul>
      <h3>{speak("charter.palette")}</h3>
      <ul className="tiles">
        {Object.entries(palette).map(([name, value]) => (
          <li key={name}>
            <i style={{ background: value }} />
            <code>{name}</code>
          </li>
        ))}
      </ul>
      <h3>{speak("charter.signs")}</h3>
      <ul className="tiles">
        {shownClasses.map((declared) => (
          <li key={declared.id}>
            <Swatch declared={declared} />
            <span>{word(declared.label)}</span>
          </li>
        ))}
      </ul>
      <h3>{speak("charter.icons")}</h3>
      <ul className="tiles">
        {actionGroups
          .flatMap(({ actions }) => actions)
          .map(({ id, icon: Icon }) => (
            <li key={id}>
              <Icon aria-hidden="true" size={16} />
              <span>{speak(`ui.action.${id}`)}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** Colours as the browser reads them off the theme, with the contrast of each on its grounds. */
function Colours({ theme }: { theme: Theme }) {
  const { speak, numbers } = useLanguage();
  const table = useRef<HTMLTableElement>(null);
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what is read
  useEffect(() => {
    if (!table.current) return;
    const style = getComputedStyle(table.current);
    const names = new Set(colourTokens.flatMap(({ name, on }) => [name, ...on.map(({ ground }) => ground)]));
    setValues(new Map([...names].map((name) => [name, style.getPropertyValue(`--${name}`).trim()])));
  }, [theme]);
  const ratioWords = (token: ColourToken, { ground, least }: ColourToken["on"][number]) => {
    const ratio = contrastRatio(values.get(token.name) ?? "", values.get(ground) ?? "");
    if (ratio === undefined) return null;
    const passes = ratio >= least;
    return (
      <span key={ground} className={passes ? "ratio" : "ratio bad"}>
        {speak("charter.on", { ratio: numbers.number(ratio, 1), ground })}{" "}
        <em>{speak(passes ? "charter.passes" : "charter.fails")}</em>
      </span>
    );
  };
  return (
    <>
      <h3>{speak("charter.colours")}</h3>
      <table className="colours" ref={table}>
        <thead>
          <tr>
            <th scope="col">{speak("charter.colour")}</th>
            <th scope="col">{speak("charter.value")}</th>
          </tr>
        </thead>
        <tbody>
          {colourTokens.map((token) => (
            <tr key={token.name}>
              <th scope="row">
                <i style={{ background: `var(--${token.name})` }} />
                <code>{token.name}</code>
              </th>
              <td>
                <code>{values.get(token.name)}</code>
                {token.on.map((ground) => ratioWords(token, ground))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
