import {
  BookOpen,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import { maliReferentiel } from "#core/features/mali";
import type { NormStatus, NormVerdict } from "#core/rules/norm-status";
import { Button } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { askedWords, quantityWords } from "#ui/norms/norm-words";
import { Fold, Group } from "#ui/panels/panel.tsx";
import { useAnswer, useBench, useNorms } from "#ui/workbench/bench-context.tsx";
import "./norms.css";

const icons: Readonly<Record<NormVerdict, LucideIcon>> = {
  "non-respecte": TriangleAlert,
  "a-confirmer": CircleHelp,
  respecte: CircleCheck,
  "sans-objet": CircleDashed,
};

/** The plan against every norm of its référentiel: what is not kept first, each with its source; where on the map. */
export function NormsTab() {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const norms = useNorms();
  const statuses = useAnswer("norms");
  const of = (verdict: NormVerdict) => (statuses ?? []).filter((status) => status.verdict === verdict);
  const broken = of("non-respecte").sort(
    (a, b) => Number(b.norm.mandatory ?? false) - Number(a.norm.mandatory ?? false),
  );
  const isOurs = norms === maliReferentiel;
  return (
    <div className="stack">
      <div>
        <p className="quiet small">{speak(isOurs ? "norms.shipped" : "norms.own")}</p>
        <p>
          <strong>{norms.name}</strong>{" "}
          <span className="quiet">
            {speak("norms.version", { version: norms.version, date: numbers.day(norms.date) })}
          </span>
        </p>
        <Button icon={BookOpen} onClick={() => bench.dialog.set("referentiel")}>
          {speak("norms.open")}
        </Button>
      </div>
      {statuses ? (
        <>
          <p role="status" className="small">
            {speak("norms.summary", {
              broken: broken.length,
              unsure: of("a-confirmer").length,
              kept: of("respecte").length,
            })}
          </p>
          <StatusGroup verdict="non-respecte" statuses={broken} />
          <StatusGroup verdict="a-confirmer" statuses={of("a-confirmer")} />
          <StatusGroup verdict="respecte" statuses={of("respecte")} />
          <Fold
            title={speak("norms.verdict.sans-objet")}
            aside={<span className="count">{of("sans-objet").length}</span>}
          >
            <StatusList statuses={of("sans-objet")} />
          </Fold>
        </>
      ) : (
        <p className="quiet" role="status">
          {speak("norms.working")}
        </p>
      )}
    </div>
  );
}

function StatusGroup({ verdict, statuses }: { verdict: NormVerdict; statuses: readonly NormStatus[] }) {
  const { speak } = useLanguage();
  if (statuses.length === 0) return null;
  return (
    <Group title={speak(`norms.verdict.${verdict}`)} aside={<span className="count">{statuses.length}</span>}>
      <StatusList statuses={statuses} />
    </Group>
  );
}

function StatusList({ statuses }: { statuses: readonly NormStatus[] }) {
  return (
    <ul className="lines">
      {statuses.map((status) => (
        <li key={status.key}>
          <StatusLine status={status} />
        </li>
      ))}
    </ul>
  );
}

/** One norm: its name, what is there against what is asked, its source; its objects are shown when it is chosen, `onLook` before that. */
export function StatusLine({ status, onLook }: { status: NormStatus; onLook?: () => void }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const { key, norm, verdict, found, ids } = status;
  const isMandatory = norm.mandatory === true;
  const Icon = verdict === "non-respecte" && isMandatory ? CircleAlert : icons[verdict];
  const tone =
    verdict === "respecte" ? "good" : verdict === "non-respecte" ? (isMandatory ? "error" : "warning") : "info";
  const asked = askedWords(status, speak, numbers);
  const words = (
    <>
      <Icon aria-hidden="true" className={`severity-${tone}`} />
      <span>
        {speak(`norm.${key}`)}
        {isMandatory ? <span className="norm-mark">{speak("norms.mandatory")}</span> : null}
        <span className="block small">
          {found
            ? speak("norms.found-asked", { found: quantityWords(key, found, speak, numbers), asked })
            : speak(verdict === "non-respecte" ? "norms.none-asked" : "norms.asked", { asked })}
        </span>
        <span className="quiet small block">
          {norm.source}
          {norm.standing === "verifie" ? null : (
            <span className="norm-mark">{speak(`norms.standing.${norm.standing}`)}</span>
          )}
        </span>
      </span>
    </>
  );
  if (ids.length === 0) return <div className="norm-line">{words}</div>;
  return (
    <button
      type="button"
      className="list-button norm-line"
      onClick={() => {
        onLook?.();
        bench.show(ids);
      }}
    >
      {words}
    </button>
  );
}
