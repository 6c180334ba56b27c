import { useRef, useState } from "react";
import type { Bridge, BridgeOutput, Progress } from "#core/bridge/bridge";
import type { LayerLook } from "#core/bridge/outside";
import { classNamed, shapedClasses } from "#core/derived/class-named";
import { maliReferentiel } from "#core/features/mali";
import { normsOf } from "#core/features/norms-of";
import { decodeFeatureLines } from "#core/formats/feature-lines";
import { guessCrs } from "#core/formats/guess-crs";
import { suggestedCrs } from "#core/formats/layer-survey";
import type { Feature } from "#core/model/feature";
import type { ProjectMeta } from "#core/model/project";
import { normValue } from "#core/model/referentiel";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import { failureSentence, isCancelled } from "#ui/failure";
import { stem } from "#ui/files";
import { useLanguage } from "#ui/language.tsx";
import { CleaningResult } from "#ui/start/cleaning-result.tsx";
import type { Imported } from "#ui/start/import-dialog.tsx";
import { Running, Warnings } from "#ui/start/import-parts.tsx";

type Read = BridgeOutput<"import.take"> & { readonly count: number; readonly features: readonly Feature[] };

type Step =
  | { readonly kind: "choosing" }
  | { readonly kind: "reading"; readonly progress?: Progress }
  | { readonly kind: "read"; readonly read: Read }
  | { readonly kind: "failed"; readonly error: unknown };

/**
 * Takes one layer of a GeoJSON file or a GeoPackage in: which layer, as what, cleaned how far; then shows what would
 * come in and everything that cleaning changed, before anything is accepted.
 */
