import { importFeatures } from "#core/commands/import-features";
import { classOfTable, featureClasses } from "#core/features/classes";
import { decodeDocument, encodeDocument, type ProjectDocument } from "#core/model/document";
import { RefusalError, refuse } from "#core/model/refusal";
import { formatOfName, writeExport } from "#shells/cli/export";
import { openProject } from "#shells/cli/open-project";
import { inputPath, outputPath } from "#shells/cli/paths";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { cleaningOptions, crsOfFile, isDatabase, isOsm, readOsmFile, readOutside } from "#shells/cli/read-outside";
import { type CliContext, textOption, type Verb } from "#shells/cli/verb";

/** `convert IN OUT`: OpenStreetMap data, GeoJSON of one class, or a project, to a GeoPackage, GeoJSON or DXF. */
export const convertVerb: Verb = {
  options: {
    layer: { type: "string" },
    class: { type: "string" },
    crs: { type: "string" },
    encoding: { type: "string" },
  },
  words: [2, 2],
  async run([path = "", out = ""], options, context) {
    const encoding = textOption(options, "encoding");
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
      throw new RefusalError(
        refuse("cli.bad-option", { params: { option: "--encoding", value: encoding, expected: "UTF-8" } }),
      );
    }
    const format = formatOfName(outputPath(out));
    const whole = await documentOf(inputPath(path), textOption(options, "crs"), textOption(options, "class"), context);
    const document = oneLayer(whole, textOption(options, "layer"), path);
    const bytes = await writeExport(out, encodeDocument(document), { format, profile: "interne" }, context);
    const counts = Map.groupBy(document.features, (feature) => feature.class);
    return {
      out,
      format,
      crs: format === "geojson" ? "EPSG:4326" : document.meta.crs,
      features: document.features.length,
      counts: Object.fromEntries(
        featureClasses.flatMap(({ id, table }) => (counts.has(id) ? [[table, counts.get(id)?.length ?? 0]] : [])),
      ),
      bytes,
    };
  },
};

async function documentOf(
  path: string,
  crs: string | undefined,
  as: string | undefined,
  context: CliContext,
): Promise<ProjectDocument> {
  if (isDatabase(path)) {
    const { value, bytes } = await openProject(path, context);
    if (crs !== undefined && crs.toUpperCase() !== value.meta.crs) {
      throw new RefusalError(refuse("cli.project-crs", { file: path, params: { crs: value.meta.crs, asked: crs } }));
    }
    return decodeDocument(bytes);
  }
  const held = ProjectOnDisk.found(path, crs ?? (await crsOfFile(path, context)), context);
  const into = held.project.meta.crs;
  const read = isOsm(path)
    ? await readOsmFile(path, into, context)
    : await readOutside([path], into, { as, cleaning: cleaningOptions({}) }, context);
  const { features, attributions } = read;
  held.run(importFeatures, { features, attributions, file: path });
  return decodeDocument(held.encoded());
}

/** One class of a document, by its table's name; without the history, which tells of the others too. */
function oneLayer(document: ProjectDocument, layer: string | undefined, file: string): ProjectDocument {
  if (layer === undefined) return document;
  const found = classOfTable(layer);
  if (!found) {
    const layers = featureClasses.map(({ table }) => table).join(", ");
    throw new RefusalError(refuse("cli.no-such-layer", { file, layer, params: { layers } }));
  }
  return { ...document, features: document.features.filter((feature) => feature.class === found.id), records: [] };
}
