import { useEffect, useRef, useState } from "react";
import type { Bridge, ImportReport, Progress } from "#core/bridge/bridge";
import { classOf } from "#core/features/classes";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectMeta } from "#core/model/project-meta";
import type { Refusal } from "#core/model/refusal";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { failureSentence, isCancelled } from "#ui/failure";
import { stem } from "#ui/files";
import { decodedInSlices } from "#ui/import/in-slices";
import { useLanguage } from "#ui/language.tsx";
import { Running, Warnings } from "#ui/start/import-parts.tsx";

/** What to import: a file of the planner's, one of a regional pack (by the pack's id), or the sample village. */
export type ImportSource =
  | { readonly file: File }
  | { readonly pack: string; readonly member: string }
  | { readonly sample: true };

/** What an import brought in once it was accepted. */
export interface Imported {
  readonly name: string;
  readonly file: string;
  readonly crs: string;
  readonly attributions: readonly string[];
  readonly features: readonly Feature[];
  /** What becomes of faces that would lie on a plan that is there. */
  readonly over?: "annex" | undefined;
}

/** Takes what was imported: refused with a reason, or given up by the signal while nothing is changed. */
export type Accept = (imported: Imported, signal: AbortSignal) => Promise<Refusal | undefined>;

type Step =
  | { readonly kind: "inspecting"; readonly progress?: Progress }
  | { readonly kind: "report"; readonly handle: string; readonly file: string; readonly report: ImportReport }
  | { readonly kind: "reading"; readonly progress?: Progress }
  | { readonly kind: "failed"; readonly error: unknown };

/**
 * Shows what OpenStreetMap data holds before anything is accepted: counts by class, the UTM zone, the remarks; then reads it.
 * Into a project that exists, its CRS is the one.
 */
export function ImportDialog(props: {
  bridge: Bridge;
  source: ImportSource;
  into?: ProjectMeta;
  onImported: (imported: Imported, signal: AbortSignal) => Promise<unknown>;
  /** Lets the planner choose another file when this one cannot be read. */
  onOther?: () => void;
  onClose: () => void;
}) {
  const { speak, numbers, word } = useLanguage();
  const { bridge, source, into } = props;
  const [step, setStep] = useState<Step>({ kind: "inspecting" });
  const [name, setName] = useState("");
  const [crs, setCrs] = useState(into?.crs ?? "");
  const stop = useRef(new AbortController());

  // biome-ignore lint/correctness/useExhaustiveDependencies: the file is looked at once; a change of language does not read it again
  useEffect(() => {
    const controller = new AbortController();
    stop.current = controller;
    const { signal } = controller;
    const inspect = async () => {
      const put =
        "sample" in source
          ? await bridge.call("import.sample", {}, { signal })
          : "pack" in source
            ? await bridge.call("pack.take", { pack: source.pack, file: source.member }, { signal })
            : await bridge.call("files.put", { name: source.file.name }, { blob: source.file, signal });
      const { handle, name: file } = put.value;
      const { value: report } = await bridge.call(
        "import.inspect",
        { handle },
        { signal, onProgress: (progress) => setStep({ kind: "inspecting", progress }) },
      );
      if (signal.aborted) return;
      setName("sample" in source ? speak("ui.import.sample-name") : stem(file));
      setCrs(into?.crs ?? report.crs[0]?.code ?? "");
      setStep({ kind: "report", handle, file, report });
    };
    inspect().catch((error: unknown) => {
      if (!signal.aborted && !isCancelled(error)) setStep({ kind: "failed", error });
    });
    return () => controller.abort();
  }, [bridge, source, into]);

  const read = async (handle: string, file: string) => {
    setStep({ kind: "reading" });
    try {
      const { value, bytes } = await bridge.call(
        "import.read",
        { handle, crs },
        { signal: stop.current.signal, onProgress: (progress) => setStep({ kind: "reading", progress }) },
      );
      const { signal } = stop.current;
      const features = await decodedInSlices(bytes, signal);
      const imported = { name: name.trim() || stem(file), file, crs, attributions: value.attributions, features };
      await props.onImported(imported, signal);
    } catch (error) {
      if (isCancelled(error) || stop.current.signal.aborted) props.onClose();
      else setStep({ kind: "failed", error });
    }
  };

  const close = () => {
    stop.current.abort();
    props.onClose();
  };
  const total = step.kind === "report" ? step.report.counts.reduce((sum, each) => sum + each.count, 0) : 0;
  const accept =
    step.kind === "report" ? (
      <>
        <Button onClick={close}>{speak("ui.cancel")}</Button>
        <Button
          kind="primary"
          mark="import.create"
          awaited
          why={total === 0 ? speak("ui.import.nothing") : undefined}
          onClick={() => void read(step.handle, step.file)}
        >
          {speak(into ? "ui.import.into" : "ui.import.create", { count: total })}
        </Button>
      </>
    ) : (
      <>
        <Button onClick={close}>{speak(step.kind === "failed" ? "ui.close" : "ui.cancel")}</Button>
        {step.kind === "failed" && props.onOther ? (
          <Button kind="primary" awaited onClick={props.onOther}>
            {speak("ui.import.other")}
          </Button>
        ) : null}
      </>
    );

  return (
    <Modal title={speak(into ? "ui.import.title.into" : "ui.import.title")} onClose={close} foot={accept} help="import">
      {step.kind === "inspecting" || step.kind === "reading" ? (
        <Running words={speak(`ui.import.${step.kind}`)} progress={step.progress} />
      ) : null}
      {step.kind === "failed" ? (
        <div className="stack">
          <Note kind="bad">{failureSentence(speak, step.error)}</Note>
          <p className="quiet">{speak("ui.import.formats")}</p>
        </div>
      ) : null}
      {step.kind === "report" ? (
        <div className="stack">
          <p className="quiet">
            {speak("ui.import.holds", {
              file: step.file,
              format: speak(`ui.import.format.${step.report.format}`),
              count: numbers.number(total),
            })}
          </p>
          <ul className="import-counts" aria-label={speak("ui.import.counts")}>
            {step.report.counts
              .filter((each) => each.count > 0)
              .map((each) => (
                <li key={each.class}>
                  <span>{word(classOf(each.class as ClassId).plural)}</span>
                  <strong>{numbers.number(each.count)}</strong>
                </li>
              ))}
          </ul>
          {step.report.ignored > 0 ? (
            <p className="quiet small">{speak("ui.import.ignored", { count: step.report.ignored })}</p>
          ) : null}
          <Warnings warnings={step.report.warnings} />
          {into ? (
            <Note>{speak("ui.import.crs-kept", { crs: into.crs })}</Note>
          ) : (
            <>
              <div className="import-name">
                <TextInput label={speak("ui.import.name")} value={name} onChange={setName} />
                <ChoiceInput
                  label={speak("ui.import.crs")}
                  value={crs}
                  onChange={setCrs}
                  choices={step.report.crs.map((each) => ({
                    value: each.code,
                    words: `${each.name.replace("WGS 84 / ", "")} (${each.code})${each.share < 0.9995 ? ` · ${numbers.share(each.share)}` : ""}`,
                  }))}
                />
              </div>
              <p className="quiet small">{speak("ui.import.crs.words")}</p>
            </>
          )}
          {step.report.attributions.length > 0 ? (
            <p className="quiet small">{step.report.attributions.join(" · ")}</p>
          ) : null}
        </div>
      ) : null}
    </Modal>
  );
}
