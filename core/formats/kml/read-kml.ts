import { kmlShapes } from "#core/formats/kml/kml-shapes";
import { kmlValues, type SchemaTypes } from "#core/formats/kml/kml-values";
import type { OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import { type OutsideReader, stemOf } from "#core/formats/outside-source";
import { ReaderWarnings } from "#core/formats/reader-warnings";
import { surveyedFields } from "#core/formats/surveyed-fields";
import { readXml, type XmlNode } from "#core/formats/xml/read-xml";
import { RefusalError, refuse } from "#core/model/refusal";

interface Folder {
  name: string;
  readonly objects: OutsideObject[];
}

/** Pictures on the screen or in the air, which have no place on a map. */
const OVERLAYS = ["ScreenOverlay", "PhotoOverlay"];
/** What is taken whole when it closes. */
const WHOLE = ["Placemark", "GroundOverlay", "Schema", "NetworkLink"];
const STYLES = ["Style", "StyleMap", "CascadingStyle"];

/**
 * Reads KML 2.0 to 2.3, Google's additions too: every folder that holds placemarks is a layer. Names, descriptions,
 * dates and extended data are values; the styles are left. Of a picture laid on the ground its outline is taken. Links to other files are told and never followed.
 *
 * @throws RefusalError `xml.…`, `kml.not-kml`
 * @see OGC 12-007r2
 */
export const readKml: OutsideReader = ({ file, main }) => {
  const warnings = new ReaderWarnings();
  const schemas = new Map<string, SchemaTypes>();
  /** KML 2.0: elements of a name of their own that stand for placemarks. */
  const ownNames = new Set<string>();
  const folders: Folder[] = [];
  const path: (Folder | undefined)[] = [];
  let objects = 0;
  const base = stemOf(main.name.split("/").at(-1) ?? main.name);

  const encoding = readXml(main.bytes(), file, {
    open(element, depth) {
      const { name, line } = element;
      if (depth === 0) {
        if (name !== "kml" && name !== "Document" && name !== "Folder" && name !== "Placemark") {
          throw new RefusalError(refuse("kml.not-kml", { file, line, params: { root: name.slice(0, 40) } }));
        }
      }
      if (name === "Document" || name === "Folder") {
        path.push({ name: "", objects: [] });
        folders.push(path.at(-1) as Folder);
        return undefined;
      }
      path.push(undefined);
      if (WHOLE.includes(name) || ownNames.has(name)) {
        path.pop();
        return "keep";
      }
      if (STYLES.includes(name)) warnings.add("kml.styles");
      else if (OVERLAYS.includes(name)) warnings.add("kml.overlay", { line, name });
      // Orders to change what another file holds.
      else if (name === "NetworkLinkControl") warnings.add("kml.network-link", { line, name });
      else return undefined;
      path.pop();
      return "skip";
    },
    whole(element) {
      if (element.name === "Schema") addSchema(element);
      else if (element.name === "NetworkLink") {
        const link = element.children.find(({ name }) => name === "Link" || name === "Url");
        const href = link?.children.find(({ name }) => name === "href")?.text ?? "";
        warnings.add("kml.network-link", { line: element.line, name: href.slice(0, 80) });
      } else addPlacemark(element);
    },
    close(element) {
      path.pop();
      const folder = path.at(-1);
      if (element.name === "name" && folder) folder.name = element.text;
    },
  });

  function addSchema(schema: XmlNode): void {
    const types: Record<string, string> = {};
    for (const field of schema.children) {
      if (!/^Simple(Array)?Field$/.test(field.name)) continue;
      const name = field.attributes["name"];
      if (name) types[name] = field.attributes["type"] ?? "string";
    }
    const id = schema.attributes["id"] ?? schema.attributes["name"] ?? "";
    schemas.set(id, types);
    if (schema.attributes["parent"] && schema.attributes["name"]) {
      ownNames.add(schema.attributes["name"]);
      schemas.set(schema.attributes["name"], types);
    }
  }

  function addPlacemark(placemark: XmlNode): void {
    let folder = path.findLast((one) => one !== undefined);
    if (!folder) {
      folder = { name: "", objects: [] };
      folders.push(folder);
      path.unshift(folder);
    }
    objects++;
    const feature = placemark.attributes["id"] || String(objects);
    const place = { line: placemark.line, name: feature };
    if (placemark.name === "GroundOverlay") warnings.add("kml.overlay", place);
    const { shapes, geometry, faults } = kmlShapes(placemark);
    if (faults > 0) warnings.add("read.bad-shape", { ...place, count: faults });
    folder.objects.push({
      feature,
      line: placemark.line,
      values: kmlValues(placemark, schemas),
      ...(geometry ? { geometry } : {}),
      shapes,
    });
  }

  const filled = folders.filter((folder) => folder.objects.length > 0);
  return { format: "KML", encoding, layers: namedLayers(filled, base), warnings: warnings.list() };
};

/** Layers of folders; names given twice are told apart by a number. */
function namedLayers(folders: readonly Folder[], base: string): OutsideLayer[] {
  const taken = new Set<string>();
  return folders.map(({ name, objects }) => {
    const wanted = name || base;
    let given = wanted;
    for (let i = 2; taken.has(given); i++) given = `${wanted} (${i})`;
    taken.add(given);
    return { name: given, crs: "EPSG:4326", fields: surveyedFields(objects), objects };
  });
}
