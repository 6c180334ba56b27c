import { faultOfPolygon } from "#core/derived/polygon-fault";
import type { Geometry } from "#core/geometry/geometry";
import { oriented } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { type Refusal, refuse } from "#core/model/refusal";

/** A feature with one run of its geometry (a line's path, a polygon's ring) replaced. */
export function withRun(feature: Feature, index: number, run: readonly number[]): Feature {
  const { geometry } = feature;
  if (geometry?.kind === "line") return { ...feature, geometry: { kind: "line", path: run } };
  if (geometry?.kind !== "polygon") return feature;
  return {
    ...feature,
    geometry: { kind: "polygon", rings: geometry.rings.map((ring, i) => (i === index ? run : ring)) },
  };
}

/** A geometry on the millimetre grid with its rings turned as stored. */
export function onGrid(geometry: Geometry): Geometry {
  if (geometry.kind === "point") return { kind: "point", at: [Math.round(geometry.at[0]), Math.round(geometry.at[1])] };
  if (geometry.kind === "line") return { kind: "line", path: withoutRepeats(geometry.path.map(Math.round), false) };
  return { kind: "polygon", rings: oriented(geometry.rings.map((ring) => withoutRepeats(ring.map(Math.round), true))) };
}

/**
 * Why a shape drawn by hand cannot stand, as a refusal `<area>.crosses-itself`, `<area>.too-few-vertices` or
 * `<area>.no-area`.
 */
export function shapeRefusal(area: string, geometry: Geometry): Refusal | undefined {
  if (geometry.kind === "point") return undefined;
  if (geometry.kind === "line") return geometry.path.length < 4 ? refuse(`${area}.too-few-vertices`) : undefined;
  if (geometry.rings.length === 0) return refuse(`${area}.too-few-vertices`);
  for (const ring of geometry.rings) {
    if (ring.length < 6) {
      const at = ring.length >= 2 ? { at: [ring[0] as number, ring[1] as number] as const } : {};
      return refuse(`${area}.too-few-vertices`, at);
    }
  }
  const fault = faultOfPolygon(geometry);
  if (!fault) return undefined;
  const code = fault.kind === "short" ? "no-area" : fault.kind === "outside" ? "hole-outside" : "crosses-itself";
  return refuse(`${area}.${code}`, { at: fault.at });
}

function withoutRepeats(run: readonly number[], closed: boolean): number[] {
  const out: number[] = [];
  for (let i = 0; i + 1 < run.length; i += 2) {
    if (run[i] === out.at(-2) && run[i + 1] === out.at(-1)) continue;
    out.push(run[i] as number, run[i + 1] as number);
  }
  while (closed && out.length > 2 && out[0] === out.at(-2) && out[1] === out.at(-1)) out.length -= 2;
  return out;
}
