import { useState } from "react";
import { takeAnnex } from "#core/commands/take-annex";
import { classOf } from "#core/features/classes";
import { fitToClass } from "#core/formats/fit-to-class";
import { classesFor, guessColumns } from "#core/formats/import-mapping";
import type { OutsideFeature } from "#core/formats/outside-feature";
import type { Feature } from "#core/model/feature";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Takes annexed objects into the plan as a class of their shape; their columns go to the fields they name. */
export function AnnexSection({ features }: { features: readonly Feature[] }) {
  const bench = useBench();
  const { speak, word } = useLanguage();
  const [chosen, setChosen] = useState("");
  const [first] = features;
  const shape = first?.geometry?.kind;
  if (!shape || !features.every((each) => classOf(each.class).annex && each.geometry?.kind === shape)) return null;
  const classes = classesFor({ kinds: { [shape]: features.length } }).filter(({ coverage }) => !coverage);
  const as = classes.some(({ id }) => id === chosen) ? chosen : (classes[0]?.id ?? "");
  const take = () => {
    const outside = features.map(
      ({ id, geometry, tags }): OutsideFeature => ({
        feature: id,
        values: tags ?? {},
        parts: geometry ? [geometry] : [],
        collapsed: 0,
      }),
    );
    const columns = guessColumns(as, [...new Set(outside.flatMap(({ values }) => Object.keys(values)))]);
    const mapping = { layer: "", as, columns, rest: false };
    const made = fitToClass(outside, mapping, { file: "", layer: "" }, () => crypto.randomUUID()).features;
    const ids = features.map(({ id }) => id);
    if (!bench.run(takeAnnex, { ids, features: made }, { undoable: true })) bench.show(made.map(({ id }) => id));
  };
  return (
    <section className="group" aria-label={speak("wizard.annex.take")}>
      <h3>{speak("wizard.annex.take")}</h3>
      <ChoiceInput
        label={speak("wizard.annex.take.as")}
        value={as}
        onChange={setChosen}
        choices={classes.map(({ id, label }) => ({ value: id, words: word(label) }))}
      />
      <Button onClick={take}>{speak("wizard.annex.take.do", { count: features.length })}</Button>
      {shape === "polygon" ? <p className="quiet small">{speak("wizard.annex.take.faces")}</p> : null}
    </section>
  );
}
