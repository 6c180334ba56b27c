import { ilotOutlines } from "#core/derived/ilot-outline";
import { shownClasses } from "#core/features/classes";
import type { FeatureClass } from "#core/features/feature-class";
import {
  APP_ID,
  type DxfView,
  HANDLES,
  putBlocks,
  putClasses,
  putObjects,
  putTables,
  TEXT_STYLE,
  textLayer,
} from "#core/formats/dxf-tables";
import { DxfTags, dxfText, latin1, needsEscapes } from "#core/formats/dxf-tags";
import { type ExportProfile, profiledDocument } from "#core/formats/export-profile";
import { shownValue } from "#core/formats/feature-style";
import { type Box, boxOf, emptyBox, growBox } from "#core/geometry/box";
import type { Path, PolygonGeometry, Position } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import type { Lang } from "#core/messages/catalogue";
import type { ProjectDocument } from "#core/model/document";
import type { ClassId, Feature } from "#core/model/feature";
import { Project } from "#core/model/project";

export interface DxfOptions {
  readonly profile: ExportProfile;
  readonly lang: Lang;
}

/** Height of texts on the ground, metres; as on paper at 1/1000. */
const TEXT_M: Partial<Record<ClassId, number>> = { ilot: 4, parcel: 2, reserve: 2.5, streetAxis: 2.5 };

/**
 * Writes a project as a drawing: DXF R2000 (AC1015), metres in the project CRS with three decimals, one layer a
 * class and one for its texts. French letters are written in Windows-1252, others (ɛ ɲ) as `\U+XXXX`: R2007 and its
 * UTF-8 would be simpler, but GDAL 3.6 and QGIS with it read that as Windows-1252 all the same. Areas are closed
 * polylines, a further one for each hole; îlots are their outlines. Attributes ride along as XDATA of `MAILLAGE`.
 */
export function writeDxf(document: ProjectDocument, options: DxfOptions): Uint8Array<ArrayBuffer> {
  const project = new Project(document.meta, profiledDocument(document, options.profile).features);
  const outlines = ilotOutlines(project);
  const classes = shownClasses.filter(({ id }) => project.countOf(id) > 0 || (id === "ilot" && outlines.size > 0));
  const box = emptyBox();
  for (const { geometry } of project.all()) if (geometry) growBox(box, boxOf(geometry));
  const tags = new DxfTags();
  putClasses(tags);
  putTables(tags, classes, viewOf(box));
  putBlocks(tags);
  tags.put(0, "SECTION", 2, "ENTITIES");
  for (const featureClass of classes) {
    if (featureClass.id === "ilot") putIlots(tags, featureClass, project, outlines);
    else for (const feature of project.ofClass(featureClass.id)) putFeature(tags, featureClass, feature, options.lang);
  }
  tags.put(0, "ENDSEC");
  putObjects(tags);
  tags.put(0, "EOF");
  return latin1(headerText(box, tags.seed) + tags.text());
}

function headerText(box: Box, seed: string): string {
  const tags = new DxfTags();
  const [minX, minY, maxX, maxY] = box[0] <= box[2] ? box : [0, 0, 0, 0];
  tags.put(0, "SECTION", 2, "HEADER", 9, "$ACADVER", 1, "AC1015", 9, "$DWGCODEPAGE", 3, "ANSI_1252");
  tags.put(9, "$INSBASE", 10, 0, 20, 0, 30, 0);
  tags.put(
    9,
    "$EXTMIN",
    10,
    minX / 1000,
    20,
    minY / 1000,
    30,
    0,
    9,
    "$EXTMAX",
    10,
    maxX / 1000,
    20,
    maxY / 1000,
    30,
    0,
  );
  tags.put(
    9,
    "$LTSCALE",
    40,
    1,
    9,
    "$LUNITS",
    70,
    2,
    9,
    "$LUPREC",
    70,
    3,
    9,
    "$AUNITS",
    70,
    0,
    9,
    "$MEASUREMENT",
    70,
    1,
  );
  tags.put(
    9,
    "$INSUNITS",
    70,
    6,
    9,
    "$TEXTSTYLE",
    7,
    TEXT_STYLE,
    9,
    "$CLAYER",
    8,
    "0",
    9,
    "$PDMODE",
    70,
    34,
    9,
    "$PDSIZE",
    40,
    1,
  );
  tags.put(9, "$HANDSEED", 5, seed, 0, "ENDSEC");
  return tags.text();
}

function viewOf(box: Box): DxfView {
  if (box[0] > box[2]) return { x: 0, y: 0, width: 100, height: 100 };
  const [minX, minY, maxX, maxY] = box.map((value) => value / 1000) as Box;
  return { x: (minX + maxX) / 2, y: (minY + maxY) / 2, width: maxX - minX, height: maxY - minY };
}

