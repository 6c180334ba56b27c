import { ArrowDown, ArrowUp, Columns2, ImagePlus, Maximize2, Trash2 } from "lucide-react";
import type { RasterControl } from "#core/bridge/raster";
import { boxInProject } from "#core/derived/raster/pyramid";
import { projectedCrs, projectionOf } from "#core/geometry/crs";
import { mapCrs } from "#core/geometry/map-crs";
import type { Speak } from "#core/messages/catalogue";
import type { Backdrop } from "#store/backdrops";
import { CrsDialog } from "#ui/backdrop/crs-dialog.tsx";
import { ReliefList } from "#ui/backdrop/relief-list.tsx";
import { useAdding } from "#ui/backdrop/use-adding";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { SliderInput } from "#ui/controls/slider-input.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import type { Numbers } from "#ui/numbers";
import { PackList } from "#ui/packs/pack-list.tsx";
import { Group } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Backdrops and reliefs of this project on this machine: add, order, fade, divide, remove. */
export function BackdropSection() {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const backdrops = useObservable(bench.backdrops.list);
  const surfaces = useObservable(bench.backdrops.surfaces);
  const adding = useAdding();
  return (
    <>
      <Group title={speak("backdrop.title")}>
        {backdrops.length === 0 ? <p className="quiet small">{speak("backdrop.empty")}</p> : null}
        <ul className="backdrop-list">
          {backdrops.map((backdrop, index) => (
            <BackdropLine key={backdrop.handle} backdrop={backdrop} index={index} count={backdrops.length} />
          ))}
        </ul>
        {backdrops.length > 0 ? (
          <ShareInput
            label={speak("backdrop.surfaces")}
            value={surfaces}
            onChange={(share) => bench.backdrops.surfaces.set(share)}
          />
        ) : null}
        {adding.busy ? (
          <div className="stack" role="status">
            <p className="small">
              {speak("backdrop.copying", { name: adding.busy.name, share: numbers.share(adding.busy.share) })}
            </p>
            <div>
              <Button onClick={adding.cancel}>{speak("ui.cancel")}</Button>
            </div>
          </div>
        ) : (
          <div>
            <Button icon={ImagePlus} onClick={adding.choose} mark="backdrop.add">
              {speak("backdrop.add-file")}
            </Button>
          </div>
        )}
        {adding.asks ? (
          <CrsDialog
            name={adding.asks.file.name}
            crs={bench.session.project.meta.crs}
            onDone={(crs) => adding.answer(crs)}
          />
        ) : null}
      </Group>
      <ReliefList />
      <PackList />
    </>
  );
}

function BackdropLine({ backdrop, index, count }: { backdrop: Backdrop; index: number; count: number }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const swipe = useObservable(bench.backdrops.swipe);
  const trouble = useObservable(bench.backdrops.troubles).get(backdrop.handle);
  const { handle, about, missing, visible, opacity } = backdrop;
  const { name } = about;
  const show = () => {
    const box = boxInProject(about, projectionOf(bench.session.project.meta.crs));
    if (box) bench.editor.get()?.fitBox(box);
  };
  const divide = () =>
    bench.backdrops.swipe.update((now) => (now?.handle === handle ? undefined : { handle, share: 0.5 }));
  const remove = () => {
    const undo = bench.backdrops.remove(handle);
    notify(speak("backdrop.removed", { name }), {
      id: "backdrop",
      kind: "good",
      action: { words: speak("ui.undo"), run: undo },
    });
  };
  return (
    <li className={missing ? "missing" : ""}>
      <label className="check">
        <input
          type="checkbox"
          checked={visible && !missing}
          disabled={missing}
          onChange={(event) => bench.backdrops.change(handle, { visible: event.target.checked })}
        />
        <span className="backdrop-name" title={name}>
          {name}
        </span>
      </label>
      <p className="quiet small">{[crsWords(about.crs), about.attribution].filter(Boolean).join(" · ")}</p>
      {about.control ? <p className="quiet small">{controlWords(about.control, speak, numbers)}</p> : null}
      {missing ? <Note kind="warn">{speak("refusal.raster.missing", { name })}</Note> : null}
      {trouble === "far" && visible ? <p className="small">{speak("backdrop.far")}</p> : null}
      {trouble && trouble !== "far" ? <Note kind="bad">{failureSentence(speak, trouble.error)}</Note> : null}
      {missing ? null : (
        <ShareInput
          label={speak("backdrop.opacity")}
          value={opacity}
          onChange={(share) => bench.backdrops.change(handle, { opacity: share })}
        />
      )}
      <div className="row backdrop-acts">
        <IconButton icon={Maximize2} name={speak("backdrop.show-it", { name })} onClick={show} side="top" />
        <IconButton
          icon={Columns2}
          name={speak("backdrop.swipe", { name })}
          pressed={swipe?.handle === handle}
          why={!visible || missing ? speak("backdrop.why.hidden") : undefined}
          onClick={divide}
          side="top"
        />
        <IconButton
          icon={ArrowUp}
          name={speak("backdrop.up", { name })}
          why={index === 0 ? speak("backdrop.why.top") : undefined}
          onClick={() => bench.backdrops.move(handle, -1)}
          side="top"
        />
        <IconButton
          icon={ArrowDown}
          name={speak("backdrop.down", { name })}
          why={index === count - 1 ? speak("backdrop.why.bottom") : undefined}
          onClick={() => bench.backdrops.move(handle, 1)}
          side="top"
        />
        <IconButton icon={Trash2} name={speak("backdrop.remove", { name })} onClick={remove} side="top" />
      </div>
    </li>
  );
}

/** A CRS as people say it. */
function crsWords(code: string): string {
  return projectedCrs(code)?.name ?? mapCrs(code)?.code ?? code;
}

/** How a scanned plan was laid here, and how well. */
function controlWords({ method, points, rmsM }: RasterControl, speak: Speak, numbers: Numbers): string {
  const rms = speak("scan.cm", { value: numbers.number(rmsM * 100) });
  return speak("scan.kept", { count: points.length, method: speak(`scan.short.${method}`), rms });
}

/** A share from 0 to 1, in steps of a twentieth. */
function ShareInput({ label, value, onChange }: { label: string; value: number; onChange: (share: number) => void }) {
  const { numbers } = useLanguage();
  const [percent, words] = [Math.round(value * 100), numbers.share(value)];
  const range = { min: 0, max: 100, step: 5 };
  return (
    <SliderInput {...range} inline label={label} value={percent} words={words} onChange={(to) => onChange(to / 100)} />
  );
}
