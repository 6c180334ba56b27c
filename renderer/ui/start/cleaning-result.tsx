import type { CleaningSummary } from "#core/bridge/bridge";
import { Note } from "#ui/controls/note.tsx";
import { useLanguage } from "#ui/language.tsx";

/** Findings only people can decide; the others are said and done. */
const TO_DECIDE: ReadonlySet<string> = new Set(["covered", "overlap-large", "crossed", "gap-left"]);

/** Everything that cleaning an outside coverage changed: counts, areas, and the places to look at again. */
export function CleaningResult({ report }: { report: CleaningSummary }) {
  const { speak, numbers } = useLanguage();
  const kinds = Object.entries(report.counts);
  if (kinds.length === 0) return <Note kind="good">{speak("ui.cleaning.sound")}</Note>;
  const toDecide = report.findings.filter(({ kind }) => TO_DECIDE.has(kind));
  return (
    <div className="stack">
      <ul className="import-counts" aria-label={speak("ui.cleaning.counts")}>
        {kinds.map(([kind, count]) => (
          <li key={kind}>
            <span>{speak(`ui.cleaning.kind.${kind}`)}</span>
            <strong>{numbers.number(count)}</strong>
          </li>
        ))}
      </ul>
      <p className="quiet small">
        {speak("ui.cleaning.areas", {
          before: numbers.number(Math.round(report.areaBeforeM2)),
          after: numbers.number(Math.round(report.areaAfterM2)),
          count: report.changes.length,
          farthest: numbers.number(Math.round(report.farthestMm)),
        })}
      </p>
      {report.changes.length > 0 ? (
        <details>
          <summary>{speak("ui.cleaning.changes")}</summary>
          <div className="cleaning-list">
            <table className="figures">
              <thead>
                <tr>
                  <th scope="col">{speak("ui.cleaning.object")}</th>
                  <th scope="col">{speak("ui.cleaning.before")}</th>
                  <th scope="col">{speak("ui.cleaning.after")}</th>
                  <th scope="col">{speak("ui.cleaning.change")}</th>
                </tr>
              </thead>
              <tbody>
                {report.changes.map(({ object, beforeM2, afterM2 }) => (
                  <tr key={object}>
                    <th scope="row">{object}</th>
                    <td className="num">{numbers.fixed(beforeM2, 2)}</td>
                    <td className="num">{numbers.fixed(afterM2, 2)}</td>
                    <td className="num">{numbers.fixed(afterM2 - beforeM2, 2)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      ) : null}
      {toDecide.length > 0 ? (
        <Note kind="warn">
          <p>{speak("ui.cleaning.decide")}</p>
          <ul className="cleaning-list">
            {toDecide.map(({ kind, at, objects, areaM2 }) => (
              <li key={`${kind} ${at.join()}`}>
                {speak(`ui.cleaning.found.${kind}`, {
                  objects: objects.join(", "),
                  area: numbers.number(Math.round((areaM2 ?? 0) * 100) / 100),
                  x: numbers.number(Math.round(at[0] / 1000)),
                  y: numbers.number(Math.round(at[1] / 1000)),
                })}
              </li>
            ))}
          </ul>
        </Note>
      ) : null}
    </div>
  );
}
