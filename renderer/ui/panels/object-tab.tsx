import { classOf } from "#core/features/classes";
import { lengthM } from "#core/geometry/path";
import { planAreaM2 } from "#core/geometry/ring";
import type { ClassId, Feature } from "#core/model/feature";
import { useLanguage } from "#ui/language.tsx";
import { FieldInput } from "#ui/panels/field-input.tsx";
import { Swatch } from "#ui/panels/swatch.tsx";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** The form of the one feature selected, or the sum of several. */
export function ObjectTab() {
  const { session } = useBench();
  const { speak } = useLanguage();
  useSnapshot();
  const ids = useObservable(session.selection);
  const features = [...ids].flatMap((id) => session.project.get(id) ?? []);
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
  return (
    <div className="stack">
      <header>
        <p className="row quiet small">
          <Swatch declared={declared} />
          {word(declared.label)}
        </p>
        {title === undefined ? null : <p className="big-figure">{title}</p>}
      </header>
      <Measures feature={feature} />
      <div className="group">
        {declared.fields.map((field) => (
          <FieldInput key={`${feature.id} ${field.key}`} feature={feature} field={field} />
        ))}
      </div>
      <Acts feature={feature} />
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
    </div>
  );
}

function Measures({ feature }: { feature: Feature }) {
  const { speak, numbers } = useLanguage();
  const { geometry } = feature;
  if (geometry?.kind === "polygon") {
    return (
      <p className="spread">
        <span className="quiet">{speak("ui.column.planAreaM2")}</span>
        <strong>{numbers.area(planAreaM2(geometry))}</strong>
      </p>
    );
  }
  if (geometry?.kind === "line") {
    return (
      <p className="spread">
        <span className="quiet">{speak("ui.column.lengthM")}</span>
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

function Acts({ feature }: { feature: Feature }) {
  const isFace = classOf(feature.class).coverage !== undefined;
  return (
    <div className="row wrap">
      {isFace ? <ActionButton id="split" words /> : null}
      <ActionButton id="delete" words kind="danger" />
    </div>
  );
}

function ManyObjects({ features }: { features: readonly Feature[] }) {
  const { speak, numbers, word } = useLanguage();
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
      <div className="row wrap">
        <ActionButton id="merge" words />
        <ActionButton id="delete" words kind="danger" />
      </div>
    </div>
  );
}
