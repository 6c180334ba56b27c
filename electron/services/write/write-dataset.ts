import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { SurveyWarning } from "#core/formats/layer-survey";
import { dataPackage, dictionary, licenceText } from "#core/formats/write/dataset-words";
import { uniqueNames } from "#core/formats/write/unique-names";
import { writeCsvTables } from "#core/formats/write/write-csv";
import type { Writer } from "#core/formats/write/writer";
import { writeGpkg } from "#services/write/write-gpkg";

/**
 * A data set as portals take it: `donnees.gpkg`, the same tables as CSV, `datapackage.json`, the dictionary of the
 * columns in French and English, and the licence with the sources to cite.
 *
 * @param temp folder for the GeoPackage while it is made
 */
export function datasetWriter(temp: string): Writer {
  return (content, open, options) => {
    const warnings: SurveyWarning[] = [];
    const whole = (name: string, bytes: Uint8Array | string): void => {
      const sink = open(name);
      if (typeof bytes === "string") sink.text(bytes);
      else sink.bytes(bytes);
      sink.end();
    };
    const path = join(temp, `${randomUUID()}.gpkg`);
    try {
      warnings.push(...writeGpkg(path, content, options));
      whole("donnees.gpkg", readFileSync(path));
    } finally {
      rmSync(path, { force: true });
    }
    const names = uniqueNames(
      content.layers.map(({ name }) => name.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "_") || "couche"),
      (name, room) => name.slice(0, 80 - room),
    );
    content.layers.forEach((layer, i) => {
      const own = { ...content, layers: [layer] };
      // For programs, in every language alike.
      const told = writeCsvTables(own, () => open(`csv/${names[i]}.csv`), { ...options, forPeople: false });
      warnings.push(...told.filter(({ code }) => code !== "write.crs-beside"));
    });
    const files = names.map((name) => `csv/${name}.csv`);
    whole("datapackage.json", dataPackage(content, files, options.title, options.time));
    whole("dictionnaire-fr.md", dictionary(content, options.title, "fr"));
    whole("dictionary-en.md", dictionary(content, options.title, "en"));
    whole("LICENCE.txt", licenceText(content.attributions ?? []));
    return warnings;
  };
}
