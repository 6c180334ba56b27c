import { useEffect, useState } from "react";
import type { Bridge } from "#core/bridge/bridge";
import type { ProjectView } from "#core/model/project";
import { notify, notifyRefusal } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { chooseFiles, IMPORT_ACCEPT } from "#ui/files";
import { ImportWizard } from "#ui/import/import-wizard.tsx";
import { type SortedFiles, sortFiles } from "#ui/import/sort-files";
import { useLanguage } from "#ui/language.tsx";
import { type Accept, ImportDialog } from "#ui/start/import-dialog.tsx";

/**
 * The one entry for outside files, whatever they are: OpenStreetMap data shows its counts, photos go to their places,
 * all else goes through the wizard.
 */
export function ImportHost(props: {
  bridge: Bridge;
  files: readonly File[];
  into?: ProjectView | undefined;
  onImported: Accept;
  /** Takes photos; absent where there is no project to put them in. */
  onPhotos?: (photos: readonly File[]) => void;
  onClose: () => void;
}) {
  const { speak } = useLanguage();
  const { bridge, into, onPhotos, onClose } = props;
  const [files, setFiles] = useState(props.files);
  const [sorted, setSorted] = useState<SortedFiles>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: files are sorted once
  useEffect(() => {
    const begin = (found: SortedFiles) => {
      const rest = found.groups.length + found.osm.length;
      // A dialog that closes takes notices with it: what is said here comes after.
      if (rest === 0) onClose();
      else setSorted(found);
      const tell = (key: string, list: readonly File[]) =>
        notify(speak(key, { files: list.map(({ name }) => name).join(", ") }), { id: key });
      if (found.backdrops.length > 0) tell("wizard.backdrops", found.backdrops);
      if (found.osm.length > 0 && rest > 1) tell("wizard.osm.alone", found.osm);
      if (found.photos.length > 0 && !onPhotos) tell("wizard.photos.no-project", found.photos);
      // What became of photos is told in a dialog of its own: after the wizard, not over it.
      if (found.photos.length > 0 && rest === 0) onPhotos?.(found.photos);
    };
    sortFiles(files).then(begin, (error: unknown) => {
      onClose();
      notify(failureSentence(speak, error), { kind: "bad", id: "import" });
    });
  }, [files]);
  if (!sorted) return null;
  const accept: Accept = async (imported, signal) => {
    const refusal = await props.onImported(imported, signal);
    if (!refusal && sorted.photos.length > 0) onPhotos?.(sorted.photos);
    return refusal;
  };
  if (sorted.groups.length > 0) {
    return <ImportWizard bridge={bridge} groups={sorted.groups} into={into} onImported={accept} onClose={onClose} />;
  }
  const [file] = sorted.osm;
  if (!file) return null;
  return (
    <ImportDialog
      key={`${file.name} ${file.lastModified} ${file.size}`}
      bridge={bridge}
      source={{ file }}
      onOther={() => void chooseFiles(IMPORT_ACCEPT).then((others) => others.length > 0 && setFiles(others))}
      {...(into ? { into: into.meta } : {})}
      onImported={async (imported, signal) => {
        const refusal = await accept(imported, signal);
        if (!refusal) return;
        onClose();
        notifyRefusal(refusal);
      }}
      onClose={onClose}
    />
  );
}
