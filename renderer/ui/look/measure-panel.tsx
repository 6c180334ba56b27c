import { Copy, Eraser, X } from "lucide-react";
import { type ReactNode, useId, useMemo } from "react";
import { landBookWords } from "#core/derived/land-book";
import { type Measure, measureOf } from "#core/derived/measure";
import { type Projection, projectionOf } from "#core/geometry/crs";
import type { MapEditor } from "#editor/map-editor";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { useLanguage } from "#ui/language.tsx";
import { copyText } from "#ui/look/copy-text";
import { bearingWords, measureText, metres, squareMetres } from "#ui/look/measure-words";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** What the measuring tool has measured: sums, area, each segment with its bearing. Shown while the tool is in hand. */
export function MeasurePanel({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const tool = useObservable(editor.tool);
  const { crs } = bench.session.project.meta;
  const projection = useMemo(() => projectionOf(crs), [crs]);
  return tool.id === "measure" ? <Measured editor={editor} projection={projection} /> : null;
}

function Measured({ editor, projection }: { editor: MapEditor; projection: Projection }) {
  const { speak, numbers } = useLanguage();
  const titleId = useId();
  const drawn = useObservable(editor.measured);
  const measure = useMemo(() => drawn && measureOf(drawn.run, drawn.closed, projection), [drawn, projection]);
  const copy = async (what: Measure) => {
    const copied = await copyText(measureText(what, speak, numbers));
    notify(speak(copied ? "look.measure.copied" : "look.measure.not-copied"), {
      kind: copied ? "good" : "bad",
      id: "copied",
    });
  };
  const clear = () => {
    editor.cancel();
    editor.focus();
  };
  return (
    <section className="look-card" aria-labelledby={titleId}>
      <header className="spread">
        <h2 id={titleId}>{speak("look.measure")}</h2>
        <IconButton icon={X} name={speak("look.measure.close")} side="left" onClick={() => editor.setTool("select")} />
      </header>
      {measure && measure.segments.length > 0 ? (
        <>
          <table className="figures">
            <thead>
              <tr>
                <td />
                <th scope="col">{speak("look.measure.plan")}</th>
                <th scope="col">{speak("look.measure.ground")}</th>
              </tr>
            </thead>
            <tbody>
              <Sums name={speak("look.measure.length")}>
                {[measure.planM, measure.groundM].map((lengthM) => `${metres(lengthM, numbers)} m`)}
              </Sums>
              {measure.area ? (
                <Sums name={speak("look.measure.area")}>
                  {[measure.area.planM2, measure.area.groundM2].map((areaM2) => squareMetres(areaM2, numbers))}
                </Sums>
              ) : null}
              {measure.area ? (
                <Sums name={speak("look.measure.land-book")}>
                  {[measure.area.planM2, measure.area.groundM2].map(landBookWords)}
                </Sums>
              ) : null}
            </tbody>
          </table>
          {measure.crosses ? <p className="quiet small">{speak("look.measure.crosses")}</p> : null}
          <Segments measure={measure} />
          <p className="quiet small">{speak("look.measure.grid")}</p>
          <div className="row wrap">
            <Button icon={Copy} onClick={() => void copy(measure)}>
              {speak("look.measure.copy")}
            </Button>
            <Button icon={Eraser} kind="quiet" onClick={clear}>
              {speak("look.measure.clear")}
            </Button>
          </div>
        </>
      ) : (
        <p className="quiet small">{speak("look.measure.empty")}</p>
      )}
    </section>
  );
}

function Sums({ name, children }: { name: string; children: readonly string[] }): ReactNode {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children[0]}</td>
      <td>{children[1]}</td>
    </tr>
  );
}

function Segments({ measure }: { measure: Measure }) {
  const { speak, numbers } = useLanguage();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard
    <section className="look-scroll" tabIndex={0} aria-label={speak("look.measure.segments")}>
      <table className="figures small">
        <thead>
          <tr>
            {["number", "plan-m", "ground-m", "bearing-gon", "bearing-deg"].map((key) => (
              <th key={key} scope="col">
                {speak(`look.measure.column.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measure.segments.map((segment, i) => {
            const { gon, deg } = bearingWords(segment.bearingDeg, numbers);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: segments are named by their number
              <tr key={i}>
                <th scope="row">{i + 1}</th>
                <td>{metres(segment.planM, numbers)}</td>
                <td>{metres(segment.groundM, numbers)}</td>
                <td>{gon}</td>
                <td>{deg}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
