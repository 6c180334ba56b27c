import { readingsOf } from "#core/engines/layout/indicators";
import type { PlanFigures } from "#core/engines/layout/score-project";
import { useLanguage } from "#ui/language.tsx";
import { figureWords, targetWords } from "#ui/scenarios/score-words";
import { Verdict } from "#ui/scenarios/verdict.tsx";
import { useNorms } from "#ui/workbench/bench-context.tsx";

/** The few figures of a plan that stay in sight while it is worked on. */
export function ScoreStrip({ figures }: { figures: PlanFigures }) {
  const { speak, numbers } = useLanguage();
  const norms = useNorms();
  const readings = readingsOf(figures.score, figures.params, norms).filter(({ indicator }) => indicator.first);
  return (
    <ul className="score-strip" aria-label={speak("scenarios.score")}>
      {readings.map((reading) => (
        <li key={reading.indicator.key} title={targetWords(reading, speak, numbers)}>
          <span className="quiet">{speak(`scenarios.short.${reading.indicator.key}`)}</span>
          <b>
            {figureWords(reading, speak, numbers)} <Verdict meets={reading.meets} />
          </b>
        </li>
      ))}
    </ul>
  );
}
