import { useMemo } from "react";
import { classOf } from "#core/features/classes";
import type { Field } from "#core/features/feature-class";
import { lockableClasses } from "#core/features/locks";
import { projectionOf } from "#core/geometry/crs";
import { groundAreaM2 } from "#core/geometry/ground-area";
import { lengthM } from "#core/geometry/path";
import { planAreaM2 } from "#core/geometry/ring";
import type { ClassId, Feature } from "#core/model/feature";
import { AreasSection } from "#ui/acts/areas-section.tsx";
import { BornageLine } from "#ui/acts/bornage-line.tsx";
import { FiliationSection } from "#ui/acts/filiation-section.tsx";
import { kindsFor } from "#ui/divide/land-draft";
import { DocumentForm } from "#ui/documents/document-form.tsx";
import { DocumentsSection } from "#ui/documents/documents-section.tsx";
import { AnnexSection } from "#ui/import/annex-section.tsx";
import { useLanguage } from "#ui/language.tsx";
import type { Numbers } from "#ui/numbers";
import { FieldInput } from "#ui/panels/field-input.tsx";
import { Fold } from "#ui/panels/panel.tsx";
import { Swatch } from "#ui/panels/swatch.tsx";
import { PersonalSwitch } from "#ui/table/personal-switch.tsx";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** Most features one form is for; beyond it the table's own act is quicker and says what it does. */
const FORM_MOST = 2000;

/** The form of the one feature selected, or of several of one class; the sum of several. */
export function ObjectTab() {
  const { session } = useBench();
  const { speak } = useLanguage();
  const { history } = useSnapshot();
  const ids = useObservable(session.selection);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history stands for the project's mutable state
  const features = useMemo(() => [...ids].flatMap((id) => session.project.get(id) ?? []), [ids, session, history]);
  const [first] = features;
  if (!first) return <p className="quiet">{speak("ui.object.empty")}</p>;
  return features.length === 1 ? <OneObject feature={first} /> : <ManyObjects features={features} />;
}