function putFeature(tags: DxfTags, featureClass: FeatureClass, feature: Feature, lang: Lang): void {
  const { geometry, fields } = feature;
  if (!geometry) return;
  const data = [`id=${feature.id}`];
  for (const { key, column } of featureClass.fields)
    if (fields[key] !== undefined) data.push(`${column}=${fields[key]}`);
  const textKey = featureClass.dxf.text;
  const text = textKey ? shownValue(featureClass, textKey, fields, lang) : "";
  if (geometry.kind === "point") {
    const [x, y] = geometry.at;
    entity(tags, "POINT", featureClass.dxf.layer);
    tags.put(100, "AcDbPoint", 10, x / 1000, 20, y / 1000, 30, 0);
    putData(tags, data);
    if (text) putText(tags, featureClass, text, [x + 1500, y + 1500], 0);
  } else if (geometry.kind === "line") {
    putPolyline(tags, featureClass.dxf.layer, geometry.path, false, data);
    if (text) putText(tags, featureClass, text, ...middleOfLongest(geometry.path));
  } else {
    for (const ring of geometry.rings) putPolyline(tags, featureClass.dxf.layer, ring, true, data);
    if (text) putText(tags, featureClass, text, innerPosition(geometry), 0);
  }
}

function putIlots(
  tags: DxfTags,
  featureClass: FeatureClass,
  project: Project,
  outlines: ReadonlyMap<string, readonly PolygonGeometry[]>,
): void {
  const ids = new Map([...project.ofClass("ilot")].map((feature) => [String(feature.fields["number"]), feature.id]));
  for (const [number, polygons] of outlines) {
    const id = ids.get(number);
    const data = [...(id ? [`id=${id}`] : []), `numero=${number}`];
    for (const polygon of polygons) {
      for (const ring of polygon.rings) putPolyline(tags, featureClass.dxf.layer, ring, true, data);
      putText(tags, featureClass, number, innerPosition(polygon), 0);
    }
  }
}

function entity(tags: DxfTags, type: string, layer: string): void {
  tags.put(0, type, 5, tags.nextHandle(), 330, HANDLES.modelSpace, 100, "AcDbEntity", 8, layer);
}

function putPolyline(tags: DxfTags, layer: string, run: Path, closed: boolean, data: readonly string[]): void {
  entity(tags, "LWPOLYLINE", layer);
  tags.put(100, "AcDbPolyline", 90, run.length / 2, 70, closed ? 1 : 0, 43, 0);
  for (let i = 0; i < run.length; i += 2) tags.put(10, (run[i] as number) / 1000, 20, (run[i + 1] as number) / 1000);
  putData(tags, data);
}

/** Attributes as XDATA, `column=value`; at most 255 bytes a string and 16 kB an object, which no class comes near. */
function putData(tags: DxfTags, data: readonly string[]): void {
  tags.put(1001, APP_ID);
  for (const one of data) tags.put(1000, dxfText(one));
}

function putText(tags: DxfTags, featureClass: FeatureClass, text: string, at: Position, angleDeg: number): void {
  const [x, y] = [at[0] / 1000, at[1] / 1000];
  const height = TEXT_M[featureClass.id] ?? 2;
  if (needsEscapes(text)) {
    entity(tags, "MTEXT", textLayer(featureClass));
    const escaped = text.replace(/[\\{}]/g, "\\$&");
    tags.put(100, "AcDbMText", 10, x, 20, y, 30, 0, 40, height, 41, 0, 71, 5, 72, 5, 1, dxfText(escaped));
    tags.put(7, TEXT_STYLE, 50, angleDeg);
    return;
  }
  entity(tags, "TEXT", textLayer(featureClass));
  tags.put(100, "AcDbText", 10, x, 20, y, 30, 0, 40, height, 1, dxfText(text.replaceAll("^", "^ ")));
  tags.put(50, angleDeg, 7, TEXT_STYLE, 72, 1, 11, x, 21, y, 31, 0, 100, "AcDbText", 73, 2);
}

/** Middle of a path's longest segment and its direction, degrees counter-clockwise from east, readable. */
function middleOfLongest(path: Path): [Position, number] {
  let longest = -1;
  let found: [Position, number] = [[path[0] as number, path[1] as number], 0];
  for (let i = 2; i < path.length; i += 2) {
    const [ax, ay, bx, by] = [path[i - 2], path[i - 1], path[i], path[i + 1]] as [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    if (length <= longest) continue;
    longest = length;
    const angle = (Math.atan2(by - ay, bx - ax) * 180) / Math.PI;
    found = [[(ax + bx) / 2, (ay + by) / 2], angle > 90 ? angle - 180 : angle <= -90 ? angle + 180 : angle];
  }
  return found;
}
