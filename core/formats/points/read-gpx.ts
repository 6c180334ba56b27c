import { SaxesParser } from "saxes";
import type { ListedPoint, PointList } from "#core/formats/points/point-list";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * Reads the waypoints (`wpt`) of a GPX file; tracks and routes are left out. A document type is refused, so no entity
 * is ever expanded.
 *
 * @throws RefusalError `points.gpx` with its line, for what is no well-formed GPX
 * @see https://www.topografix.com/GPX/1/1/
 */
export function readGpx(text: string, file: string): PointList {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const points: ListedPoint[] = [];
  const unread: { line: number; text: string }[] = [];
  const stack: string[] = [];
  let open: { x: number; y: number; line: number; number?: string; z?: number } | undefined;
  let words = "";
  const no = (): never => {
    throw new RefusalError(refuse("points.gpx", { file, line: parser.line }));
  };
  parser.on("error", no);
  parser.on("doctype", no);
  parser.on("opentag", ({ name, attributes }) => {
    if (stack.length === 0 && name !== "gpx") no();
    stack.push(name);
    words = "";
    if (name !== "wpt") return;
    const [y, x] = [Number(attributes["lat"] ?? Number.NaN), Number(attributes["lon"] ?? Number.NaN)];
    if (Math.abs(x) <= 180 && Math.abs(y) <= 90) open = { x, y, line: parser.line };
    else unread.push({ line: parser.line, text: `${attributes["lat"]} ${attributes["lon"]}`.slice(0, 80) });
  });
  parser.on("text", (piece) => {
    words += piece;
  });
  parser.on("closetag", ({ name }) => {
    stack.pop();
    if (open && stack.at(-1) === "wpt") {
      if (name === "name" && words.trim() !== "") open.number = words.trim().slice(0, 80);
      if (name === "ele" && Number.isFinite(Number(words))) open.z = Number(words);
    }
    if (open && name === "wpt") {
      points.push(open);
      open = undefined;
    }
  });
  parser.write(text.replace(/^\uFEFF/, "")).close();
  return { format: "gpx", points, unit: "deg", unread };
}
