import { CircleCheck, TriangleAlert } from "lucide-react";
import type { LayoutParams, LayoutScore } from "#core/engines/layout/layout-types";
import { useLanguage } from "#ui/language.tsx";
import { useNorms } from "#ui/workbench/bench-context.tsx";

interface Line {
  readonly key: string;
  readonly value: string;
  /** Beside the figure: the norm or what was asked for. */
  readonly beside?: string;
  /** Whether it meets it; absent when there is nothing to meet. */
  readonly meets?: boolean;
}

/** The figures of a plan that is being worked out, with the norms beside them. */
export function LayoutScoreTable({ score, params }: { score: LayoutScore; params: LayoutParams }) {
  const { speak, numbers } = useLanguage();
  const norms = useNorms();
  const least = norms.norms["share.street.min"]?.value ?? 0;
  const most = norms.norms["share.street.max"]?.value ?? 1;
  const lines: Line[] = [
    { key: "site", value: numbers.area(score.siteAreaM2) },
    { key: "lots", value: numbers.number(score.lots) },
    { key: "ilots", value: numbers.number(score.ilots) },
    { key: "reserves", value: numbers.number(score.reserves) },
    {
      key: "street-share",
      value: numbers.share(score.streetShare),
      beside: speak("ui.score.between", { least: numbers.share(least), most: numbers.share(most) }),
      meets: score.streetShare >= least && score.streetShare <= most,
    },
    {
      key: "public-share",
      value: numbers.share(score.publicShare),
      beside: speak("ui.score.asked", { value: numbers.share(params.publicShare) }),
      meets: score.publicShare >= params.publicShare - 0.005,
    },
    { key: "street-per-parcel", value: numbers.length(score.streetPerParcelM) },
    {
      key: "within",
      value: numbers.share(score.withinTenPercent),
      beside: speak("ui.score.asked", { value: numbers.area(params.parcelAreaM2) }),
    },
    { key: "access", value: numbers.share(score.streetAccess), meets: score.streetAccess >= 0.9995 },
    {
      key: "houses-cut",
      value: speak("ui.score.of", { part: numbers.number(score.housesCut), all: numbers.number(score.housesTotal) }),
      meets: score.housesCut === 0,
    },
    {
      key: "houses-touched",
      value: numbers.number(score.housesTouched),
      meets: score.housesTouched === 0,
    },
  ];
  return (
    <table className="figures">
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <th scope="row">
              {speak(`ui.score.${line.key}`)}
              {line.beside ? <span className="quiet small block">{line.beside}</span> : null}
            </th>
            <td>
              {line.value} <Verdict meets={line.meets} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Verdict({ meets }: { meets: boolean | undefined }) {
  const { speak } = useLanguage();
  if (meets === undefined) return <span className="verdict" />;
  const Icon = meets ? CircleCheck : TriangleAlert;
  return (
    <span className={meets ? "verdict severity-good" : "verdict severity-warning"}>
      <Icon aria-hidden="true" size={14} />
      <span className="unseen">{speak(meets ? "ui.score.meets" : "ui.score.misses")}</span>
    </span>
  );
}