export function LayerImport(props: {
  bridge: Bridge;
  handle: string;
  file: string;
  layers: readonly LayerLook[];
  into?: ProjectMeta | undefined;
  onImported: (imported: Imported) => void;
  onClose: () => void;
}) {
  const { speak, numbers, word } = useLanguage();
  const { bridge, handle, file, layers, into } = props;
  const [layer, setLayer] = useState(layers[0]?.name ?? "");
  const held = layers.find((each) => each.name === layer);
  const fitting = shapedClasses.filter(({ geometry }) => (held?.kinds[geometry] ?? 0) > 0);
  const [chosen, setChosen] = useState<string>();
  const named = classNamed(layer);
  const featureClass =
    fitting.find(({ id }) => id === chosen) ??
    fitting.find((each) => each === named) ??
    fitting.find(({ id }) => id === "parcel") ??
    fitting[0];
  const [name, setName] = useState(stem(file));
  const norms = into ? normsOf({ meta: into }) : maliReferentiel;
  const [snapMm, setSnapMm] = useState<number | undefined>(1000 * normValue(norms, "cleaning.snap"));
  const [sliverMm, setSliverMm] = useState<number | undefined>(1000 * normValue(norms, "cleaning.sliver"));
  const [step, setStep] = useState<Step>({ kind: "choosing" });
  const stop = useRef(new AbortController());
  const guess = held && guessCrs(held.crs, held.extent);
  const crs = into?.crs ?? (held && guess ? suggestedCrs({ crs: guess.crs, extent: held.extent }) : "");

  const read = async () => {
    if (!featureClass) return;
    setStep({ kind: "reading" });
    stop.current = new AbortController();
    try {
      const { value, bytes } = await bridge.call(
        "import.take",
        {
          files: [
            {
              handle,
              beside: [],
              layers: [{ mapping: { layer, as: featureClass.id, columns: {}, rest: false }, crs: guess?.crs ?? crs }],
            },
          ],
          crs,
          cleaning: { snapMm: snapMm ?? 0, sliverMm: sliverMm ?? 0 },
        },
        { signal: stop.current.signal, onProgress: (progress) => setStep({ kind: "reading", progress }) },
      );
      const features = [...decodeFeatureLines(bytes)];
      setStep({ kind: "read", read: { ...value, count: features.length, features } });
    } catch (error) {
      if (isCancelled(error)) setStep({ kind: "choosing" });
      else setStep({ kind: "failed", error });
    }
  };
  const close = () => {
    stop.current.abort();
    props.onClose();
  };
  const accept = ({ features }: Read) =>
    props.onImported({ name: name.trim() || stem(file), file, crs, attributions: [], features });

  const foot =
    step.kind === "choosing" ? (
      <>
        <Button onClick={close}>{speak("ui.cancel")}</Button>
        <Button
          kind="primary"
          awaited
          why={featureClass ? undefined : speak("ui.import.nothing")}
          onClick={() => void read()}
        >
          {speak("ui.import.layer.look")}
        </Button>
      </>
    ) : step.kind === "read" ? (
      <>
        <Button onClick={() => setStep({ kind: "choosing" })}>{speak("ui.import.layer.back")}</Button>
        <Button
          kind="primary"
          awaited
          why={step.read.count === 0 ? speak("ui.import.nothing") : undefined}
          onClick={() => accept(step.read)}
        >
          {speak(into ? "ui.import.into" : "ui.import.create", { count: step.read.count })}
        </Button>
      </>
    ) : (
      <>
        {step.kind === "failed" ? (
          <Button onClick={() => setStep({ kind: "choosing" })}>{speak("ui.import.layer.back")}</Button>
        ) : null}
        <Button onClick={close}>{speak(step.kind === "failed" ? "ui.close" : "ui.cancel")}</Button>
      </>
    );

  return (
    <Modal
      title={speak(into ? "ui.import.title.into" : "ui.import.layer.title")}
      onClose={close}
      foot={foot}
      help="import"
    >
      {step.kind === "choosing" ? (
        <div className="stack">
          {layers.length === 0 ? <Note kind="bad">{speak("ui.import.nothing")}</Note> : null}
          <div className="import-name">
            <ChoiceInput
              label={speak("ui.import.layer.layer")}
              value={layer}
              onChange={(value) => {
                setLayer(value);
                setChosen(undefined);
              }}
              choices={layers.map((each) => ({
                value: each.name,
                words: speak("ui.import.layer.counted", { name: each.name, count: each.count }),
              }))}
            />
            <ChoiceInput
              label={speak("ui.import.layer.as")}
              value={featureClass?.id ?? ""}
              onChange={setChosen}
              choices={fitting.map(({ id, plural }) => ({ value: id, words: word(plural) }))}
            />
          </div>
          {featureClass?.coverage ? (
            <div className="import-name">
              <NumberInput
                label={speak("ui.import.layer.snap")}
                value={snapMm === undefined ? undefined : snapMm / 10}
                onChange={(cm) => setSnapMm(cm === undefined ? undefined : cm * 10)}
                min={0}
                max={200}
                decimals={1}
                hint={speak("ui.import.layer.snap.words")}
              />
              <NumberInput
                label={speak("ui.import.layer.sliver")}
                value={sliverMm === undefined ? undefined : sliverMm / 10}
                onChange={(cm) => setSliverMm(cm === undefined ? undefined : cm * 10)}
                min={0}
                max={200}
                decimals={1}
                hint={speak("ui.import.layer.sliver.words")}
              />
            </div>
          ) : null}
          {into ? null : <TextInput label={speak("ui.import.name")} value={name} onChange={setName} />}
          <p className="quiet small">{speak("ui.import.layer.crs", { from: held?.crs ?? "?", to: crs })}</p>
        </div>
      ) : null}
      {step.kind === "reading" ? <Running words={speak("ui.import.reading")} progress={step.progress} /> : null}
      {step.kind === "failed" ? <Note kind="bad">{failureSentence(speak, step.error)}</Note> : null}
      {step.kind === "read" ? (
        <div className="stack">
          <p>
            {speak("ui.import.layer.count", {
              count: step.read.count,
              number: numbers.number(step.read.count),
              what: featureClass ? word(featureClass.plural) : "",
            })}
          </p>
          <Warnings warnings={step.read.warnings} />
          {step.read.cleaning ? <CleaningResult report={step.read.cleaning} /> : null}
        </div>
      ) : null}
    </Modal>
  );
}
