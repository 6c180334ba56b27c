import type { BalanceLine, LandBalance } from "#core/derived/balance";
import { classOf } from "#core/features/classes";
import { fieldOf } from "#core/features/feature-class";
import { colourOf, type Tone } from "#core/features/palette";
import type { ClassId } from "#core/model/feature";
import { preferences } from "#store/preferences";
import { useLanguage } from "#ui/language.tsx";
import { NetworkFigures } from "#ui/panels/network-balance.tsx";
import { useObservable } from "#ui/use-observable";
import { useAnswer } from "#ui/workbench/bench-context.tsx";

/** The balance of the plan as it stands: who gets how much land, then the networks. */
export function BalanceTab() {
  const { speak, numbers } = useLanguage();
  const tone = useObservable(preferences.theme);
  const balance = useAnswer("balance");
  if (!balance) return <p className="quiet">{speak("ui.balance.working")}</p>;
  if (balance.perimeterM2 === 0) return <p className="quiet">{speak("ui.balance.empty")}</p>;
  const parts = partsOf(balance, tone);
  const area = numbers.areasUpTo(balance.perimeterM2);
  return (
    <div className="stack">
      <div>
        <p className="quiet small">{speak("ui.balance.perimeter")}</p>
        <p className="big-figure">{numbers.area(balance.perimeterM2)}</p>
      </div>
      <div className="bar" aria-hidden="true">
        {parts.map((part) => (
          <i key={part.key} style={{ width: `${part.line.share * 100}%`, background: part.colour }} />
        ))}
      </div>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{speak("ui.balance.land")}</th>
            <th scope="col">{speak("ui.balance.count")}</th>
            <th scope="col">{speak("ui.balance.area")}</th>
            <th scope="col">{speak("ui.balance.share")}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <Part key={part.key} part={part} area={area} />
          ))}
        </tbody>
      </table>
      {balance.parcelsByUse.length > 1 ? (
        <Uses title={speak("norms.balance.uses")} of="parcel" lines={balance.parcelsByUse} area={area} />
      ) : null}
      {balance.reservesByUse.length > 0 ? (
        <Uses title={speak("ui.balance.reserves")} of="reserve" lines={balance.reservesByUse} area={area} />
      ) : null}
      <table className="figures">
        <tbody>
          <tr>
            <th scope="row">{speak("norms.balance.housing")}</th>
            <td>{numbers.share(balance.housing.share)}</td>
          </tr>
          <tr>
            <th scope="row">{speak("norms.balance.public")}</th>
            <td>{numbers.share(balance.publicSpace.share)}</td>
          </tr>
          <tr>
            <th scope="row">
              {speak("norms.balance.people")}
              <span className="quiet small block">
                {speak("norms.balance.people-now", { value: numbers.number(balance.people.now) })}
              </span>
            </th>
            <td>{numbers.number(balance.people.planned)}</td>
          </tr>
          <tr>
            <th scope="row">{speak("norms.balance.density")}</th>
            <td>{numbers.number(balance.people.perHa)}</td>
          </tr>
          <tr>
            <th scope="row">{speak("ui.balance.ilots")}</th>
            <td>{numbers.number(balance.ilots.count)}</td>
          </tr>
          <tr>
            <th scope="row">{speak("ui.balance.houses")}</th>
            <td>
              {speak("ui.score.of", {
                part: numbers.number(balance.houses.kept),
                all: numbers.number(balance.houses.total),
              })}
            </td>
          </tr>
        </tbody>
      </table>
      <NetworkFigures balance={balance} />
      <p className="quiet small">{speak("ui.balance.note")}</p>
    </div>
  );
}

/** Land of one class, by what it is for. */
function Uses(props: {
  title: string;
  of: ClassId;
  lines: LandBalance["parcelsByUse"];
  area: (areaM2: number) => string;
}) {
  const { speak, numbers, word } = useLanguage();
  // In the order of the legend.
  const choices = fieldOf(classOf(props.of), "use")?.choices ?? [];
  const rank = (use: string): number => {
    const at = choices.findIndex(({ value }) => value === use);
    return at < 0 ? choices.length : at;
  };
  const lines = props.lines.toSorted((a, b) => rank(a.use) - rank(b.use));
  const purposeOf = (use: string): string => {
    const choice = choices[rank(use)];
    return choice ? word(choice.label) : speak("ui.balance.no-use");
  };
  return (
    <section className="group">
      <h3>{props.title}</h3>
      <table className="figures">
        <tbody>
          {lines.map((line) => (
            <tr key={line.use}>
              <th scope="row">{purposeOf(line.use)}</th>
              <td>{numbers.number(line.count)}</td>
              <td>{props.area(line.areaM2)}</td>
              <td>{numbers.share(line.share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface PartLine {
  readonly key: string;
  readonly line: BalanceLine;
  readonly colour: string;
}

function Part({ part, area }: { part: PartLine; area: (areaM2: number) => string }) {
  const { speak, numbers } = useLanguage();
  return (
    <tr>
      <th scope="row">
        <i className="dot" style={{ background: part.colour }} aria-hidden="true" />
        {speak(`ui.balance.${part.key}`)}
      </th>
      <td>{part.line.count > 0 ? numbers.number(part.line.count) : ""}</td>
      <td>{area(part.line.areaM2)}</td>
      <td>{numbers.share(part.line.share)}</td>
    </tr>
  );
}

function partsOf(balance: LandBalance, tone: Tone): PartLine[] {
  const parts: PartLine[] = [
    { key: "parcels", line: balance.parcels, colour: colourOf("milletPale", tone) },
    { key: "streets", line: balance.streets, colour: colourOf("street", tone) },
    { key: "reserves", line: balance.reserves, colour: colourOf("indigoPale", tone) },
    { key: "open", line: balance.openSpaces, colour: colourOf("acaciaPale", tone) },
    { key: "remainder", line: balance.remainder, colour: colourOf("clay", tone) },
  ];
  return parts.filter(({ line }) => line.areaM2 >= 0.5);
}
