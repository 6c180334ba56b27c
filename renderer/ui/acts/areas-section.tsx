import { useMemo } from "react";
import { areaVerdicts } from "#core/derived/area-verdict";
import { landBookWords } from "#core/derived/land-book";
import { classOf } from "#core/features/classes";
import { fieldOf } from "#core/features/feature-class";
import type { Feature } from "#core/model/feature";
import { useLanguage } from "#ui/language.tsx";
import { useNorms } from "#ui/workbench/bench-context.tsx";

/** The areas a parcel states, each held against its boundary. Nothing where none is stated. */
export function AreasSection({ feature }: { feature: Feature }) {
  const { speak, numbers, word } = useLanguage();
  const norms = useNorms();
  const verdicts = useMemo(() => areaVerdicts(feature, norms), [feature, norms]);
  const [first] = verdicts;
  if (!first) return null;
  const square = (m2: number) => `${numbers.number(m2, 1)}\u00a0m²`;
  return (
    <section className="group" aria-label={speak("acts.areas")}>
      <table className="figures small areas">
        <thead>
          <tr>
            <th scope="col">{speak("acts.areas")}</th>
            <th scope="col">m²</th>
            <th scope="col">{speak("acts.areas.difference")}</th>
            <th scope="col">{speak("acts.areas.verdict")}</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map(({ key, statedM2, differenceM2, within }) => (
            <tr key={key}>
              <th scope="row">{word(fieldOf(classOf(feature.class), key)?.label ?? { fr: key, en: key })}</th>
              <td title={landBookWords(statedM2)}>{numbers.number(statedM2, 2)}</td>
              <td>{`${differenceM2 > 0 ? "+" : ""}${numbers.number(differenceM2, 1)}`}</td>
              <td className={within ? "good" : "bad"}>{speak(within ? "acts.areas.within" : "acts.areas.off")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet small">
        {speak("acts.areas.tolerance", { tolerance: square(first.toleranceM2), computed: square(first.computedM2) })}
      </p>
    </section>
  );
}
