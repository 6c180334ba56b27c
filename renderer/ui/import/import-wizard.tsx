import { useMemo, useState } from "react";
import type { Bridge } from "#core/bridge/bridge";
import { maliReferentiel } from "#core/features/mali";
import { type DegreeBox, MALI_ZONES } from "#core/formats/guess-crs";
import { boxOf, emptyBox, growBox } from "#core/geometry/box";
import { projectedCrs, projectionOf } from "#core/geometry/crs";
import type { ProjectView } from "#core/model/project";
import { normValue } from "#core/model/referentiel";
import type { Refusal } from "#core/model/refusal";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { codeSentence, failureSentence } from "#ui/failure";
import { stem } from "#ui/files";
import { CleaningStep } from "#ui/import/cleaning-step.tsx";
import { crsName } from "#ui/import/crs-book";
import { FoundStep } from "#ui/import/found-step.tsx";
import { rememberMappings } from "#ui/import/known-mappings";
import { MappingStep, usedMappings } from "#ui/import/mapping-step.tsx";
import { PreviewStep } from "#ui/import/preview-step.tsx";
import type { FileGroup } from "#ui/import/sort-files";
import { type Cleaning, useImport } from "#ui/import/use-import";
import { projectCrsOf } from "#ui/import/wizard";
import { useLanguage } from "#ui/language.tsx";
import type { Accept } from "#ui/start/import-dialog.tsx";
import { Running } from "#ui/start/import-parts.tsx";
import "./import.css";

type StepId = "found" | "mapping" | "preview" | "cleaning";

/**
 * Takes outside files in, in four steps: what was found, what becomes of it, what it will look like, what cleaning did.
 * Nothing comes in before the last button, and nothing is left out unsaid.
 */
