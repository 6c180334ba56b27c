import type { Projection } from "#core/geometry/crs";
import type { Lang, Speak } from "#core/messages/catalogue";
import type { ProfilePlace } from "#ui/backdrop/profile-data";

const columns = ["distance", "altitude", "east", "north", "longitude", "latitude"] as const;

/**
 * A profile as CSV: a place a row. French spreadsheets part cells by `;` and write decimals with a comma, English ones
 * by `,` with a point; the byte-order mark tells them that it is UTF-8.
 */
export function profileCsv(
  places: readonly ProfilePlace[],
  projection: Projection,
  speak: Speak,
  lang: Lang,
): Uint8Array<ArrayBuffer> {
  const number = (value: number, decimals: number): string => {
    const text = value.toFixed(decimals);
    return lang === "fr" ? text.replace(".", ",") : text;
  };
  const rows = places.map(({ at, distanceM, altitudeM }) => {
    const [lon, lat] = projection.toLonLat(...at);
    return [
      number(distanceM, 1),
      altitudeM === undefined ? "" : number(altitudeM, 1),
      number(at[0] / 1000, 2),
      number(at[1] / 1000, 2),
      number(lon, 7),
      number(lat, 7),
    ];
  });
  const head = columns.map((column) => speak(`backdrop.profile.column.${column}`));
  const separator = lang === "fr" ? ";" : ",";
  const text = [head, ...rows].map((cells) => cells.join(separator)).join("\r\n");
  return new TextEncoder().encode(`\ufeff${text}\r\n`);
}

/** The chart as a file of its own: on paper colour, without the mark that follows the hand, its source at the foot. */
export function chartSvg(chart: SVGSVGElement, source: string, paper: string): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  for (const mark of copy.querySelectorAll("[data-mark]")) mark.remove();
  const { width, height } = chart.viewBox.baseVal;
  copy.removeAttribute("aria-hidden");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${width} ${height + 20}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height + 20));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of [
    ["width", String(width)],
    ["height", String(height + 20)],
    ["fill", paper],
  ] as const)
    ground.setAttribute(name, value);
  copy.prepend(ground);
  const foot = document.createElementNS("http://www.w3.org/2000/svg", "text");
  foot.setAttribute("x", "8");
  foot.setAttribute("y", String(height + 12));
  foot.setAttribute("font-size", "10");
  foot.textContent = source;
  copy.append(foot);
  return new XMLSerializer().serializeToString(copy);
}

/** A chart's file as a PNG of twice its size. @throws Error when this window cannot draw it */
export async function chartPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this window gives no 2D canvas");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the picture could not be packed");
  return new Uint8Array(await blob.arrayBuffer());
}
