import { classOf, shownClasses } from "#core/features/classes";
import { fieldOf } from "#core/features/feature-class";
import { pictogramOf } from "#core/features/pictograms";
import type { ClassId } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { BackdropSection } from "#ui/backdrop/backdrop-section.tsx";
import { CheckInput } from "#ui/controls/fields.tsx";
import { useLanguage } from "#ui/language.tsx";
import { Swatch } from "#ui/panels/swatch.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

/** Classes whose cases bear a pictogram on the map. */
const SIGNED: readonly ClassId[] = ["reserve", "facility"];

interface Entry {
  readonly class: ClassId;
  readonly count: number;
  /** Values of the styled field that occur, with how often. */
  readonly cases: readonly { readonly value: string; readonly count: number }[];
}

/** What the map shows: each class with its sign and count, and whether it is shown. Top of the map first. */
export function LegendTab() {
  return (
    <div className="stack">
      <Classes />
      <BackdropSection />
    </div>
  );
}

function Classes() {
  const { view } = useBench();
  const { speak, numbers, word } = useLanguage();
  const entries = useDerived(legendOf);
  const hidden = useObservable(view.hidden);
  const labels = useObservable(view.labels);
  if (entries.length === 0) return <p className="quiet">{speak("ui.legend.empty")}</p>;
  return (
    <div className="stack">
      <ul className="legend">
        {entries.map((entry) => {
          const declared = classOf(entry.class);
          return (
            <li key={entry.class}>
              <label>
                <input type="checkbox" checked={!hidden.has(entry.class)} onChange={() => view.toggle(entry.class)} />
                <Swatch declared={declared} />
                <span>{word(declared.plural)}</span>
                <span className="quiet figure">{numbers.number(entry.count)}</span>
              </label>
              {entry.cases.length > 0 ? (
                <ul>
                  {entry.cases.map((each) => {
                    const choice = fieldOf(declared, declared.style.by?.field ?? "")?.choices?.find(
                      (one) => one.value === each.value,
                    );
                    return (
                      <li key={each.value} className="legend-case">
                        <Swatch
                          declared={declared}
                          style={declared.style.by?.cases[each.value]}
                          sign={SIGNED.includes(entry.class) ? pictogramOf(each.value) : undefined}
                        />
                        <span>{choice ? word(choice.label) : each.value}</span>
                        <span className="quiet figure">{numbers.number(each.count)}</span>
                      </li>
                    );
                  })}
                </ul>
              ) : null}
            </li>
          );
        })}
      </ul>
      <CheckInput checked={labels} onChange={(checked) => view.labels.set(checked)}>
        {speak("ui.legend.labels")}
      </CheckInput>
    </div>
  );
}

function legendOf(project: ProjectView): Entry[] {
  return [...shownClasses]
    .reverse()
    .filter((declared) => project.countOf(declared.id) > 0)
    .map((declared) => ({
      class: declared.id,
      count: project.countOf(declared.id),
      cases: casesOf(project, declared.id),
    }));
}

function casesOf(project: ProjectView, id: ClassId): Entry["cases"] {
  const declared = classOf(id);
  const { by } = declared.style;
  const choices = by && fieldOf(declared, by.field)?.choices;
  // Words that are not declared would fill the legend.
  if (!choices) return [];
  const counts = new Map<unknown, number>();
  for (const { fields } of project.ofClass(id)) {
    const value = fields[by.field];
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const cases: { value: string; count: number }[] = [];
  const named = new Map<string, { value: string; count: number }>();
  for (const { value, label } of choices) {
    const count = counts.get(value) ?? 0;
    const same = named.get(label.fr);
    if (same) same.count += count;
    else if (count > 0) {
      const entry = { value, count };
      named.set(label.fr, entry);
      cases.push(entry);
    }
  }
  // What is all alike says no more than its class.
  return cases.length === 1 && cases[0]?.count === project.countOf(id) && !SIGNED.includes(id) ? [] : cases;
}
