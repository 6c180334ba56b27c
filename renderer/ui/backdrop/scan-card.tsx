import { LocateFixed, Plus, Trash2, X } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { boxInProject } from "#core/derived/raster/pyramid";
import { worldOfPicture } from "#core/formats/place-picture";
import { type ControlMethod, LEAST_POINTS, scaleOfFit, turnOfFit } from "#core/geometry/control-fit";
import { projectionOf } from "#core/geometry/crs";
import type { Position } from "#core/geometry/geometry";
import type { MapEditor } from "#editor/map-editor";
import { controlOf, fitScan, groundOf, type ScanPoint } from "#ui/backdrop/scan-draft";
import { ScanView } from "#ui/backdrop/scan-view.tsx";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { positionText } from "#ui/draw/intersection-draft";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

const EMPTY: ScanPoint = { ground: "" };

/** A scanned plan laid on the map by points known on both; shown while there is one. */
export function ScanCard({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const file = useObservable(bench.scan);
  return file ? <Card key={`${file.name}/${file.size}`} editor={editor} file={file} /> : null;
}

function Card({ editor, file }: { editor: MapEditor; file: File }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const titleId = useId();
  const picture = usePicture(file);
  const [method, setMethod] = useState<ControlMethod>("helmert");
  const [points, setPoints] = useState<readonly ScanPoint[]>([EMPTY]);
  const [open, setOpen] = useState(0);
  const [busy, setBusy] = useState(false);
  const fit = fitScan(points, method);
  const found = typeof fit === "string" ? undefined : fit;
  const change = (i: number, more: Partial<ScanPoint>) =>
    setPoints((all) => all.map((point, k) => (k === i ? { ...point, ...more } : point)));
  const leave = () => {
    bench.scan.set(undefined);
    editor.focus();
  };
  const waitsForMap = points[open]?.pixel !== undefined && points[open]?.ground === "";

  useEffect(() => {
    bench.view.marks.set({
      snaps: waitsForMap,
      lines: [],
      grips: points.flatMap((point) => {
        const ground = groundOf(point);
        return ground ? [{ at: [ground[0] * 1000, ground[1] * 1000] as Position, drag: () => undefined }] : [];
      }),
      click: (at) => {
        if (!waitsForMap) return false;
        setPoints((all) => [...all.map((point, k) => (k === open ? { ...point, ground: positionText(at) } : point))]);
        return true;
      },
      cancel: () => undefined,
    });
  });
  useEffect(() => () => bench.view.marks.set(undefined), [bench]);

  const take = (pixel: Position) => change(open, { pixel });
  const add = () => {
    setPoints((all) => [...all, EMPTY]);
    setOpen(points.length);
  };
  const remove = (i: number) => {
    setPoints((all) => (all.length > 1 ? all.filter((_, k) => k !== i) : [EMPTY]));
    setOpen((now) => Math.max(0, now > i || now === points.length - 1 ? now - 1 : now));
  };
  const lay = async () => {
    if (!found) return;
    setBusy(true);
    try {
      const { crs } = bench.session.project.meta;
      const about = await bench.backdrops.add(file, {
        crs,
        world: worldOfPicture(found),
        control: controlOf(points, found),
      });
      leave();
      const box = boxInProject(about, projectionOf(crs));
      if (box) editor.fitBox(box);
      notify(speak("scan.done", { name: file.name, rms: centimetres(found.rmsM) }), { kind: "good", id: "backdrop" });
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad", id: "backdrop" });
      setBusy(false);
    }
  };
  const centimetres = (metres: number): string => speak("scan.cm", { value: numbers.number(metres * 100) });
  const whole = found?.residualsM.length ?? 0;
  const why = found ? undefined : speak(`scan.why.${fit as string}`, { count: LEAST_POINTS[method] });
  return (
    <section
      className="scan-card"
      aria-labelledby={titleId}
      data-help="backdrops"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        leave();
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <header className="spread">
        <h2 id={titleId}>{speak("scan.title", { name: file.name })}</h2>
        <IconButton icon={X} name={speak("ui.close")} side="left" onClick={leave} />
      </header>
      <p className="small" role="status">
        {speak(waitsForMap ? "scan.step.map" : points[open]?.pixel ? "scan.step.more" : "scan.step.picture", {
          number: open + 1,
        })}
      </p>
      {picture.failure ? <Note kind="bad">{failureSentence(speak, picture.failure)}</Note> : null}
      {picture.bitmap ? (
        <ScanView
          picture={picture.bitmap}
          marks={points.flatMap(({ pixel }, i) =>
            pixel
              ? [{ number: i + 1, at: [pixel[0] * picture.thinned, pixel[1] * picture.thinned], isOpen: i === open }]
              : [],
          )}
          onTake={([x, y]) => take([x / picture.thinned, y / picture.thinned])}
        />
      ) : null}
      <div className="scan-points">
        <table>
          <thead>
            <tr>
              <th scope="col">{speak("scan.point")}</th>
              <th scope="col">{speak("scan.pixel")}</th>
              <th scope="col">{speak("scan.ground")}</th>
              <th scope="col">{speak("scan.residual")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {points.map((point, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a point is its number
              <tr key={i} className={i === open ? "open" : ""}>
                <th scope="row">
                  <Button kind="quiet" pressed={i === open} icon={LocateFixed} onClick={() => setOpen(i)}>
                    {String(i + 1)}
                  </Button>
                </th>
                <td>{point.pixel ? point.pixel.map((value) => numbers.number(value)).join(" ; ") : "–"}</td>
                <td>
                  <input
                    className="input"
                    aria-label={speak("scan.ground.of", { number: i + 1 })}
                    placeholder={speak("scan.ground.example")}
                    value={point.ground}
                    onFocus={() => setOpen(i)}
                    onChange={(event) => change(i, { ground: event.target.value })}
                  />
                </td>
                <td>{found?.residualOf.has(i) ? centimetres(found.residualOf.get(i) as number) : "–"}</td>
                <td>
                  <IconButton
                    icon={Trash2}
                    name={speak("scan.remove", { number: i + 1 })}
                    side="left"
                    onClick={() => remove(i)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Button icon={Plus} onClick={add}>
          {speak("scan.add")}
        </Button>
      </div>
      <ChoiceInput
        label={speak("scan.method")}
        value={method}
        choices={(["helmert", "affine"] as const).map((value) => ({ value, words: speak(`scan.method.${value}`) }))}
        onChange={(value) => setMethod(value === "affine" ? "affine" : "helmert")}
      />
      {found ? (
        <p className="small">
          {speak("scan.fit", {
            rms: centimetres(found.rmsM),
            worst: centimetres(Math.max(...found.residualsM)),
            pixel: numbers.number(scaleOfFit(found), 3),
            turn: numbers.number(turnOfFit(found), 2),
          })}
        </p>
      ) : null}
      {found && whole === LEAST_POINTS[method] ? <Note kind="warn">{speak("scan.unchecked")}</Note> : null}
      <div className="row">
        <Button kind="primary" why={why ?? (busy ? speak("scan.busy") : undefined)} onClick={() => void lay()}>
          {speak("scan.lay")}
        </Button>
        <Button onClick={leave}>{speak("ui.cancel")}</Button>
      </div>
    </section>
  );
}

/** Longest side a picture is shown at: larger ones are thinned, to spare memory. */
const MOST_SHOWN_PX = 4000;

/** The picture of a file, thinned where it is large; `thinned` is shown pixels a pixel of the file. */
function usePicture(file: File): { bitmap?: ImageBitmap; thinned: number; failure?: unknown } {
  const [picture, setPicture] = useState<{ bitmap?: ImageBitmap; thinned: number; failure?: unknown }>({ thinned: 1 });
  useEffect(() => {
    let made: ImageBitmap | undefined;
    let gone = false;
    const read = async () => {
      const whole = await createImageBitmap(file);
      const thinned = Math.min(1, MOST_SHOWN_PX / Math.max(whole.width, whole.height));
      const bitmap =
        thinned === 1
          ? whole
          : await createImageBitmap(whole, {
              resizeWidth: Math.round(whole.width * thinned),
              resizeHeight: Math.round(whole.height * thinned),
              resizeQuality: "high",
            });
      if (bitmap !== whole) whole.close();
      made = bitmap;
      if (gone) bitmap.close();
      else setPicture({ bitmap, thinned });
    };
    read().catch((failure: unknown) => setPicture({ thinned: 1, failure }));
    return () => {
      gone = true;
      made?.close();
    };
  }, [file]);
  return picture;
}
