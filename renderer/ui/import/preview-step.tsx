import { useMemo, useState } from "react";
import type { RefusedCell } from "#core/bridge/outside";
import { classOf } from "#core/features/classes";
import { type Field, fieldOf } from "#core/features/feature-class";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import { ShapeMap } from "#ui/import/shape-map.tsx";
import type { Import, ReadFiles } from "#ui/import/use-import";
import { useLanguage } from "#ui/language.tsx";
import { Warnings } from "#ui/start/import-parts.tsx";

/** Rows shown of a class. */
const ROWS = 40;
/** Layers left out that are named. */
const NAMED = 10;
/** Values that are asked about, most used first. */
const ASKED = 12;

/** Third step: the objects as they will be, refused values marked with their reason, and what is left out. */
export function PreviewStep(props: { work: Import; read: ReadFiles; project: ProjectView | undefined }) {
  const { speak, numbers, word } = useLanguage();
  const { work, read, project } = props;
  const classes = Object.keys(read.counts) as ClassId[];
  const [chosen, setChosen] = useState<ClassId>();
  const shown = chosen && classes.includes(chosen) ? chosen : classes[0];
  const left = work.layers.filter(({ taken }) => !taken);
  const names = left.map(({ look }) => `${look.name} (${numbers.number(look.count)})`);
  const warnings = read.warnings.map((warning) =>
    work.files.length + work.layers.length > 2
      ? { ...warning, params: { ...warning.params, which: `${warning.layer} — ${warning.params?.["which"] ?? ""}` } }
      : warning,
  );
  return (
    <div className="import-preview">
      <div className="stack">
        <div className="spread">
          <ul className="import-totals" aria-label={speak("ui.import.counts")}>
            {classes.map((id) => (
              <li key={id}>
                {word(classOf(id).plural)} <strong>{numbers.number(read.counts[id] ?? 0)}</strong>
              </li>
            ))}
          </ul>
          {classes.length > 1 && shown ? (
            <ChoiceInput
              label={speak("wizard.preview.class")}
              value={shown}
              onChange={(id) => setChosen(id as ClassId)}
              choices={classes.map((id) => ({ value: id, words: word(classOf(id).plural) }))}
            />
          ) : null}
        </div>
        {shown ? <Rows id={shown} read={read} /> : <Note kind="bad">{speak("ui.import.nothing")}</Note>}
        <Questions work={work} refused={read.refused} />
      </div>
      <div className="stack">
        <ShapeMap
          words={speak("wizard.preview.map")}
          project={project}
          shapes={read.features}
          width={340}
          height={250}
        />
        {left.length > 0 ? (
          <Note>
            {speak("wizard.preview.left", {
              count: left.length,
              layers: `${names.slice(0, NAMED).join(", ")}${names.length > NAMED ? "…" : ""}`,
            })}
          </Note>
        ) : null}
        <Warnings warnings={warnings} />
      </div>
    </div>
  );
}

function Rows({ id, read }: { id: ClassId; read: ReadFiles }) {
  const { speak, word } = useLanguage();
  const { fields } = classOf(id);
  const { rows, used, refused } = useMemo(() => {
    const first: Feature[] = [];
    const keys = new Set<string>();
    for (const feature of read.features) {
      if (feature.class !== id) continue;
      for (const key of Object.keys(feature.fields)) keys.add(key);
      if (first.length < ROWS) first.push(feature);
    }
    return {
      rows: first,
      used: fields.filter(({ key }) => keys.has(key)),
      refused: Map.groupBy(read.refused, (each) => each.id),
    };
  }, [read, id, fields]);
  return (
    <section
      className="import-rows"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by key
      tabIndex={0}
      aria-label={speak("wizard.preview.rows", { what: word(classOf(id).plural) })}
    >
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{speak("wizard.preview.row")}</th>
            {used.map((field) => (
              <th scope="col" key={field.key}>
                {word(field.label)}
                {field.unit ? ` (${field.unit})` : ""}
              </th>
            ))}
            <th scope="col">{speak("wizard.preview.beside")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((feature, i) => {
            const bad = refused.get(feature.id) ?? [];
            return (
              <tr key={feature.id}>
                <th scope="row">{i + 1}</th>
                {used.map((field) => (
                  <td key={field.key}>
                    <Shown field={field} value={feature.fields[field.key]} />
                  </td>
                ))}
                <td className="import-beside">
                  {bad.map((each) => (
                    <span key={each.column} className="import-refused">
                      {each.column} = {each.value}{" "}
                      <span className="small">({speak(`wizard.refused.${each.why}`)})</span>
                    </span>
                  ))}
                  {Object.entries(feature.tags ?? {})
                    .filter(([column]) => !bad.some((each) => each.column === column))
                    .map(([column, value]) => `${column} = ${value}`)
                    .join(" · ")}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Shown({ field, value }: { field: Field; value: Feature["fields"][string] | undefined }) {
  const { speak, numbers, word } = useLanguage();
  if (value === undefined) return "";
  if (typeof value === "boolean") return speak(value ? "wizard.yes" : "wizard.no");
  if (typeof value === "number") return numbers.number(value, 2);
  const choice = field.choices?.find((each) => each.value === value);
  return choice ? word(choice.label) : value;
}

/** Codes of the file that no choice answers to: what does each mean? */
function Questions({ work, refused }: { work: Import; refused: readonly RefusedCell[] }) {
  const { speak, word } = useLanguage();
  const asked = questionsOf(work, refused);
  if (asked.length === 0) return null;
  return (
    <fieldset className="import-codes">
      <legend>{speak("wizard.codes")}</legend>
      {asked.map(({ layer, column, value, field, count, meaning: said }) => (
        <ChoiceInput
          key={`${layer} ${column} ${value}`}
          label={speak("wizard.codes.value", { column, value, count })}
          value={said}
          onChange={(meaning) => {
            const held = work.layers[layer];
            const fate = held?.mapping.columns[column];
            if (!held || typeof fate !== "object") return;
            const { [value]: _, ...others } = fate.values ?? {};
            const values = meaning === "" ? others : { ...others, [value]: meaning };
            const columns = { ...held.mapping.columns, [column]: { ...fate, values } };
            work.change(layer, { mapping: { ...held.mapping, columns } });
          }}
          choices={[
            { value: "", words: speak("wizard.codes.beside") },
            ...(field.choices ?? []).map((each) => ({ value: each.value, words: word(each.label) })),
          ]}
        />
      ))}
    </fieldset>
  );
}

function questionsOf(work: Import, refused: readonly RefusedCell[]) {
  const groups = Map.groupBy(refused, ({ file, layer, column, value }) => JSON.stringify([file, layer, column, value]));
  return [...groups.values()]
    .flatMap((cells) => {
      const [{ file, layer, column, value }] = cells as [RefusedCell];
      const nth = work.layers.findIndex((one) => one.look.name === layer && work.files[one.file]?.name === file);
      const mapping = work.layers[nth]?.mapping;
      const fate = mapping?.columns[column];
      if (!mapping || mapping.as === "annex" || typeof fate !== "object") return [];
      const field = fieldOf(classOf(mapping.as as ClassId), fate.field);
      return field?.choices
        ? [{ layer: nth, column, value, field, count: cells.length, meaning: fate.values?.[value] ?? "" }]
        : [];
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, ASKED);
}
