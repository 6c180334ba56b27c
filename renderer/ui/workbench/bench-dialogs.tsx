import { lazy, Suspense, useState } from "react";
import { importFeatures } from "#core/commands/import-features";
import { renameProject } from "#core/commands/rename-project";
import { ActsDialog } from "#ui/acts/acts-dialog.tsx";
import { MergeDialog } from "#ui/acts/merge-dialog.tsx";
import { Button } from "#ui/controls/button.tsx";
import { TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { DropSummaryDialog } from "#ui/documents/drop-summary.tsx";
import { chooseFile, IMPORT_ACCEPT } from "#ui/files";
import { Palette } from "#ui/find/palette.tsx";
import { ShortcutSheet } from "#ui/find/shortcut-sheet.tsx";
import { useLanguage } from "#ui/language.tsx";
import { ProfileDialog } from "#ui/profiles/profile-dialog.tsx";
import { ImportDialog } from "#ui/start/import-dialog.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

const DocumentViewer = lazy(() =>
  import("#ui/documents/document-viewer.tsx").then((module) => ({ default: module.DocumentViewer })),
);
const BornageDialog = lazy(() =>
  import("#ui/draw/bornage-dialog.tsx").then((module) => ({ default: module.BornageDialog })),
);
const PointsDialog = lazy(() =>
  import("#ui/draw/points-dialog.tsx").then((module) => ({ default: module.PointsDialog })),
);
const TraverseDialog = lazy(() =>
  import("#ui/draw/traverse-dialog.tsx").then((module) => ({ default: module.TraverseDialog })),
);
const PlanDialog = lazy(() => import("#ui/panels/plan-dialog.tsx").then((module) => ({ default: module.PlanDialog })));

/** The dialog that is open, if any. */
export function BenchDialogs() {
  const bench = useBench();
  const shown = useObservable(bench.dialog);
  const documents = useObservable(bench.documents.shown);
  const summary = useObservable(bench.documents.summary);
  if (documents) {
    return (
      <Suspense fallback={null}>
        <DocumentViewer shown={documents} />
      </Suspense>
    );
  }
  if (summary) return <DropSummaryDialog summary={summary} />;
  if (shown === "acts") return <ActsDialog />;
  if (shown === "merge") return <MergeDialog />;
  if (shown === "shortcuts") return <ShortcutSheet />;
  if (shown === "palette") return <Palette />;
  if (shown === "profile") return <ProfileDialog onClose={() => bench.dialog.set(undefined)} />;
  if (shown === "rename") return <RenameDialog />;
  if (shown === "import") return <ImportAgain />;
  if (shown === "points" || shown === "traverse") {
    return <Suspense fallback={null}>{shown === "points" ? <PointsDialog /> : <TraverseDialog />}</Suspense>;
  }
  if (shown === "borne-planted" || shown === "borne-missing") {
    return (
      <Suspense fallback={null}>
        <BornageDialog state={shown === "borne-planted" ? "posee" : "manquante"} />
      </Suspense>
    );
  }
  if (shown === "plan") {
    return (
      <Suspense fallback={null}>
        <PlanDialog />
      </Suspense>
    );
  }
  return null;
}

function RenameDialog() {
  const bench = useBench();
  const { speak } = useLanguage();
  const { meta } = useSnapshot();
  const [name, setName] = useState(meta.name);
  const close = () => bench.dialog.set(undefined);
  const rename = () => {
    if (name.trim() === meta.name || !bench.run(renameProject, { name: name.trim() })) close();
  };
  return (
    <Modal
      title={speak("ui.action.rename")}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{speak("ui.cancel")}</Button>
          <Button kind="primary" why={name.trim() ? undefined : speak("ui.why.no-name")} onClick={rename}>
            {speak("ui.rename.do")}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) rename();
        }}
      >
        <TextInput label={speak("ui.import.name")} value={name} onChange={setName} />
      </form>
    </Modal>
  );
}

/** Asks for a file, then shows what it holds before it joins the project. */
function ImportAgain() {
  const bench = useBench();
  const { speak } = useLanguage();
  const { meta } = useSnapshot();
  const [file, setFile] = useState<File>();
  const close = () => bench.dialog.set(undefined);
  if (file) {
    return (
      <ImportDialog
        bridge={bench.house.bridge}
        source={{ file }}
        into={meta}
        onClose={close}
        onImported={({ file: name, features, attributions }) => {
          close();
          const refusal = bench.run(importFeatures, { file: name, features, attributions }, { undoable: true });
          if (!refusal) bench.editor.get()?.fitAll();
        }}
      />
    );
  }
  return (
    <Modal
      title={speak("ui.import.title.into")}
      onClose={close}
      foot={
        <Button
          kind="primary"
          onClick={() =>
            void chooseFile(IMPORT_ACCEPT).then((chosen) => {
              if (chosen) setFile(chosen);
            })
          }
        >
          {speak("ui.import.choose")}
        </Button>
      }
    >
      <p>{speak("ui.import.formats")}</p>
    </Modal>
  );
}
