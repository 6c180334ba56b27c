import { useMemo, useState } from "react";
import { statisticsOf } from "#core/derived/table/statistics";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { useLanguage } from "#ui/language.tsx";
import { cellWords, headOf } from "#ui/table/cell-words";
import type { Columns } from "#ui/table/column-layout";
import { likelyScope, rowsInScope } from "#ui/table/scope";
import type { TableLook } from "#ui/table/use-table";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Values listed at most; the rest is told as a count. */
const LISTED = 50;

/** Figures of one column, for the chosen rows or, when there are not several, for all that are shown. */
export function StatisticsPane({ look, columns }: { look: TableLook; columns: Columns }) {
  const bench = useBench();
  const language = useLanguage();
  const { speak, numbers } = language;
  const selection = useObservable(bench.session.selection);
  const [key, setKey] = useState("planAreaM2");
  const column = columns.all.find((each) => each.key === key) ?? columns.all[0];
  const scope = likelyScope(look, selection);
  const figures = useMemo(
    () => (column ? statisticsOf(look.rows, column, rowsInScope(look, selection, scope)) : undefined),
    [look, column, selection, scope],
  );
  if (!column || !figures) return null;
  const line = (name: string, value: string) => (
    <tr key={name}>
      <th scope="row">{speak(`table.statistics.${name}`)}</th>
      <td>{value}</td>
    </tr>
  );
  return (
    <section className="statistics" aria-label={speak("table.statistics")}>
      <ChoiceInput
        label={speak("table.statistics.of")}
        value={column.key}
        choices={columns.all.map((each) => ({ value: each.key, words: headOf(each, language) }))}
        onChange={setKey}
      />
      <p className="quiet small">{speak(`table.scope.${scope}`, { count: figures.count })}</p>
      <table className="figures">
        <tbody>
          {line("known", numbers.number(figures.count - figures.empty))}
          {line("empty", numbers.number(figures.empty))}
          {figures.numbers
            ? (["sum", "mean", "median", "min", "max"] as const).map((name) =>
                line(name, numbers.number(figures.numbers?.[name] ?? 0, 2)),
              )
            : null}
          {figures.values?.slice(0, LISTED).map(({ value, count }) => (
            <tr key={value}>
              <th scope="row">{cellWords(column, value, language)}</th>
              <td>{numbers.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(figures.values?.length ?? 0) > LISTED ? (
        <p className="quiet small">
          {speak("table.statistics.more", { count: (figures.values?.length ?? 0) - LISTED })}
        </p>
      ) : null}
    </section>
  );
}
