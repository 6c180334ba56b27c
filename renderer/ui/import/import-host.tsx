import { useEffect, useState } from "react";
import type { Bridge } from "#core/bridge/bridge";
import type { ProjectView } from "#core/model/project";
import type { Refusal } from "#core/model/refusal";
import { notify } from "#ui/controls/notices.tsx";
import { ImportWizard } from "#ui/import/import-wizard.tsx";
import { type SortedFiles, sortFiles } from "#ui/import/sort-files";
import { useLanguage } from "#ui/language.tsx";
import { ImportDialog, type Imported } from "#ui/start/import-dialog.tsx";

/**
 * The one entry for outside files, whatever they are: OpenStreetMap data shows its counts, photos go to their places,
 * all else goes through the wizard.
 */
export function ImportHost(props: {
  bridge: Bridge;
  files: readonly File[];
  into?: ProjectView | undefined;
  onImported: (imported: Imported) => Refusal | undefined;
  /** Takes photos; absent where there is no project to put them in. */
  onPhotos?: (photos: readonly File[]) => void;
  onClose: () => void;
}) {
  const { speak } = useLanguage();
  const { bridge, files, into, onPhotos, onClose } = props;
  const [sorted, setSorted] = useState<SortedFiles>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: files are sorted once
  useEffect(() => {
    void sortFiles(files).then((found) => {
      const names = (list: readonly File[]) => list.map(({ name }) => name).join(", ");
      const rest = found.groups.length + found.osm.length;
      if (found.backdrops.length > 0) {
        notify(speak("wizard.backdrops", { files: names(found.backdrops) }), { id: "import-backdrop" });
      }
      if (found.photos.length > 0) {
        // What became of photos is told in a dialog of its own: after the wizard, not over it.
        if (onPhotos && rest === 0) onPhotos(found.photos);
        else if (!onPhotos)
          notify(speak("wizard.photos.no-project", { files: names(found.photos) }), { id: "import-photos" });
      }
      if (found.osm.length > 0 && rest > 1) {
        notify(speak("wizard.osm.alone", { files: names(found.osm) }), { id: "import-osm" });
      }
      if (rest === 0) onClose();
      else setSorted(found);
    });
  }, [files]);
  if (!sorted) return null;
  const accept = (imported: Imported) => {
    const refusal = props.onImported(imported);
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
      bridge={bridge}
      source={{ file }}
      {...(into ? { into: into.meta } : {})}
      onImported={accept}
      onClose={onClose}
    />
  );
}
