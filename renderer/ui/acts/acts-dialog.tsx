import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { amendAct } from "#core/commands/amend-act";
import { act as actClass, actTypes } from "#core/features/acts";
import { fieldOf } from "#core/features/feature-class";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { lookBackTo } from "#ui/acts/look-back";
import { today } from "#ui/acts/today";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { RefusalLine } from "#ui/controls/refusal-line.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";
import "./acts.css";

/** Most acts listed at once; the table of acts holds the rest. */
const SHOWN_MOST = 500;

/** The acts on parcels, the last one first; the one chosen can be amended, and the map shown as it was on its day. */
export function ActsDialog() {
  const bench = useBench();
  const { speak, numbers, word } = useLanguage();
  useSnapshot();
  const { project } = bench.session;
  const acts = [...project.ofClass("act")].sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1)).slice(0, SHOWN_MOST);
  const bornes = bornesByAct(project);
  const [chosen, setChosen] = useState(acts[0]?.id);
  const close = () => bench.dialog.set(undefined);
  const held = acts.find(({ id }) => id === chosen);
  return (
    <Modal title={speak("acts.title")} onClose={close} wide help="acts">
      <div className="acts">
        <div className="acts-list">
          <table className="figures small">
            <thead>
              <tr>
                <th scope="col">{speak("acts.column.number")}</th>
                <th scope="col">{speak("acts.column.type")}</th>
                <th scope="col">{speak("acts.column.date")}</th>
                <th scope="col">{speak("acts.column.parcels")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {acts.map(({ id, fields }) => {
                const { opened, closed } = bench.lineage.ofAct(id);
                const marked = bornes.get(id);
                const type = actTypes.find(({ value }) => value === fields["type"]);
                const day = String(fields["date"] ?? "");
                return (
                  <tr key={id} className={id === chosen ? "chosen" : ""}>
                    <th scope="row">
                      <button type="button" className="link" aria-pressed={id === chosen} onClick={() => setChosen(id)}>
                        {String(fields["number"])}
                      </button>
                    </th>
                    <td>{type ? word(type.label) : ""}</td>
                    <td>{day ? numbers.day(day) : ""}</td>
                    <td>
                      {marked
                        ? speak("acts.bornes", { count: marked.length })
                        : speak("acts.parcels", { closed: closed.length, opened: opened.length })}
                    </td>
                    <td>
                      <IconButton
                        icon={CalendarClock}
                        name={speak("acts.show-day")}
                        side="left"
                        onClick={() => {
                          close();
                          lookBackTo(bench, day);
                          bench.show(
                            marked ?? opened.flatMap((parcel) => bench.lineage.versions(parcel).at(-1)?.id ?? []),
                          );
                        }}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        {held ? <ActForm key={held.id} act={held} /> : null}
      </div>
    </Modal>
  );
}

/** The words of one act; kept together by one command. */
function ActForm({ act }: { act: Feature }) {
  const bench = useBench();
  const { speak, word, numbers } = useLanguage();
  const said = (key: string) => String(act.fields[key] ?? "");
  const keys = ["number", "type", "date", "office", "reason", "state"] as const;
  const first = Object.fromEntries(keys.map((key) => [key, said(key)])) as Record<(typeof keys)[number], string>;
  const [values, setValues] = useState(first);
  const [refusal, setRefusal] = useState<Refusal>();
  const changed = keys.filter((key) => values[key] !== first[key]);
  const label = (key: string) => word(fieldOf(actClass, key)?.label ?? { fr: key, en: key });
  const set = (key: (typeof keys)[number]) => (value: string) => setValues({ ...values, [key]: value });
  const states = fieldOf(actClass, "state")?.choices ?? [];
  const keep = () => {
    const outcome = bench.session.run(amendAct, {
      id: act.id,
      ...Object.fromEntries(changed.map((key) => [key, values[key]])),
    });
    setRefusal(isRefusal(outcome) ? outcome : undefined);
  };
  return (
    <form
      className="group"
      aria-label={speak("acts.form", { number: first.number })}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed.length > 0) keep();
      }}
    >
      <TextInput label={label("number")} value={values.number} onChange={set("number")} />
      <ChoiceInput
        label={label("type")}
        value={values.type}
        choices={actTypes.map((choice) => ({ value: choice.value, words: word(choice.label) }))}
        onChange={set("type")}
      />
      <TextInput label={label("date")} type="date" value={values.date} onChange={set("date")} />
      <TextInput label={label("office")} value={values.office} onChange={set("office")} />
      <TextInput label={label("reason")} value={values.reason} onChange={set("reason")} />
      <ChoiceInput
        label={label("state")}
        value={values.state}
        choices={[
          { value: "", words: speak("table.no-value") },
          ...states.map((choice) => ({ value: choice.value, words: word(choice.label) })),
        ]}
        onChange={set("state")}
      />
      <RefusalLine refusal={refusal} />
      <div className="row">
        <Button
          kind="primary"
          submit
          why={changed.length === 0 ? speak("acts.form.same") : undefined}
          onClick={() => undefined}
        >
          {speak("acts.form.keep")}
        </Button>
      </div>
      <p className="quiet small">{speak("acts.form.words", { day: numbers.day(today()) })}</p>
    </form>
  );
}

/** Ids of the bornes that each act of bornage noted last. */
function bornesByAct(project: ProjectView): Map<string, string[]> {
  const noted = new Map<string, string[]>();
  for (const { id, fields } of project.ofClass("borne")) {
    const { act } = fields;
    if (typeof act !== "string") continue;
    const ids = noted.get(act);
    if (ids) ids.push(id);
    else noted.set(act, [id]);
  }
  return noted;
}

/** Acts by day, and by number within a day. */
function keyOf({ fields, id }: Feature): string {
  return `${fields["date"] ?? ""} ${fields["number"] ?? ""} ${id}`;
}
