import { type GpxPosition, gpxPosition, walkGpx, writtenPosition } from "#core/formats/gpx/walk-gpx";
import type { OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { OutsideReader } from "#core/formats/outside-source";
import { ReaderWarnings } from "#core/formats/reader-warnings";
import { surveyedFields } from "#core/formats/surveyed-fields";
import type { XmlNode } from "#core/formats/xml/read-xml";
import type { FieldValue } from "#core/model/feature";

/** Elements that are numbers. */
const NUMBERS = /^(ele|magvar|geoidheight|sat|[hvp]dop|ageofdgpsdata|dgpsid|number|speed|course)$/;
/** Elements that hold others: they are no values. */
const HOLDERS = /^(extensions|rtept|trkseg|trkpt)$/;

/**
 * Reads GPX 1.0 and 1.1: waypoints, routes and tracks as layers, and the points of routes and tracks as two more, with
 * their times. Heights are those of the receiver, metres.
 *
 * @throws RefusalError `xml.…`, `gpx.not-gpx`
 * @see https://www.topografix.com/GPX/1/1/
 */
export const readGpx: OutsideReader = ({ file, main }) => {
  const warnings = new ReaderWarnings();
  const layers = new Map<string, OutsideObject[]>(LAYERS.map((name) => [name, []]));
  const put = (
    name: string,
    node: XmlNode,
    values: Values,
    shapes: readonly OutsideShape[],
    geometry?: string,
  ): void => {
    const objects = layers.get(name) as OutsideObject[];
    const feature = String(objects.length + 1);
    objects.push({
      feature,
      line: node.line,
      values: Object.fromEntries(values),
      ...(geometry ? { geometry } : {}),
      shapes,
    });
  };
  const positionOf = (node: XmlNode): GpxPosition | undefined => {
    const at = gpxPosition(node);
    if (!at) warnings.add("gpx.bad-position", { line: node.line, name: writtenPosition(node) });
    return at;
  };
  const lineOf = (nodes: readonly XmlNode[], visit: (node: XmlNode, at: OutsideShape) => void): OutsideShape[] => {
    const path: number[] = [];
    const z: number[] = [];
    for (const node of nodes) {
      const at = positionOf(node);
      if (!at) continue;
      path.push(at[0], at[1]);
      z.push(at[2]);
      visit(node, pointOf(at));
    }
    return path.length < 4 ? [] : [{ kind: "line", path, ...(z.some((height) => height !== 0) ? { z } : {}) }];
  };

  const encoding = walkGpx(main.bytes(), file, {
    wpt(node) {
      const at = positionOf(node);
      if (at) put("waypoints", node, valuesOf(node), [pointOf(at)]);
    },
    rte(node) {
      const route = (layers.get("routes") as OutsideObject[]).length;
      let place = 0;
      const shapes = lineOf(
        node.children.filter(({ name }) => name === "rtept"),
        (point, at) => {
          const keys: Values = [
            ["route_fid", route],
            ["route_point_id", place++],
          ];
          put("route_points", point, [...keys, ...valuesOf(point)], [at]);
        },
      );
      put("routes", node, valuesOf(node), shapes);
    },
    trk(node) {
      const track = (layers.get("tracks") as OutsideObject[]).length;
      const segments = node.children.filter(({ name }) => name === "trkseg");
      const shapes = segments.flatMap((segment, i) => {
        let place = 0;
        return lineOf(
          segment.children.filter(({ name }) => name === "trkpt"),
          (point, at) => {
            const keys: Values = [
              ["track_fid", track],
              ["track_seg_id", i],
              ["track_seg_point_id", place++],
            ];
            put("track_points", point, [...keys, ...valuesOf(point)], [at]);
          },
        );
      });
      put("tracks", node, valuesOf(node), shapes, "MULTILINESTRING");
    },
  });
  const filled = [...layers].filter(([, objects]) => objects.length > 0);
  return {
    format: "GPX",
    encoding,
    layers: filled.map(
      ([name, objects]): OutsideLayer => ({ name, crs: "EPSG:4326", fields: surveyedFields(objects), objects }),
    ),
    warnings: warnings.list(),
  };
};

const LAYERS = ["waypoints", "routes", "tracks", "route_points", "track_points"];

type Values = readonly (readonly [string, FieldValue])[];

function pointOf([x, y, z]: GpxPosition): OutsideShape {
  return { kind: "point", at: [x, y], ...(z === 0 ? {} : { z }) };
}

/** The plain elements of a point, route or track; links by their number, extensions by their own names. */
function valuesOf(node: XmlNode): Values {
  const values: [string, FieldValue][] = [];
  let links = 0;
  for (const child of node.children) {
    if (child.name === "link") {
      links++;
      const href = child.attributes["href"];
      if (href) values.push([`link${links}_href`, href]);
      for (const { name, text } of child.children) if (text !== "") values.push([`link${links}_${name}`, text]);
    } else if (child.name === "extensions") values.push(...extensionsOf(child));
    else if (!HOLDERS.test(child.name) && child.text !== "") {
      const number = Number(child.text);
      values.push([child.name, NUMBERS.test(child.name) && Number.isFinite(number) ? number : child.text]);
    }
  }
  return values;
}

function extensionsOf(node: XmlNode): [string, FieldValue][] {
  return node.children.flatMap((child) => {
    if (child.children.length > 0) return extensionsOf(child);
    return child.text === "" ? [] : [[child.name, child.text] as [string, FieldValue]];
  });
}
