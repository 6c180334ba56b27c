import type { BalanceReach, LandBalance } from "#core/derived/balance";
import { classOf } from "#core/features/classes";
import { fieldOf } from "#core/features/feature-class";
import type { ClassId } from "#core/model/feature";
import { useLanguage } from "#ui/language.tsx";
import { useAnswer } from "#ui/workbench/bench-context.tsx";

/** Field whose choice tells the kinds of a class apart in the balance. */
const SORTED_BY: Readonly<Partial<Record<ClassId, string>>> = {
  streetAxis: "rank",
  powerLine: "level",
  waterPoint: "kind",
  facility: "kind",
};

/** Lengths, counts and parcels within reach, for the networks stage. */
export function NetworkBalance() {
  const balance = useAnswer("balance");
  return balance ? <NetworkFigures balance={balance} /> : null;
}

/** The network part of a balance. */
export function NetworkFigures({ balance }: { balance: LandBalance }) {
  const { speak, numbers, word } = useLanguage();
  const kindWords = (id: ClassId, kind: string): string => {
    const declared = classOf(id);
    const choice = fieldOf(declared, SORTED_BY[id] ?? "")?.choices?.find((each) => each.value === kind);
    const named = choice ? word(choice.label) : kind;
    // "Forage" says it all; "BT" or "PEHD" needs the thing's own name before it.
    if (id === "waterPoint" && choice) return named;
    if (id === "powerLine" && kind) return `${word(declared.label)} ${kind}`;
    return named ? `${word(declared.label)} · ${named}` : word(declared.plural);
  };
  const lines = [
    ...balance.lengths.map((each) => ({ ...each, value: numbers.length(each.lengthM) })),
    ...balance.points
      .filter((each) => each.class !== "facility")
      .map((each) => ({ ...each, value: numbers.number(each.count) })),
  ];
  return (
    <section className="group">
      <h3>{speak("ui.networks.balance")}</h3>
      {lines.length === 0 ? <p className="quiet small">{speak("ui.networks.none")}</p> : null}
      <table className="figures">
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.class} ${line.kind}`}>
              <th scope="row">{kindWords(line.class, line.kind)}</th>
              <td>{line.value}</td>
            </tr>
          ))}
          <ReachLine id="water" reach={balance.water} />
          <ReachLine id="power" reach={balance.power} />
        </tbody>
      </table>
    </section>
  );
}

function ReachLine({ id, reach }: { id: "water" | "power"; reach: BalanceReach | undefined }) {
  const { speak, numbers } = useLanguage();
  if (!reach || reach.total === 0) return null;
  return (
    <tr>
      <th scope="row">{speak(`ui.networks.reach.${id}`, { limit: numbers.length(reach.limitM) })}</th>
      <td>
        {speak("ui.score.of", { part: numbers.number(reach.served), all: numbers.number(reach.total) })}
        {` (${numbers.share(reach.served / reach.total)})`}
      </td>
    </tr>
  );
}
