import { bestOf, indicators, readingsOf } from "#core/engines/layout/indicators";
import type { LayoutParams } from "#core/engines/layout/layout-types";
import { Button } from "#ui/controls/button.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { useLanguage } from "#ui/language.tsx";
import { BestMark } from "#ui/scenarios/best-mark.tsx";
import { PlanMaps } from "#ui/scenarios/plan-maps.tsx";
import type { ComparedPlan } from "#ui/scenarios/scenario-desk";
import { figureWords } from "#ui/scenarios/score-words";
import { Verdict } from "#ui/scenarios/verdict.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useNorms } from "#ui/workbench/bench-context.tsx";

/** Plans side by side: their maps, then their figures with the best of each row marked. */
export function CompareDialog() {
  const bench = useBench();
  const { speak } = useLanguage();
  const plans = useObservable(bench.desk.compared);
  if (!plans) return null;
  const close = () => bench.desk.compared.set(undefined);
  return (
    <Modal
      title={speak("scenarios.compare.title")}
      onClose={close}
      wide
      help="scenarios"
      foot={<Button onClick={close}>{speak("ui.close")}</Button>}
    >
      <PlanMaps plans={plans} />
      <FiguresTable plans={plans} />
    </Modal>
  );
}

function FiguresTable({ plans }: { plans: readonly ComparedPlan[] }) {
  const { speak, numbers } = useLanguage();
  const norms = useNorms();
  const readings = plans.map(({ score, params }) => readingsOf(score, params, norms));
  const asked: readonly { readonly key: string; words(params: LayoutParams): string }[] = [
    { key: "area", words: (params) => numbers.area(params.parcelAreaM2) },
    { key: "public-share", words: (params) => numbers.share(params.publicShare) },
    { key: "row", words: (params) => numbers.number(params.lotsPerIlotRow) },
  ];
  return (
    <table className="figures small compared-plans">
      <thead>
        <tr>
          <td />
          {plans.map(({ key, name }) => (
            <th key={key} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {asked.map(({ key, words }) => (
          <tr key={key} className="quiet">
            <th scope="row">{speak("scenarios.asked", { what: speak(`ui.layout.${key}`) })}</th>
            {plans.map((plan) => (
              <td key={plan.key}>{words(plan.params)}</td>
            ))}
          </tr>
        ))}
        {indicators.map((indicator) => {
          const row = readings.map((held) => held.find((reading) => reading.indicator === indicator));
          if (row.every((reading) => reading === undefined)) return null;
          const best = bestOf(
            indicator,
            row.map((reading) => reading?.value),
          );
          return (
            <tr key={indicator.key}>
              <th scope="row">{speak(`ui.score.${indicator.key}`)}</th>
              {row.map((reading, i) => (
                <td key={plans[i]?.key}>
                  {reading ? (
                    <>
                      <BestMark isBest={best.has(i)}>{figureWords(reading, speak, numbers)}</BestMark>{" "}
                      <Verdict meets={reading.meets} />
                    </>
                  ) : (
                    "–"
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
