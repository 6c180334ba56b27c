import type { BridgeOutput, ExportOptions } from "#core/bridge/bridge";
import { type FormatId, type WritableFormat, writableFormats } from "#core/formats/write/writable-formats";
import { encodeDocument } from "#core/model/document";
import type { ClassId } from "#core/model/feature";
import { preferences, remembered } from "#store/preferences";
import { notify } from "#ui/controls/notices.tsx";
import { handOver } from "#ui/files";
import { languageNamed } from "#ui/language.tsx";
import type { Bench } from "#ui/workbench/bench";

/** Who a file is for. @see core/formats/export-profile.ts */
export const exportProfiles = ["interne", "affichage", "ouvert"] as const;
export type ProfileChoice = (typeof exportProfiles)[number];

/** The kinds of formats, in the order they are listed. */
export const formatGroups: readonly WritableFormat["group"][] = ["sig", "drawing", "table", "field", "network", "open"];

/** Formats a project has something to say in: its classes know no bus stops, and two spellings of GeoJSON are one too many. */
export const exportFormats = writableFormats.filter(({ id }) => id !== "gtfs" && id !== "geojsonl");

/** What was chosen last, on this machine. */
export const exportChoice = remembered<{ format: FormatId; profile: ProfileChoice }>(
  "export",
  { format: "gpkg", profile: "interne" },
  (value): value is { format: FormatId; profile: ProfileChoice } => {
    const { format, profile } = (value ?? {}) as { format?: unknown; profile?: unknown };
    return exportFormats.some(({ id }) => id === format) && exportProfiles.some((one) => one === profile);
  },
);

/** Makes a sheet to print of the project on the main side and hands it over as a download. Gives its name. */
export async function exportProject(bench: Bench, options: ExportOptions): Promise<string> {
  return (await handedOver(bench, options)).name;
}

/** Makes a file of data, hands it over as a download, and says what was found in it when it was read again. */
export async function exportData(
  bench: Bench,
  format: FormatId,
  profile: ProfileChoice,
  classes?: readonly ClassId[],
): Promise<BridgeOutput<"export.make">> {
  const { speak, lang, numbers } = languageNamed(preferences.tongue.get());
  const made = await handedOver(bench, { format, profile, lang, ...(classes ? { classes: [...classes] } : {}) });
  const { name, again } = made;
  const words = again
    ? speak("handover.done", { name, count: again.objects, area: numbers.area(again.areaM2) })
    : speak("ui.export.done", { name });
  notify(words, { kind: "good", id: "export" });
  return made;
}

async function handedOver(bench: Bench, options: ExportOptions): Promise<BridgeOutput<"export.make">> {
  const document = await bench.session.document();
  const { value, bytes } = await bench.house.bridge.call("export.make", options, { bytes: encodeDocument(document) });
  handOver(bytes, value.name, value.mime);
  const { speak } = languageNamed(preferences.tongue.get());
  if (value.attachmentsMissing) {
    const words = speak("documents.missing-in-file", { count: value.attachmentsMissing });
    notify(words, { kind: "bad", id: "documents" });
  }
  bench.filesMade.update((count) => count + 1);
  return value;
}
