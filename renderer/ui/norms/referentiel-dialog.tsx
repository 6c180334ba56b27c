import { CopyPlus, FileDown, FileInput, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { setReferentiel } from "#core/commands/set-referentiel";
import { maliReferentiel } from "#core/features/mali";
import { readReferentiel } from "#core/features/norm-limits";
import type { Referentiel } from "#core/model/referentiel";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";
import { Button } from "#ui/controls/button.tsx";
import { TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { codeSentence } from "#ui/failure";
import { chooseFile, handOver } from "#ui/files";
import { useLanguage } from "#ui/language.tsx";
import { NormForm } from "#ui/norms/norm-form.tsx";
import { NormList } from "#ui/norms/norm-list.tsx";
import { PackReferentiels } from "#ui/norms/pack-referentiels.tsx";
import { duplicated, finished, referentielFile } from "#ui/norms/referentiel-draft";
import { useBench, useNorms, useSnapshot } from "#ui/workbench/bench-context.tsx";
import "./norms.css";

/**
 * The référentiel of the project: every norm with its value, unit, standing and source. Ours is read only; a copy of it,
 * or one that came as a file, is the project's own and can be changed. Nothing holds until it is put by.
 */
export function ReferentielDialog() {
  const bench = useBench();
  const { speak } = useLanguage();
  const { meta } = useSnapshot();
  const held = useNorms();
  const [draft, setDraft] = useState<Referentiel | undefined>(meta.referentiel ? held : undefined);
  const [chosen, setChosen] = useState(Object.keys(maliReferentiel.norms)[0] ?? "");
  const [refusal, setRefusal] = useState<Refusal>();
  const shown = draft ?? maliReferentiel;
  const today = useMemo(() => new Date().toISOString().slice(0, 10), []);
  const close = () => bench.dialog.set(undefined);
  const change = (next: Referentiel) => {
    setDraft(next);
    setRefusal(undefined);
  };
  const takeText = (name: string, text: string) => {
    const read = readText(name, text);
    if (isRefusal(read)) setRefusal(read);
    else change({ ...read, norms: { ...maliReferentiel.norms, ...read.norms } });
  };
  const take = async () => {
    const file = await chooseFile(".json");
    if (file) takeText(file.name, await file.text());
  };
  const put = () => {
    const made = draft && finished(draft, today);
    const fault = isRefusal(made) ? made : bench.session.run(setReferentiel, { referentiel: made });
    if (!fault || fault.code === "command.nothing-to-do") close();
    else setRefusal(fault);
  };
  const why =
    draft && (draft.name.trim() === "" || draft.version.trim() === "") ? speak("norms.why.no-name") : undefined;
  return (
    <Modal
      wide
      help="norms"
      title={speak("norms.title")}
      onClose={close}
      foot={
        <>
          <Button icon={FileInput} onClick={() => void take()}>
            {speak("norms.import")}
          </Button>
          <Button
            icon={FileDown}
            onClick={() => handOver(referentielFile(shown), `referentiel-${shown.id}.json`, "application/json")}
          >
            {speak("norms.export")}
          </Button>
          {draft ? (
            <Button icon={Undo2} onClick={() => setDraft(undefined)}>
              {speak("norms.back-to-shipped")}
            </Button>
          ) : (
            <Button
              icon={CopyPlus}
              onClick={() =>
                change(duplicated(maliReferentiel, speak("norms.copy-of", { name: maliReferentiel.name }), today))
              }
            >
              {speak("norms.duplicate")}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={close}>{speak("ui.cancel")}</Button>
          <Button kind="primary" why={why} onClick={put}>
            {speak("norms.save")}
          </Button>
        </>
      }
    >
      {draft ? (
        <div className="three">
          <TextInput label={speak("norms.name")} value={draft.name} onChange={(name) => change({ ...draft, name })} />
          <TextInput
            label={speak("norms.version-label")}
            value={draft.version}
            onChange={(version) => change({ ...draft, version })}
          />
          <TextInput
            label={speak("norms.author")}
            value={draft.author ?? ""}
            onChange={(author) => change({ ...draft, author })}
          />
        </div>
      ) : (
        <p className="quiet">
          {speak("norms.read-only", { name: maliReferentiel.name, version: maliReferentiel.version })}
        </p>
      )}
      <PackReferentiels onTake={takeText} />
      {refusal ? <Note kind="bad">{codeSentence(speak, refusal)}</Note> : null}
      <div className="referentiel">
        <NormList norms={shown.norms} chosen={chosen} onChoose={setChosen} />
        <NormForm referentiel={shown} norm={chosen} onChange={draft ? change : undefined} />
      </div>
    </Modal>
  );
}

function readText(name: string, text: string): Referentiel | Refusal {
  try {
    return readReferentiel(JSON.parse(text));
  } catch {
    return refuse("norms.not-a-referentiel", { params: { where: name, why: "fault.not-json" } });
  }
}
