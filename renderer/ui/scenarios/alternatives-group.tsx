import { Columns3, Save, X } from "lucide-react";
import { useId } from "react";
import { saveScenario } from "#core/commands/save-scenario";
import { freeName } from "#core/commands/scenario-name";
import { type Alternative, alternativeIds } from "#core/engines/layout/alternatives";
import { BESIDE_M } from "#core/engines/layout/houses-beside-streets";
import { bestOf, indicators } from "#core/engines/layout/indicators";
import { Button } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { codeSentence, failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { previewOf } from "#ui/panels/layout-preview";
import { Group } from "#ui/panels/panel.tsx";
import { BestMark } from "#ui/scenarios/best-mark.tsx";
import { valueWords } from "#ui/scenarios/score-words";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** The three plans side by side; the one that is marked is on the map. */
export function AlternativesGroup() {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const { alternatives } = bench.desk;
  const state = useObservable(alternatives.state);
  if (state.kind === "idle") return null;
  if (state.kind === "refused") return <Note kind="bad">{codeSentence(speak, state.refusal)}</Note>;
  if (state.kind === "failed") return <Note kind="bad">{failureSentence(speak, state.error)}</Note>;
  if (state.kind === "running") {
    const words = speak("scenarios.alternatives.running", {
      share: numbers.share(Math.round(state.share * 100) / 100),
    });
    return (
      <Group title={speak("scenarios.alternatives")}>
        <div className="running" role="status">
          <span className="small">{words}</span>
          <progress aria-label={words} max={1} value={state.share} />
        </div>
        <Button icon={X} wide onClick={() => alternatives.stop()}>
          {speak("ui.layout.stop")}
        </Button>
      </Group>
    );
  }
  const { made } = state;
  const saveAll = () => {
    for (const { id, params, result } of made) {
      const name = freeName(bench.session.project, speak(`alternative.${id}`));
      if (bench.run(saveScenario, { name, params, result })) return;
    }
    notify(speak("scenarios.saved-three", { count: made.length }), { kind: "good", id: "scenario" });
  };
  const compare = () =>
    bench.desk.compared.set(
      made.map(({ id, params, result }) => ({
        key: id,
        name: speak(`alternative.${id}`),
        params,
        score: result.score,
        features: previewOf(result),
      })),
    );
  return (
    <Group title={speak("scenarios.alternatives")}>
      <ChoiceTable made={made} />
      <div className="row">
        <Button icon={Columns3} onClick={compare}>
          {speak("scenarios.side-by-side")}
        </Button>
        <Button icon={Save} onClick={saveAll}>
          {speak("scenarios.save-three")}
        </Button>
      </div>
    </Group>
  );
}

/** Figures in the rows, plans in the columns; the heads are one choice, so that arrows go from plan to plan. */
function ChoiceTable({ made }: { made: readonly Alternative[] }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const name = useId();
  useObservable(bench.draft.state);
  const shown = bench.draft.plan?.result;
  const rows = [
    ...indicators
      .filter((indicator) => indicator.first || indicator.key === "street-per-parcel")
      .map((indicator) => {
        const values = made.map(({ result }) => indicator.valueOf(result.score));
        const cells = values.map((value) => (value === undefined ? "–" : valueWords(value, indicator.unit, numbers)));
        return {
          key: indicator.key,
          label: speak(`scenarios.short.${indicator.key}`),
          cells,
          best: bestOf(indicator, values),
        };
      }),
    besideRow(),
  ];
  const same = made.find(({ result }, i) => made.slice(0, i).some((other) => sameFigures(other.result, result)));
  return (
    <>
      <table className="figures small alternatives">
        <thead>
          <tr>
            <td />
            {made.map(({ id, result }) => (
              <th key={id} scope="col">
                <label title={speak(`alternative.${id}`)}>
                  <input
                    type="radio"
                    name={name}
                    aria-label={speak(`alternative.${id}`)}
                    checked={result === shown}
                    onChange={() => bench.desk.alternatives.show(id)}
                  />
                  <span aria-hidden="true">{speak(`alternative.${id}.short`)}</span>
                </label>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, cells, best }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {cells.map((cell, i) => (
                <td key={alternativeIds[i]}>
                  <BestMark isBest={best.has(i)}>{cell}</BestMark>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {same ? <p className="quiet small">{speak("scenarios.alternatives.same")}</p> : null}
    </>
  );

  function besideRow() {
    const values = made.map(({ housesBesideStreets }) => housesBesideStreets);
    const least = Math.min(...values);
    const differs = values.some((value) => value !== least);
    return {
      key: "beside",
      label: speak("scenarios.short.beside", { metres: BESIDE_M }),
      cells: values.map((value) => numbers.number(value)),
      best: new Set(differs ? values.flatMap((value, i) => (value === least ? [i] : [])) : []),
    };
  }
}

function sameFigures(a: Alternative["result"], b: Alternative["result"]): boolean {
  return JSON.stringify(a.score) === JSON.stringify(b.score);
}
