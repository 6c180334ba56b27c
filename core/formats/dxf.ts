import { ilotOutlines } from "#core/derived/ilot-outline";
import { shownClasses } from "#core/features/classes";
import type { FeatureClass } from "#core/features/feature-class";
import { DxfSheet } from "#core/formats/dxf-sheet";
import { layersOfClass, textLayer } from "#core/formats/dxf-tables";
import { latin1 } from "#core/formats/dxf-tags";
import { type ExportProfile, profiledDocument } from "#core/formats/export-profile";
import { shownValue } from "#core/formats/feature-style";
import { type Box, boxOf, emptyBox, growBox } from "#core/geometry/box";
import { type Path, type PolygonGeometry, type Position, runsOf } from "#core/geometry/geometry";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
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
 * Writes a project as a drawing (`DxfSheet`): metres in the project CRS with three decimals, one layer a class and one
 * for its texts. Areas are closed polylines, a further one for each hole; îlots are their outlines; parcels bear their
 * number and, below, their plan area; bornes are blocks.
 */
export function writeDxf(document: ProjectDocument, options: DxfOptions): Uint8Array<ArrayBuffer> {
  const project = new Project(document.meta, profiledDocument(document, options.profile).features);
  const outlines = ilotOutlines(project);
  const classes = shownClasses.filter(({ id }) => project.countOf(id) > 0 || (id === "ilot" && outlines.size > 0));
  const box = emptyBox();
  for (const { geometry } of project.all()) if (geometry) growBox(box, boxOf(geometry));
  const pieces: string[] = [];
  const most = 4 * (project.size + outlines.size) + positionsOf(project);
  const sheet = new DxfSheet(document.meta.attributions, metres(box), classes.flatMap(layersOfClass), most, (text) =>
    pieces.push(text),
  );
  for (const featureClass of classes) {
    if (featureClass.id === "ilot") drawIlots(sheet, featureClass, project, outlines);
    else
      for (const feature of project.ofClass(featureClass.id)) drawFeature(sheet, featureClass, feature, options.lang);
  }
  sheet.end();
  return latin1(pieces.join(""));
}

/** More than any shape has entities: rings have three positions at least. */
function positionsOf(project: Project): number {
  let count = 0;
  for (const { geometry } of project.all()) if (geometry) for (const run of runsOf(geometry)) count += run.length / 2;
  return count;
}

function metres(box: Box): Box {
  return box.map((value) => value / 1000) as Box;
}

function positions(run: Path): (readonly [string, string])[] {
  return Array.from({ length: run.length / 2 }, (_, i) => position([run[2 * i] as number, run[2 * i + 1] as number]));
}

function position([x, y]: Position): readonly [string, string] {
  return [(x / 1000).toFixed(3), (y / 1000).toFixed(3)];
}

function drawFeature(sheet: DxfSheet, featureClass: FeatureClass, feature: Feature, lang: Lang): void {
  const { geometry, fields } = feature;
  if (!geometry) return;
  const data = [`id=${feature.id}`];
  for (const { key, column } of featureClass.fields)
    if (fields[key] !== undefined) data.push(`${column}=${fields[key]}`);
  const { layer, text: textKey } = featureClass.dxf;
  const text = textKey ? shownValue(featureClass, textKey, fields, lang) : "";
  if (geometry.kind === "point") {
    if (featureClass.id === "borne") sheet.borne(layer, position(geometry.at), data);
    else sheet.point(layer, position(geometry.at), data);
    const [x, y] = geometry.at;
    write(sheet, featureClass, text, [x + 1500, y + 1500], 0);
  } else if (geometry.kind === "line") {
    sheet.line(layer, positions(geometry.path), false, data);
    if (text) write(sheet, featureClass, text, ...middleOfLongest(geometry.path));
  } else {
    for (const ring of geometry.rings) sheet.line(layer, positions(ring), true, data);
    const [x, y] = innerPosition(geometry);
    write(sheet, featureClass, text, [x, y], 0);
    if (featureClass.id === "parcel")
      write(sheet, featureClass, areaText(geometry, lang), [x, y - 2600], 0, AREA_TEXT_M);
  }
}

/** Height of the area's figures under a parcel's number, metres. */
const AREA_TEXT_M = 1.2;

function areaText(geometry: PolygonGeometry, lang: Lang): string {
  const figures = planAreaM2(geometry).toFixed(2);
  return `${lang === "fr" ? figures.replace(".", ",") : figures} m²`;
}

function drawIlots(
  sheet: DxfSheet,
  featureClass: FeatureClass,
  project: Project,
  outlines: ReadonlyMap<string, readonly PolygonGeometry[]>,
): void {
  const ids = new Map([...project.ofClass("ilot")].map((feature) => [String(feature.fields["number"]), feature.id]));
  for (const [number, polygons] of outlines) {
    const id = ids.get(number);
    const data = [...(id ? [`id=${id}`] : []), `numero=${number}`];
    for (const polygon of polygons) {
      for (const ring of polygon.rings) sheet.line(featureClass.dxf.layer, positions(ring), true, data);
      write(sheet, featureClass, number, innerPosition(polygon), 0);
    }
  }
}

function write(
  sheet: DxfSheet,
  featureClass: FeatureClass,
  text: string,
  [x, y]: Position,
  angleDeg: number,
  heightM = TEXT_M[featureClass.id] ?? 2,
): void {
  if (text === "") return;
  sheet.words({ text, layer: textLayer(featureClass.dxf.layer), x: x / 1000, y: y / 1000, angleDeg, heightM });
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
