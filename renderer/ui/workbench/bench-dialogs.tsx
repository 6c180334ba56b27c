import { lazy, Suspense, useState } from "react";
import { importFeatures } from "#core/commands/import-features";
import { renameProject } from "#core/commands/rename-project";
import { ActsDialog } from "#ui/acts/acts-dialog.tsx";
import { MergeDialog } from "#ui/acts/merge-dialog.tsx";
import { Button } from "#ui/controls/button.tsx";
import { TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { dropPhotos } from "#ui/documents/attach-files";
import { DropSummaryDialog } from "#ui/documents/drop-summary.tsx";
import { chooseFiles, IMPORT_ACCEPT } from "#ui/files";
import { Palette } from "#ui/find/palette.tsx";
import { ShortcutSheet } from "#ui/find/shortcut-sheet.tsx";
import { useLanguage } from "#ui/language.tsx";
import { ProfileDialog } from "#ui/profiles/profile-dialog.tsx";
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
const ImportHost = lazy(() => import("#ui/import/import-host.tsx").then((module) => ({ default: module.ImportHost })));
const ReferentielDialog = lazy(() =>
  import("#ui/norms/referentiel-dialog.tsx").then((module) => ({ default: module.ReferentielDialog })),
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
  if (shown === "referentiel") {
    return (
      <Suspense fallback={null}>
        <ReferentielDialog />
      </Suspense>
    );
  }
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
      help="start"
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

/** Asks for files of any kind, unless they were dropped; what they hold is shown before it joins the project. */
function ImportAgain() {
  const bench = useBench();
  const { speak } = useLanguage();
  const [files, setFiles] = useState(bench.incoming.get());
  const close = () => {
    bench.incoming.set([]);
    bench.dialog.set(undefined);
  };
  if (files.length > 0) {
    return (
      <Suspense fallback={null}>
        <ImportHost
          bridge={bench.house.bridge}
          files={files}
          into={bench.session.project}
          onClose={close}
          onPhotos={(photos) => void dropPhotos(bench, photos)}
          onImported={async ({ file, features, attributions, over }, signal) => {
            const input = { file, features, attributions, over };
            const refusal = await bench.session.runLarge(importFeatures, input, signal);
            if (refusal) return refusal;
            close();
            bench.offerUndo();
            bench.editor.get()?.fitAll();
            return undefined;
          }}
        />
      </Suspense>
    );
  }
  return (
    <Modal
      title={speak("ui.import.title.into")}
      onClose={close}
      help="import"
      foot={
        <>
          <Button onClick={() => bench.dialog.set("points")}>{speak("ui.action.points")}</Button>
          <Button
            kind="primary"
            awaited
            onClick={() => void chooseFiles(`${IMPORT_ACCEPT},.jpg,.jpeg`).then((chosen) => setFiles(chosen))}
          >
            {speak("wizard.choose")}
          </Button>
        </>
      }
    >
      <p>{speak("wizard.formats")}</p>
      <p className="quiet">{speak("wizard.formats.points")}</p>
    </Modal>
  );
}
