import type { LayoutFace, LayoutInput, LayoutResult } from "#core/engines/layout/layout-types";
import { smallestRectangleMm2 } from "#core/geometry/enclosing-rectangle";
import type { Ring } from "#core/geometry/geometry";
import { signedAreaMm2 } from "#core/geometry/ring";

/** A window onto a site: shares of its width and height, from the south-west. */
export type Part = readonly [west: number, south: number, east: number, north: number];

const FILL: Record<string, string> = {
  street: "#e8e2d8",
  parcel: "#fff9e3",
  reserve: "#c9d0f0",
  openSpace: "#cfe8c0",
  eau: "#9ccbff",
  servitude: "#bfe0ee",
  marche: "#e7b3e0",
  sante: "#f0b0a0",
  sport: "#a8d8a4",
  "espace-vert": "#b9dfae",
};

/** Draws a plan as SVG with its figures beneath; free parcels off the area asked for stand out. */
export function drawPlan(title: string, input: LayoutInput, result: LayoutResult, width: number, part: Part): string {
  const shell = input.site[0] as Ring;
  const xs = shell.filter((_, i) => i % 2 === 0);
  const ys = shell.filter((_, i) => i % 2 === 1);
  const [x0, y0] = [Math.min(...xs), Math.min(...ys)];
  const [w, h] = [Math.max(...xs) - x0, Math.max(...ys) - y0];
  const margin = 0.01 * Math.max(w, h);
  const west = x0 + part[0] * w - margin;
  const north = y0 + part[3] * h + margin;
  const viewW = ((part[2] - part[0]) * w + 2 * margin) / 1000;
  const viewH = ((part[3] - part[1]) * h + 2 * margin) / 1000;
  const unit = viewW / width;
  const caption = 34 * unit;
  const run = (path: readonly number[]): string => {
    let d = "";
    for (let i = 0; i < path.length; i += 2) {
      d += `${i === 0 ? "M" : "L"}${(((path[i] as number) - west) / 1000).toFixed(2)} ${((north - (path[i + 1] as number)) / 1000).toFixed(2)}`;
    }
    return d;
  };
  const area = (rings: readonly Ring[]): string => rings.map((ring) => `${run(ring)}Z`).join("");
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${((viewH + caption) / unit).toFixed(0)}" viewBox="0 0 ${viewW} ${viewH + caption}" font-family="sans-serif">`,
    `<rect width="${viewW}" height="${viewH + caption}" fill="#fff"/>`,
  ];
  for (const face of result.faces) {
    const fill =
      face.class === "parcel"
        ? parcelFill(face, input.params.parcelAreaM2)
        : (FILL[face.use ?? ""] ?? FILL[face.class]);
    out.push(
      `<path d="${area(face.rings)}" fill="${fill}" fill-rule="evenodd" stroke="#765" stroke-width="${0.7 * unit}"/>`,
    );
  }
  for (const { rings } of input.buildings) out.push(`<path d="${area(rings.slice(0, 1))}" fill="#844"/>`);
  for (const { path, rank, existing } of result.axes) {
    const stroke = existing === undefined ? "#07c" : "#c50";
    out.push(
      `<path d="${run(path)}" fill="none" stroke="${stroke}" stroke-width="${(rank === "access" ? 0.8 : 1.8) * unit}"/>`,
    );
  }
  out.push(`<path d="${area(input.site)}" fill="none" stroke="#d00" stroke-width="${1.2 * unit}"/>`);
  const lines = captionOf(title, result);
  lines.forEach((text, i) => {
    out.push(
      `<text x="${4 * unit}" y="${viewH + (13 + 15 * i) * unit}" font-size="${12 * unit}">${text.replaceAll("<", "&lt;")}</text>`,
    );
  });
  out.push("</svg>");
  return out.join("\n");
}

/** Free parcels: cream as asked for, orange too small, violet too large, a rim of red when far from a rectangle. */
function parcelFill(face: LayoutFace, wantedM2: number): string {
  if ((face.houses ?? 0) > 0) return "#efe9df";
  const areaM2 = face.rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0) / 1e6;
  const off = areaM2 / wantedM2 - 1;
  if (off < -0.1) return "#ff9d3b";
  if (off > 0.1) return "#c79bff";
  return (areaM2 * 1e6) / smallestRectangleMm2(face.rings[0] as Ring) < 0.85 ? "#ffe79a" : "#fff9e3";
}

function captionOf(title: string, { score, remarks }: LayoutResult): string[] {
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  return [
    `${title} · ${(score.siteAreaM2 / 1e4).toFixed(1)} ha · ${score.lots} lots (${score.freeLots} free) · ${score.ilots} ilots · ${score.reserves} reserves · access ${share(score.streetAccess)} · houses ${score.housesTotal}/${score.housesCut}/${score.housesTouched} · remarks ${remarks.length}`,
    `free ±10 % ${share(score.freeWithinTenPercent)}, dev ${share(score.freeMeanAreaDeviation)} (all ${share(score.withinTenPercent)}, ${share(score.meanAreaDeviation)}) · rect ${score.rectangularity.toFixed(3)} · street ${share(score.streetShare)} · public ${share(score.publicShare)} · ${score.streetPerParcelM.toFixed(1)} m/lot = ${score.streetPerParcelRatio.toFixed(2)}`,
  ];
}
