import { useState } from "react";
import { classOf } from "#core/features/classes";
import { type FeatureClass, type Field, fieldOf } from "#core/features/feature-class";
import { columnNamesPerson } from "#core/features/personal-names";
import {
  type ColumnFate,
  classesFor,
  columnUnits,
  guessColumns,
  knownMapping,
  type LayerMapping,
  withMappings,
} from "#core/formats/import-mapping";
import type { ClassId } from "#core/model/feature";
import { Button } from "#ui/controls/button.tsx";
import { CheckInput, ChoiceInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { chooseFile, handOver } from "#ui/files";
import { mappingsIn, mappingText } from "#ui/import/known-mappings";
import type { Import } from "#ui/import/use-import";
import { mappedLayer, restOf } from "#ui/import/wizard";
import { useLanguage } from "#ui/language.tsx";

/** Second step: each layer to a class, each column to a field. */
export function MappingStep({ work }: { work: Import }) {
  const { speak, word } = useLanguage();
  const taken = work.layers.map((layer, i) => ({ layer, i })).filter(({ layer }) => layer.taken);
  const [chosen, setChosen] = useState(taken[0]?.i ?? 0);
  const held = taken.find(({ i }) => i === chosen) ?? taken[0];
  if (!held) return null;
  const { layer, i } = held;
  const { look, mapping } = layer;
  const featureClass = mapping.as === "annex" ? undefined : classOf(mapping.as as ClassId);
  const setMapping = (next: Partial<LayerMapping>) =>
    work.change(i, { mapping: { ...mapping, ...next }, known: false });
  const setClass = (as: string) =>
    setMapping({
      as,
      columns: guessColumns(
        as,
        look.columns.map(({ name }) => name),
      ),
    });
  const setFate = (column: string, fate: ColumnFate) => setMapping({ columns: { ...mapping.columns, [column]: fate } });
  const rest = restOf(layer);
  const load = async () => {
    const file = await chooseFile(".json");
    const given = file && mappingsIn(await file.text());
    if (!given) {
      if (file) notify(speak("wizard.mapping.load.bad", { file: file.name }), { kind: "bad", id: "mapping" });
      return;
    }
    let fits = 0;
    work.layers.forEach((each, nth) => {
      const siblings = work.layers.filter(({ file: of }) => of === each.file).map(({ look: one }) => mappedLayer(one));
      const found = knownMapping(mappedLayer(each.look), siblings, given);
      if (!found) return;
      fits++;
      work.change(nth, { mapping: found, known: true, taken: found.as !== "none" });
    });
    notify(speak("wizard.mapping.loaded", { count: fits }), { kind: fits > 0 ? "good" : "bad", id: "mapping" });
  };
  return (
    <div className="import-mapping">
      <div
        className="import-tabs"
        role="tablist"
        aria-orientation="vertical"
        aria-label={speak("wizard.mapping.layers")}
      >
        {taken.map(({ layer: each, i: nth }) => (
          <button
            key={nth}
            type="button"
            role="tab"
            id={`import-tab-${nth}`}
            aria-selected={nth === i}
            aria-controls="import-tab-panel"
            tabIndex={nth === i ? 0 : -1}
            className="import-tab"
            onClick={() => setChosen(nth)}
            onKeyDown={(event) => {
              const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
              const next = taken[taken.findIndex((one) => one.i === nth) + step];
              if (step === 0 || !next) return;
              event.preventDefault();
              setChosen(next.i);
              document.getElementById(`import-tab-${next.i}`)?.focus();
            }}
          >
            <strong>{each.look.name}</strong>
            <span className="small">
              {each.mapping.as === "annex" ? speak("wizard.annex") : word(classOf(each.mapping.as as ClassId).plural)}
            </span>
          </button>
        ))}
      </div>
      <div className="stack" role="tabpanel" id="import-tab-panel" aria-labelledby={`import-tab-${i}`}>
        {layer.known ? <Note kind="good">{speak("wizard.mapping.known")}</Note> : null}
        <div className="import-class">
          <ChoiceInput
            label={speak("wizard.mapping.class")}
            value={mapping.as}
            onChange={setClass}
            choices={[
              ...classesFor(look).map(({ id, plural }) => ({ value: id as string, words: word(plural) })),
              { value: "annex", words: speak("wizard.annex.words") },
            ]}
          />
          {rest > 0 ? (
            <CheckInput checked={mapping.rest} onChange={(keep) => setMapping({ rest: keep })}>
              {speak("wizard.mapping.rest", { count: rest })}
            </CheckInput>
          ) : null}
        </div>
        {look.columns.length > 0 ? (
          <div className="import-columns">
            <table className="figures">
              <thead>
                <tr>
                  <th scope="col">{speak("wizard.mapping.column")}</th>
                  <th scope="col">{speak("wizard.mapping.samples")}</th>
                  <th scope="col">{speak("wizard.mapping.field")}</th>
                  <th scope="col">{speak("wizard.mapping.unit")}</th>
                </tr>
              </thead>
              <tbody>
                {look.columns.map(({ name, samples }) => (
                  <ColumnRow
                    key={name}
                    name={name}
                    samples={samples}
                    featureClass={featureClass}
                    fate={mapping.columns[name] ?? "keep"}
                    onChange={(fate) => setFate(name, fate)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        ) : (
          <p className="quiet">{speak("wizard.mapping.no-columns")}</p>
        )}
        <div className="row">
          <Button
            onClick={() =>
              handOver(
                new TextEncoder().encode(mappingText(withMappings([], usedMappings(work)))),
                "correspondance.json",
                "application/json",
              )
            }
          >
            {speak("wizard.mapping.save")}
          </Button>
          <Button onClick={() => void load()}>{speak("wizard.mapping.load")}</Button>
          {layer.known ? (
            <Button kind="quiet" onClick={() => setClass(mapping.as)}>
              {speak("wizard.mapping.guess")}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** The mappings of all layers; of those not taken, that they are not. */
export function usedMappings({ layers }: Pick<Import, "layers">): LayerMapping[] {
  return layers.map(({ taken, mapping }) => (taken ? mapping : { ...mapping, as: "none" }));
}

function ColumnRow(props: {
  name: string;
  samples: readonly string[];
  featureClass: FeatureClass | undefined;
  fate: ColumnFate;
  onChange: (fate: ColumnFate) => void;
}) {
  const { speak, word } = useLanguage();
  const { name, samples, featureClass, fate, onChange } = props;
  const field = typeof fate === "object" && featureClass ? fieldOf(featureClass, fate.field) : undefined;
  const units = columnUnits[field?.unit ?? ""];
  const isPersonal = columnNamesPerson(name) || field?.personal === true;
  return (
    <tr>
      <th scope="row">
        {name}
        {isPersonal ? (
          <span className="import-personal small">
            {speak(fate === "leave" ? "wizard.mapping.personal.left" : "wizard.mapping.personal.taken")}
          </span>
        ) : null}
      </th>
      <td className="import-samples quiet">{isPersonal && fate === "leave" ? "•••" : samples.join(" · ")}</td>
      <td>
        <select
          className="select"
          aria-label={speak("wizard.mapping.field.of", { column: name })}
          value={typeof fate === "string" ? fate : fate.field}
          onChange={(event) => {
            const { value } = event.target;
            onChange(value === "keep" || value === "leave" ? value : { field: value });
          }}
        >
          <option value="keep">{speak("wizard.mapping.keep")}</option>
          <option value="leave">{speak("wizard.mapping.leave")}</option>
          {featureClass ? (
            <optgroup label={word(featureClass.label)}>
              {featureClass.fields
                .filter((each) => canBeGiven(each) || each === field)
                .map((each) => (
                  <option key={each.key} value={each.key}>
                    {word(each.label)}
                  </option>
                ))}
            </optgroup>
          ) : null}
        </select>
      </td>
      <td>
        {typeof fate === "object" && units ? (
          <select
            className="select import-unit"
            aria-label={speak("wizard.mapping.unit.of", { column: name })}
            value={fate.times ?? 1}
            onChange={(event) => onChange({ ...fate, times: Number(event.target.value) })}
          >
            {units.map(({ unit, times }) => (
              <option key={unit} value={times}>
                {unit}
              </option>
            ))}
          </select>
        ) : (
          <span className="quiet small">{field?.unit ?? ""}</span>
        )}
      </td>
    </tr>
  );
}

/** Whether a file may give a field its value: those that acts write are theirs. */
function canBeGiven({ readOnly, from }: Field): boolean {
  return !readOnly || from !== undefined;
}