function OneObject({ feature }: { feature: Feature }) {
  const { speak, numbers, word } = useLanguage();
  const declared = classOf(feature.class);
  const { number, ilot, name } = feature.fields;
  const title = number !== undefined ? (ilot !== undefined ? `${ilot}/${number}` : String(number)) : name;
  const tags = Object.entries(feature.tags ?? {});
  const measured = useMemo(() => [feature], [feature]);
  return (
    <div className="stack">
      <header>
        <p className="row quiet small">
          <Swatch declared={declared} />
          {word(declared.label)}
        </p>
        {title === undefined ? null : <p className="big-figure">{title}</p>}
      </header>
      <Measures features={measured} />
      <FaceActs feature={feature} />
      <AnnexSection features={measured} />
      <AreasSection feature={feature} />
      <BornageLine feature={feature} />
      {feature.class === "document" ? <DocumentForm document={feature} /> : <Fields features={[feature]} />}
      <FiliationSection feature={feature} />
      {feature.class === "document" ? null : <DocumentsSection key={feature.id} feature={feature} />}
      <TenureFold features={[feature]} />
      {tags.length > 0 ? (
        <details>
          <summary>{speak("ui.object.tags", { count: numbers.number(tags.length) })}</summary>
          <dl className="tags small">
            {tags.map(([key, value]) => (
              <div key={key}>
                <dt className="quiet">{key}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
      {declared.archive ? null : (
        <div className="row">
          <ActionButton id="delete" words kind="danger" />
        </div>
      )}
    </div>
  );
}

/** Fields that the filiation, or the act of bornage, shows in words. */
const LINEAGE: ReadonlySet<string> = new Set(["parents", "openedBy", "validFrom", "of", "validTo", "closedBy", "act"]);

/** The declared fields that are in sight: what it is, then what areas are stated. */
function Fields({ features }: { features: readonly Feature[] }) {
  const { speak } = useLanguage();
  return (
    <>
      <PartOfForm features={features} part={undefined} />
      <PartOfForm features={features} part="areas" title={speak("ui.object.areas")} />
    </>
  );
}

/** By which title the land is held, folded; what it is shows all the same. */
function TenureFold({ features }: { features: readonly Feature[] }) {
  const { speak, word } = useLanguage();
  const [first] = features;
  const fields = first ? classOf(first.class).fields.filter(({ part }) => part === "tenure") : [];
  if (!first || fields.length === 0) return null;
  const tenures = new Set(features.map((feature) => feature.fields["tenure"]));
  const held = fields
    .find(({ key }) => key === "tenure")
    ?.choices?.find(({ value }) => tenures.size === 1 && tenures.has(value));
  return (
    <Fold
      title={speak("ui.object.tenure")}
      aside={held ? <span className="quiet small">{word(held.label)}</span> : undefined}
    >
      <PartOfForm features={features} part="tenure" />
    </Fold>
  );
}

/** The fields of one part of the form, each one command; those that name a person once the planner asked for them. */
function PartOfForm(props: { features: readonly Feature[]; part: Field["part"]; title?: string }) {
  const bench = useBench();
  const personal = useObservable(bench.personal);
  const { features, part, title } = props;
  const [first] = features;
  if (!first) return null;
  const fields = classOf(first.class).fields.filter((field) => field.part === part && !LINEAGE.has(field.key));
  // What is only read shows itself where there is something to read.
  if (fields.every(({ key, readOnly }) => readOnly && features.every((each) => each.fields[key] === undefined))) {
    return null;
  }
  const key = features.length === 1 ? first.id : features.map(({ id }) => id).join(" ");
  return (
    <section className="group" aria-label={title}>
      {title ? <h3>{title}</h3> : null}
      {fields
        .filter((field) => personal || !field.personal)
        .map((field) => (
          <FieldInput key={`${key} ${field.key}`} features={features} field={field} />
        ))}
      {fields.some((field) => field.personal) ? <PersonalSwitch /> : null}
    </section>
  );
}

/** What is measured on the shapes: area on plan and on the ground side by side, or length, or the place. */
function Measures({ features }: { features: readonly Feature[] }) {
  const { session } = useBench();
  const { speak, numbers } = useLanguage();
  const areas = useMemo(() => {
    const projection = projectionOf(session.project.meta.crs);
    let planM2 = 0;
    let groundM2 = 0;
    for (const { geometry } of features) {
      if (geometry?.kind !== "polygon") return undefined;
      planM2 += planAreaM2(geometry);
      groundM2 += groundAreaM2(geometry, projection);
    }
    return { planM2, groundM2 };
  }, [session, features]);
  const geometry = features[0]?.geometry;
  if (areas && features.length > 0) {
    return (
      <dl className="measures">
        <div>
          <dt>{speak("table.plan-area")}</dt>
          <dd>{exactArea(areas.planM2, numbers)}</dd>
        </div>
        <div>
          <dt>{speak("table.ground-area")}</dt>
          <dd>{exactArea(areas.groundM2, numbers)}</dd>
        </div>
      </dl>
    );
  }
  if (features.length > 1) return null;
  if (geometry?.kind === "line") {
    return (
      <p className="spread">
        <span className="quiet">{speak("table.column.lengthM")}</span>
        <strong>{numbers.length(lengthM(geometry.path))}</strong>
      </p>
    );
  }
  if (geometry?.kind === "point") {
    return (
      <p className="quiet">
        {speak("ui.status.place", { e: numbers.coordinate(geometry.at[0]), n: numbers.coordinate(geometry.at[1]) })}
      </p>
    );
  }
  return null;
}

/** To the square decimetre below a hectare: on plan and on the ground a parcel differs by less than a square metre. */
function exactArea(areaM2: number, numbers: Numbers): string {
  return areaM2 < 10_000 ? `${numbers.number(areaM2, 2)}\u00a0m²` : numbers.area(areaM2);
}

/** What is done to a face every day. */
function FaceActs({ feature }: { feature: Feature }) {
  const isFace = classOf(feature.class).coverage !== undefined;
  if (!lockableClasses.has(feature.class)) return null;
  return (
    <div className="row wrap">
      {isFace ? <ActionButton id="split" words /> : null}
      {isFace && feature.class !== "street" ? <ActionButton id="divide" words /> : null}
      <ActionButton id="lock" words />
      {feature.class === "street" ? null : <ActionButton id="relay-ilots" words />}
    </div>
  );
}

function ManyObjects({ features }: { features: readonly Feature[] }) {
  const { session } = useBench();
  const { speak, numbers, word } = useLanguage();
  const ids = features.map(({ id }) => id);
  const sums = new Map<ClassId, { count: number; areaM2: number; lengthM: number }>();
  for (const { class: id, geometry } of features) {
    const sum = sums.get(id) ?? { count: 0, areaM2: 0, lengthM: 0 };
    sum.count++;
    if (geometry?.kind === "polygon") sum.areaM2 += planAreaM2(geometry);
    if (geometry?.kind === "line") sum.lengthM += lengthM(geometry.path);
    sums.set(id, sum);
  }
  return (
    <div className="stack">
      <p className="big-figure">{speak("ui.status.selected", { count: features.length })}</p>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{speak("ui.object.class")}</th>
            <th scope="col">{speak("ui.object.count")}</th>
            <th scope="col">{speak("ui.object.plan")}</th>
          </tr>
        </thead>
        <tbody>
          {[...sums].map(([id, sum]) => (
            <tr key={id}>
              <th scope="row">{word(sum.count > 1 ? classOf(id).plural : classOf(id).label)}</th>
              <td>{numbers.number(sum.count)}</td>
              <td>{sum.areaM2 > 0 ? numbers.area(sum.areaM2) : sum.lengthM > 0 ? numbers.length(sum.lengthM) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <AnnexSection features={features} />
      {sums.size === 1 ? (
        features.length <= FORM_MOST ? (
          <>
            <p className="quiet small">{speak("table.form.all", { count: features.length })}</p>
            <Fields features={features} />
            <TenureFold features={features} />
          </>
        ) : (
          <p className="quiet">{speak("table.form.too-many", { most: FORM_MOST })}</p>
        )
      ) : null}
      <div className="row wrap">
        <ActionButton id="merge" words />
        {kindsFor(session.project, ids).includes("adjust") ? <ActionButton id="adjust" words /> : null}
        {kindsFor(session.project, ids).includes("remembrement") ? <ActionButton id="remembrement" words /> : null}
        <ActionButton id="delete" words kind="danger" />
      </div>
    </div>
  );
}
