import { coordGeomRun, type LandPoint, near, pointOf } from "#core/formats/landxml/coord-geom";
import { facesOfRings } from "#core/formats/nested-rings";
import type { OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { OutsideReader } from "#core/formats/outside-source";
import { ReaderWarnings } from "#core/formats/reader-warnings";
import { surveyedFields } from "#core/formats/surveyed-fields";
import { readXml, type XmlNode } from "#core/formats/xml/read-xml";
import type { FieldValue } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";

/** What is read, by element, and the layer it comes on. */
const LAYERS: Readonly<Record<string, string>> = {
  Parcel: "Parcels",
  CgPoint: "CgPoints",
  Monument: "Monuments",
  PlanFeature: "PlanFeatures",
  Alignment: "Alignments",
};
/** Parts of a survey that hold no plan: surfaces, cross sections, field books. */
const LEFT = /^(Surfaces|Survey|PipeNetworks|GradeModel|Roadways|Amendment)$/;
/** Attributes that are numbers. */
const NUMBERS = /^(area|elevation|length|staStart|perimeter|north|east)$/;

/**
 * Reads a LandXML file: parcels, points, monuments, plan features and alignments, in the file's own units. Its
 * positions are north before east.
 *
 * @throws RefusalError `xml.…`, `landxml.not-landxml`
 * @see http://www.landxml.org/schema/LandXML-1.2
 */
export const readLandXml: OutsideReader = ({ file, main }) => {
  const warnings = new ReaderWarnings();
  const kept: XmlNode[] = [];
  let crs: string | null = null;
  const encoding = readXml(main.bytes(), file, {
    open(element, depth) {
      const { name, attributes, line } = element;
      if (depth === 0 && name !== "LandXML") {
        throw new RefusalError(refuse("landxml.not-landxml", { file, line, params: { root: name.slice(0, 40) } }));
      }
      if (name === "CoordinateSystem") {
        const code = attributes["epsgCode"];
        crs = code && /^\d+$/.test(code) ? `EPSG:${code}` : attributes["ogcWktCode"] || null;
      } else if (name === "Metric" || name === "Imperial") {
        const unit = attributes["linearUnit"] ?? "";
        if (!/^(meter|metre)$/i.test(unit)) warnings.add("landxml.unit", { params: { unit } });
      } else if (LEFT.test(name)) {
        warnings.add("landxml.left", { line, name });
        return "skip";
      }
      return Object.hasOwn(LAYERS, name) ? "keep" : undefined;
    },
    whole(element) {
      // Groups of points name points that are written elsewhere.
      const isNamed = element.name === "CgPoint" && element.text === "" && element.attributes["pntRef"] !== undefined;
      if (!isNamed) kept.push(element);
    },
    close() {},
  });
  const points = new Map<string, LandPoint>();
  for (const node of kept) {
    const { name } = node.attributes;
    const place = node.name === "CgPoint" ? pointOf(node, points) : undefined;
    if (name !== undefined && place) points.set(name, place);
  }
  const layers = new Map<string, OutsideObject[]>(Object.values(LAYERS).map((name) => [name, []]));
  const put = (node: XmlNode): void => {
    const objects = layers.get(LAYERS[node.name] ?? "");
    const feature = node.attributes["name"] ?? String((objects?.length ?? 0) + 1);
    const shapes = shapesOf(node, points);
    if (!shapes) warnings.add("read.bad-shape", { line: node.line, name: feature });
    objects?.push({ feature, line: node.line, values: valuesOf(node, points), shapes: shapes ?? [] });
    // Parcels may hold the parcels they are divided into.
    for (const group of node.children.filter(({ name }) => name === "Parcels")) {
      for (const child of group.children) if (child.name === "Parcel") put(child);
    }
  };
  for (const node of kept) put(node);
  return {
    format: "LandXML",
    encoding,
    layers: [...layers]
      .filter(([, objects]) => objects.length > 0)
      .map(([name, objects]): OutsideLayer => ({ name, crs, fields: surveyedFields(objects), objects })),
    warnings: warnings.list(),
  };
};

/** The shapes of an element; none where it draws nothing, `undefined` where it cannot be read. */
function shapesOf(node: XmlNode, points: ReadonlyMap<string, LandPoint>): readonly OutsideShape[] | undefined {
  if (node.name === "CgPoint" || node.name === "Monument") {
    const place = pointOf(node, points);
    return place && [{ kind: "point", at: [place[0], place[1]], ...(place[2] === 0 ? {} : { z: place[2] }) }];
  }
  const runs: number[][] = [];
  for (const geom of geomsOf(node)) {
    const run = coordGeomRun(geom, points);
    if (!run) return undefined;
    if (run.length >= 6) runs.push(run);
  }
  const closed = runs.filter((run) => node.name === "Parcel" || isClosed(run)).filter((run) => run.length >= 9);
  const lines = runs.filter((run) => !closed.includes(run)).map((run): OutsideShape => withHeights("line", [run]));
  const heights = new Map<number[], number[]>();
  const rings = closed.map((run) => {
    const open = isClosed(run) ? run.slice(0, -3) : run;
    const ring = open.filter((_, i) => i % 3 !== 2);
    heights.set(ring, open);
    return ring;
  });
  const faces = rings.length === 0 ? [] : facesOfRings(rings.filter((ring) => ring.length >= 6));
  const areas = faces.map((face) =>
    withHeights(
      "polygon",
      face.map((ring) => heights.get(ring) ?? []),
    ),
  );
  return [...areas, ...lines];
}

/** The geometries of an element, those of a parcel in a `Boundary` too; not those of the parcels in it. */
function geomsOf(node: XmlNode): XmlNode[] {
  return node.children.flatMap((child) => {
    if (child.name === "CoordGeom") return [child];
    return child.name === "Boundary" ? geomsOf(child) : [];
  });
}

function isClosed(run: readonly number[]): boolean {
  return run.length > 9 && near(run[0], run.at(-3)) && near(run[1], run.at(-2));
}

function withHeights(kind: "line" | "polygon", runs: readonly (readonly number[])[]): OutsideShape {
  const places = runs.map((run) => run.filter((_, i) => i % 3 !== 2));
  const z = runs.map((run) => run.filter((_, i) => i % 3 === 2));
  const high = z.some((heights) => heights.some((height) => height !== 0));
  if (kind === "polygon") return { kind, rings: places, ...(high ? { z } : {}) };
  return { kind, path: places[0] as number[], ...(high ? { z: z[0] as number[] } : {}) };
}

/** The attributes of an element, and the features some programs hang on it. */
function valuesOf(node: XmlNode, points: ReadonlyMap<string, LandPoint>): Readonly<Record<string, FieldValue>> {
  const values: [string, FieldValue][] = [];
  const add = (name: string, text: string): void => {
    const number = text.trim() === "" ? Number.NaN : Number(text);
    if (text !== "") values.push([name, NUMBERS.test(name) && Number.isFinite(number) ? number : text]);
  };
  for (const [name, text] of Object.entries(node.attributes)) add(name, text);
  const height = node.name === "CgPoint" ? pointOf(node, points)?.[2] : undefined;
  if (height) values.push(["elevation", height]);
  for (const feature of node.children.filter(({ name }) => name === "Feature")) {
    for (const { name, attributes } of feature.children) {
      if (name === "Property" && attributes["label"]) add(attributes["label"], attributes["value"] ?? "");
    }
  }
  return Object.fromEntries(values);
}
