import { FileDown } from "lucide-react";
import type { ReactNode } from "react";
import type { Feature } from "#core/model/feature";
import { actNamed } from "#ui/acts/act-named";
import { today } from "#ui/acts/today";
import { Button } from "#ui/controls/button.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { exportProject } from "#ui/panels/export";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Where a parcel, live or past, came from and what became of it; each parcel and act is a step to go to. */
export function FiliationSection({ feature }: { feature: Feature }) {
  const bench = useBench();
  const { speak, lang, numbers } = useLanguage();
  const past = feature.class === "pastParcel";
  if (!past && feature.class !== "parcel") return null;
  const { lineage } = bench;
  const id = past ? String(feature.fields["of"]) : feature.id;
  const parents = inOrder(lineage.parents(id));
  const children = inOrder(lineage.children(id));
  const { openedBy, closedBy, validFrom, validTo } = feature.fields;
  const former = lineage.versions(id).filter((version) => version.id !== feature.id);
  if (!past && parents.length + children.length + former.length === 0 && openedBy === undefined) return null;
  const date = (day: unknown) => (typeof day === "string" ? numbers.day(day) : undefined);
  const print = () => {
    exportProject(bench, { format: "filiation", sheet: { lang, parcel: id, date: today() } }).then(
      (name) => notify(speak("ui.export.done", { name }), { kind: "good", id: "export" }),
      (error: unknown) => notify(failureSentence(speak, error), { kind: "bad" }),
    );
  };
  return (
    <section className="group filiation" aria-label={speak("acts.filiation")} data-help="acts">
      <h3>{speak("acts.filiation")}</h3>
      {past ? <p className="note warn">{speak("acts.filiation.past")}</p> : null}
      <dl className="small">
        <Line name={speak("acts.filiation.from")}>
          {[date(validFrom) ?? speak("acts.filiation.unrecorded"), actWords(openedBy)].filter(Boolean).join(" · ")}
        </Line>
        {past ? (
          <Line name={speak("acts.filiation.to")}>
            {[date(validTo), actWords(closedBy)].filter(Boolean).join(" · ")}
          </Line>
        ) : null}
        {parents.length > 0 ? <Line name={speak("acts.filiation.parents")}>{parents.map(parcelLink)}</Line> : null}
        {children.length > 0 ? <Line name={speak("acts.filiation.children")}>{children.map(parcelLink)}</Line> : null}
        {former.length > 0 ? (
          <Line name={speak("acts.filiation.versions")}>
            {former.map((version) => link(version.id, date(version.fields["validTo"]) ?? speak("acts.filiation.now")))}
          </Line>
        ) : null}
      </dl>
      <div className="row wrap">
        <Button icon={FileDown} onClick={print}>
          {speak("acts.filiation.print")}
        </Button>
      </div>
    </section>
  );

  /** By number, as people count: 2 before 10. */
  function inOrder(parcels: readonly string[]): string[] {
    const numberOf = (parcel: string) => String(lineage.versions(parcel).at(-1)?.fields["number"] ?? "");
    return parcels.toSorted((a, b) => numberOf(a).localeCompare(numberOf(b), lang, { numeric: true }));
  }

  function actWords(act: unknown): string | undefined {
    return actNamed(bench.session.project, act, lang);
  }

  /** The parcel as it is, or as it was at last. */
  function parcelLink(parcel: string): ReactNode {
    const last = lineage.versions(parcel).at(-1);
    if (!last) return null;
    const number = String(last.fields["number"] ?? "—");
    return link(last.id, last.class === "pastParcel" ? speak("acts.filiation.closed", { number }) : number);
  }

  function link(to: string, words: string): ReactNode {
    return (
      <button key={to} type="button" className="link" onClick={() => bench.show([to])}>
        {words}
      </button>
    );
  }
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
