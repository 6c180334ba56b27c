import { readXml, type XmlNode } from "#core/formats/xml/read-xml";
import { RefusalError, refuse } from "#core/model/refusal";

/** What is done with each waypoint, route and track, whole. */
export type GpxHandlers = Partial<Readonly<Record<"wpt" | "rte" | "trk", (node: XmlNode) => void>>>;

/** Degrees east and north, and the height the receiver gave, metres; 0 where it gave none. */
export type GpxPosition = readonly [lon: number, lat: number, heightM: number];

/**
 * Goes through a GPX file.
 *
 * @returns the encoding of its text
 * @throws RefusalError `xml.…`, `gpx.not-gpx`
 */
export function walkGpx(bytes: Uint8Array, file: string, handlers: GpxHandlers): string {
  return readXml(bytes, file, {
    open({ name, line }, depth) {
      if (depth === 0 && name !== "gpx") {
        throw new RefusalError(refuse("gpx.not-gpx", { file, line, params: { root: name.slice(0, 40) } }));
      }
      if (depth !== 1) return undefined;
      return Object.hasOwn(handlers, name) ? "keep" : "skip";
    },
    whole: (node) => handlers[node.name as keyof GpxHandlers]?.(node),
    close() {},
  });
}

/** Where a point is; `undefined` for what is no place on the globe. */
export function gpxPosition(node: XmlNode): GpxPosition | undefined {
  const [lon, lat] = [degrees(node.attributes["lon"], 180), degrees(node.attributes["lat"], 90)];
  if (lon === undefined || lat === undefined) return undefined;
  const height = Number(node.children.find(({ name }) => name === "ele")?.text || 0);
  return [lon, lat, Number.isFinite(height) ? height : 0];
}

/** The position as it is written, for messages. */
export function writtenPosition({ attributes }: XmlNode): string {
  return `${attributes["lat"] ?? "?"} ${attributes["lon"] ?? "?"}`.slice(0, 40);
}

function degrees(text: string | undefined, most: number): number | undefined {
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Math.abs(value) <= most ? value : undefined;
}
