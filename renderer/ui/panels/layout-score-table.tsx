import { readingsOf } from "#core/engines/layout/indicators";
import type { LayoutParams, LayoutScore } from "#core/engines/layout/layout-types";
import { useLanguage } from "#ui/language.tsx";
import { figureWords, targetWords } from "#ui/scenarios/score-words";
import { Verdict } from "#ui/scenarios/verdict.tsx";
import { useNorms } from "#ui/workbench/bench-context.tsx";

/** All figures of a plan, with what they are held against beside them. */
export function LayoutScoreTable({ score, params }: { score: LayoutScore; params: LayoutParams }) {
  const { speak, numbers } = useLanguage();
  const norms = useNorms();
  return (
    <table className="figures">
      <tbody>
        {readingsOf(score, params, norms).map((reading) => {
          const beside = targetWords(reading, speak, numbers);
          return (
            <tr key={reading.indicator.key}>
              <th scope="row">
                {speak(`ui.score.${reading.indicator.key}`)}
                {beside ? <span className="quiet small block">{beside}</span> : null}
              </th>
              <td>
                {figureWords(reading, speak, numbers)} <Verdict meets={reading.meets} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
