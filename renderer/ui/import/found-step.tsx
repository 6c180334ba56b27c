import { useMemo } from "react";
import type { Bridge } from "#core/bridge/bridge";
import { type DegreeBox, gapDeg, MALI } from "#core/formats/guess-crs";
import type { ProjectView } from "#core/model/project";
import { CheckInput, ChoiceInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import { failureSentence } from "#ui/failure";
import { CrsInput } from "#ui/import/crs-input.tsx";
import { ShapeMap } from "#ui/import/shape-map.tsx";
import type { Import } from "#ui/import/use-import";
import { boxOnGrid, degreesOfLayer, hasObjects, type WizardLayer } from "#ui/import/wizard";
import { useLanguage } from "#ui/language.tsx";
import { Warnings } from "#ui/start/import-parts.tsx";

/** Encodings a planner meets, the likeliest first. */
const ENCODINGS = ["UTF-8", "Windows-1252", "ISO-8859-1", "CP850", "CP437", "ISO-8859-15"];
/** Formats whose texts may be in another encoding than they say, or do not say it. */
const OPEN = /Shapefile|CSV|DXF|MapInfo|EPANET|EDIGEO/;
/** From so many layers on, all are taken or left at once too. */
const MANY = 4;
/** Farther from the plan than this, a planner should look again, degrees (about 10 km). */
const FAR_DEG = 0.1;

/** First step: what the files hold, where it lies, in which encoding and CRS, and why we think so. */
export function FoundStep(props: {
  bridge: Bridge;
  work: Import;
  project: ProjectView | undefined;
  near: DegreeBox | undefined;
  /** CRS of the project. */
  crs: string;
}) {
  const { speak, numbers } = useLanguage();
  const { bridge, work, project, near, crs } = props;
  const { files, layers } = work;
  const boxes = useMemo(
    () =>
      layers.flatMap((layer) => {
        const degrees = layer.taken && crs ? degreesOfLayer(layer) : undefined;
        const box = degrees && boxOnGrid(degrees, crs);
        return box ? [box] : [];
      }),
    [layers, crs],
  );
  return (
    <div className="import-found">
      <div className="stack">
        {files.map((file, nth) => {
          const own = layers.map((layer, i) => ({ layer, i })).filter(({ layer }) => layer.file === nth);
          const { look } = file;
          if (!look) {
            return (
              <Note kind="bad" key={file.name}>
                <strong>{file.name}</strong> — {failureSentence(speak, file.failure)}
              </Note>
            );
          }
          const guessed = look.warnings.some(({ code }) => code === "encoding.guessed");
          const systems = [...new Set(own.filter(({ layer }) => layer.look.extent).map(({ layer }) => layer.look.crs))];
          return (
            <section key={file.handle} className="stack import-file" aria-label={file.name}>
              <h3>
                {file.name} <span className="quiet small">{look.format}</span>
              </h3>
              {own.length > MANY ? (
                <CheckInput
                  checked={own.every(({ layer }) => layer.taken || !hasObjects(layer.look))}
                  onChange={(taken) => {
                    for (const { layer, i } of own) if (hasObjects(layer.look)) work.change(i, { taken });
                  }}
                >
                  {speak("wizard.found.all", { count: own.length })}
                </CheckInput>
              ) : null}
              <ul className="import-layers" aria-label={speak("wizard.found.layers", { file: file.name })}>
                {own.map(({ layer, i }) => (
                  <li key={i}>
                    <label className="check">
                      <input
                        type="checkbox"
                        checked={layer.taken}
                        disabled={!hasObjects(layer.look)}
                        onChange={(event) => work.change(i, { taken: event.target.checked })}
                      />
                      <span>
                        <strong>{layer.look.name}</strong>{" "}
                        <span className="quiet">{contentsOf(layer, speak, numbers.number)}</span>
                      </span>
                    </label>
                    <Place layer={layer} near={near} hasProject={project !== undefined} />
                  </li>
                ))}
              </ul>
              <div className="import-guesses">
                {systems.map((said) => {
                  const members = own.filter(({ layer }) => layer.look.extent && layer.look.crs === said);
                  const first = members[0]?.layer;
                  return first ? (
                    <CrsInput
                      key={said ?? ""}
                      bridge={bridge}
                      label={
                        systems.length > 1
                          ? speak("wizard.crs.of", { layers: members.map(({ layer }) => layer.look.name).join(", ") })
                          : speak("wizard.crs")
                      }
                      value={first.crs.crs}
                      said={said}
                      projectCrs={crs || undefined}
                      why={speak(`wizard.crs.why.${first.crs.why}`)}
                      onChange={(chosen) => {
                        for (const { i } of members) work.change(i, { crs: { crs: chosen, why: "chosen" } });
                      }}
                    />
                  ) : null;
                })}
                {!OPEN.test(look.format) ? (
                  <p className="quiet small">{speak("wizard.encoding.fixed", { encoding: look.encoding })}</p>
                ) : (
                  <div className="stack import-encoding">
                    <ChoiceInput
                      label={speak("wizard.encoding")}
                      value={file.encoding ?? look.encoding}
                      onChange={(encoding) => void work.encode(nth, encoding)}
                      choices={[...new Set([look.encoding, ...ENCODINGS])].map((each) => ({
                        value: each,
                        words: each,
                      }))}
                    />
                    <span className="quiet small">
                      {speak(`wizard.encoding.why.${file.encoding ? "chosen" : guessed ? "guessed" : "said"}`)}
                    </span>
                  </div>
                )}
              </div>
              <Warnings warnings={look.warnings.filter(({ code }) => code !== "encoding.guessed")} />
            </section>
          );
        })}
      </div>
      <div className="stack">
        <ShapeMap
          words={speak(project ? "wizard.map.over" : "wizard.map.alone")}
          project={project}
          boxes={boxes}
          width={340}
          height={300}
        />
        <p className="quiet small">{speak(project ? "wizard.map.over" : "wizard.map.alone")}</p>
      </div>
    </div>
  );
}

/** What a layer holds, in words: `120 surfaces, 3 points, 2 sans forme`. */
function contentsOf(
  { look }: WizardLayer,
  speak: ReturnType<typeof useLanguage>["speak"],
  number: (n: number) => string,
) {
  const parts = (["polygon", "line", "point"] as const).flatMap((kind) => {
    const count = look.kinds[kind] ?? 0;
    return count > 0 ? [speak(`wizard.kind.${kind}`, { count, number: number(count) })] : [];
  });
  if (look.withoutShape > 0) {
    parts.push(speak("wizard.kind.none", { count: look.withoutShape, number: number(look.withoutShape) }));
  }
  return parts.length > 0 ? parts.join(", ") : speak("wizard.kind.table", { count: look.count });
}

/** Where a layer would lie, said so that a wrong CRS is seen. */
function Place({ layer, near, hasProject }: { layer: WizardLayer; near: DegreeBox | undefined; hasProject: boolean }) {
  const { speak, numbers } = useLanguage();
  if (!layer.taken || !layer.look.extent) return null;
  const box = degreesOfLayer(layer);
  if (!box) return <p className="small bad-words">{speak("wizard.place.nowhere")}</p>;
  const gap = gapDeg(box, near ?? MALI);
  const at = { lat: numbers.number((box[1] + box[3]) / 2, 3), lon: numbers.number((box[0] + box[2]) / 2, 3) };
  const key = hasProject && near ? "project" : "mali";
  if (gap === 0) return <p className="quiet small">{speak(`wizard.place.${key}.on`, at)}</p>;
  const km = numbers.number(gap * 111, gap < 0.1 ? 1 : 0);
  return (
    <p className={gap > FAR_DEG ? "small warn-words" : "quiet small"}>
      {speak(gap > FAR_DEG ? `wizard.place.${key}.far` : `wizard.place.${key}.off`, { km, ...at })}
    </p>
  );
}