export function ImportWizard(props: {
  bridge: Bridge;
  groups: readonly FileGroup[];
  /** The project it goes into; a new one is made without. */
  into?: ProjectView | undefined;
  /** Told what is accepted; gives back why it cannot be done. */
  onImported: Accept;
  onClose: () => void;
}) {
  const { speak, numbers } = useLanguage();
  const { bridge, groups, into } = props;
  const near = useMemo(() => into && degreesOfProject(into), [into]);
  const work = useImport(bridge, groups, near, into?.meta.crs);
  const [step, setStep] = useState<StepId>("found");
  const first = groups[0]?.main.name ?? "";
  const [name, setName] = useState(stem(first));
  const [chosenCrs, setCrs] = useState<string>();
  const [cleaning, setCleaning] = useState<Cleaning>({
    snapMm: 1000 * normValue(maliReferentiel, "cleaning.snap"),
    sliverMm: 1000 * normValue(maliReferentiel, "cleaning.sliver"),
  });
  /** What the features were read with. */
  const [readWith, setReadWith] = useState<{ readonly crs: string; readonly cleaning: Cleaning }>();
  const [refused, setRefused] = useState<Refusal>();
  /** Gives up what is being accepted; there while it is. */
  const [accepting, setAccepting] = useState<AbortController>();
  const crs = into?.meta.crs ?? chosenCrs ?? projectCrsOf(work.layers);
  const taken = work.layers.filter((layer) => layer.taken);
  const wanted = taken.reduce((sum, { look }) => sum + look.count, 0);
  const { read, working, failure } = work;
  const isStale = work.stale || cleaning !== readWith?.cleaning || crs !== readWith.crs;
  const allKnown = taken.length > 0 && taken.every(({ known }) => known);
  const steps: readonly StepId[] =
    read && !read.cleaning ? ["found", "mapping", "preview"] : ["found", "mapping", "preview", "cleaning"];
  const count = read?.features.length ?? 0;

  const why =
    taken.length === 0 ? speak("wizard.why.nothing-taken") : projectedCrs(crs) ? undefined : speak("wizard.why.no-crs");
  const readThen = async (next: StepId) => {
    if (read && !isStale) setStep(next);
    else if (await work.readAll(crs, cleaning)) {
      setReadWith({ crs, cleaning });
      setStep(next);
    }
  };
  const go = (next: StepId) => {
    setRefused(undefined);
    if (next === "preview" || next === "cleaning") void readThen(next);
    else setStep(next);
  };
  const accept = async (over?: "annex") => {
    if (!read || accepting) return;
    const own = new AbortController();
    setAccepting(own);
    const files = work.files.map((file) => file.name);
    const file = files.length > 2 ? speak("wizard.files", { first, count: files.length }) : files.join(", ");
    const { features, attributions } = read;
    const imported = { name: name.trim() || stem(first), file, crs, attributions, features, over };
    try {
      const refusal = await props.onImported(imported, own.signal);
      if (refusal) setRefused(refusal);
      else rememberMappings(usedMappings(work));
    } catch (error) {
      // Given up before anything was changed.
      if (!own.signal.aborted) throw error;
    } finally {
      setAccepting(undefined);
    }
  };
  const close = () => {
    work.stop();
    accepting?.abort();
    props.onClose();
  };
  const last = step === "cleaning" || (step === "preview" && read && !read.cleaning);
  const foot = accepting ? (
    <Button onClick={() => accepting.abort()}>{speak("wizard.stop")}</Button>
  ) : working ? (
    <Button onClick={working.what === "reading" ? work.stop : close}>
      {speak(working.what === "reading" ? "wizard.stop" : "ui.cancel")}
    </Button>
  ) : (
    <>
      <Button onClick={close}>{speak("ui.cancel")}</Button>
      {step === "found" ? null : (
        <Button onClick={() => go(steps[steps.indexOf(step) - 1] ?? "found")}>{speak("wizard.back")}</Button>
      )}
      {step === "found" && allKnown ? (
        <Button why={why} onClick={() => go("mapping")}>
          {speak("wizard.next.mapping")}
        </Button>
      ) : null}
      {(step === "preview" || step === "cleaning") && isStale ? (
        <Button kind="primary" why={why} onClick={() => go(step)}>
          {speak("wizard.again")}
        </Button>
      ) : last ? (
        <Button
          kind="primary"
          mark="import.create"
          awaited
          why={count === 0 ? speak("ui.import.nothing") : undefined}
          onClick={() => void accept()}
        >
          {speak(into ? "ui.import.into" : "ui.import.create", { count })}
        </Button>
      ) : (
        <Button
          kind="primary"
          awaited={step !== "mapping"}
          why={why}
          onClick={() => go(step === "found" && allKnown ? "preview" : (steps[steps.indexOf(step) + 1] ?? "preview"))}
        >
          {speak(
            step === "found" && !allKnown
              ? "wizard.next.mapping"
              : step === "preview"
                ? "wizard.next.cleaning"
                : "wizard.next.preview",
          )}
        </Button>
      )}
    </>
  );

  return (
    <Modal
      title={speak(into ? "ui.import.title.into" : "wizard.title.new")}
      onClose={close}
      foot={foot}
      help="wizard"
      wide
    >
      <div className="import-wizard">
        <ol className="import-steps" aria-label={speak("wizard.steps")}>
          {steps.map((id, i) => (
            <li key={id} aria-current={id === step ? "step" : undefined}>
              <button
                type="button"
                disabled={working !== undefined || (why !== undefined && id !== "found")}
                onClick={() => go(id)}
              >
                <span aria-hidden="true">{i + 1}</span> {speak(`wizard.step.${id}`)}
              </button>
            </li>
          ))}
        </ol>
        {working ? (
          <>
            <p>{speak(`wizard.${working.what}`, { name: working.name, nth: working.nth, of: working.of })}</p>
            <Running words={speak("wizard.working")} progress={working.progress} />
            {working.what === "reading" && working.progress ? (
              <p className="quiet small">
                {speak("wizard.reading.count", {
                  done: numbers.number(Math.round(working.progress.share * wanted)),
                  of: numbers.number(wanted),
                })}
              </p>
            ) : null}
          </>
        ) : null}
        {accepting ? <p role="status">{speak("ui.import.reading")}</p> : null}
        {!working && failure ? <Note kind="bad">{failureSentence(speak, failure)}</Note> : null}
        {refused ? (
          <Note kind="bad">
            <p>{codeSentence(speak, refused)}</p>
            {refused.code === "import.over-coverage" ? (
              <Button onClick={() => void accept("annex")}>{speak("wizard.over.annex")}</Button>
            ) : null}
          </Note>
        ) : null}
        {working ? null : step === "found" ? (
          <>
            {into ? null : (
              <div className="import-name">
                <TextInput label={speak("ui.import.name")} value={name} onChange={setName} />
                <ChoiceInput
                  label={speak("ui.import.crs")}
                  value={crs}
                  onChange={setCrs}
                  choices={[...new Set([crs, ...MALI_ZONES])]
                    .filter((code) => code !== "")
                    .map((code) => ({ value: code, words: crsName(code) }))}
                />
              </div>
            )}
            <FoundStep bridge={bridge} work={work} project={into} near={near} crs={crs} />
          </>
        ) : step === "mapping" ? (
          <MappingStep work={work} />
        ) : read && step === "preview" ? (
          <PreviewStep work={work} read={read} project={into} />
        ) : read ? (
          <CleaningStep read={read} cleaning={cleaning} onChange={setCleaning} />
        ) : null}
      </div>
    </Modal>
  );
}

/** The box of what a project holds, degrees; `undefined` while it holds nothing. */
function degreesOfProject(project: ProjectView): DegreeBox | undefined {
  const box = emptyBox();
  for (const { geometry } of project.all()) if (geometry) growBox(box, boxOf(geometry));
  if (box[0] > box[2]) return undefined;
  const { toLonLat } = projectionOf(project.meta.crs);
  const corners = [
    toLonLat(box[0], box[1]),
    toLonLat(box[2], box[3]),
    toLonLat(box[0], box[3]),
    toLonLat(box[2], box[1]),
  ];
  const lons = corners.map(([lon]) => lon);
  const lats = corners.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
