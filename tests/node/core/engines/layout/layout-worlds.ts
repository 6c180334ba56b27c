import type { LayoutBuilding, LayoutInput, LayoutStreet, StreetRank } from "#core/engines/layout/layout-types";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { maliReferentiel } from "#core/features/mali";
import type { Ring } from "#core/geometry/geometry";

const EAST = 600_000_000;
const NORTH = 1_400_000_000;

/** Metres from a corner of the zone to integer millimetres. */
export function metres(...run: number[]): number[] {
  return run.map((value, i) => Math.round(value * 1000) + (i % 2 === 0 ? EAST : NORTH));
}

/** An input with nothing but a site. */
export function emptySite(site: readonly Ring[], params: Record<string, unknown> = {}): LayoutInput {
  return {
    site,
    buildings: [],
    streets: [],
    waters: [],
    waterCourses: [],
    params: layoutParamsSchema.parse(params),
    seed: 1,
    norms: maliReferentiel,
  };
}

/** Numbers from 0 to 1 that follow from a seed. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function turnedBox(x: number, y: number, w: number, h: number, angle: number): number[] {
  const corners = [-w / 2, -h / 2, w / 2, -h / 2, w / 2, h / 2, -w / 2, h / 2];
  const out: number[] = [];
  for (let i = 0; i < 8; i += 2) {
    const [u, v] = [corners[i] as number, corners[i + 1] as number];
    out.push(x + u * Math.cos(angle) - v * Math.sin(angle), y + u * Math.sin(angle) + v * Math.cos(angle));
  }
  return metres(...out);
}

/** A made-up village: an odd perimeter, clusters of houses, a few streets, sometimes a stream. */
export function randomVillage(seed: number): LayoutInput {
  const next = numbersFrom(seed * 7919);
  for (let i = 0; i < 5; i++) next();
  const size = 150 + next() * 400;
  const corners = 3 + Math.floor(next() * 7);
  const shell: number[] = [];
  for (let i = 0; i < corners; i++) {
    const angle = ((i + next() * 0.7) / corners) * 2 * Math.PI;
    const reach = (size / 2) * (0.5 + next() * 0.7);
    shell.push(reach * Math.cos(angle), reach * Math.sin(angle));
  }
  const clusters = Array.from({ length: 1 + Math.floor(next() * 4) }, () => [
    (next() - 0.5) * size * 0.6,
    (next() - 0.5) * size * 0.6,
  ]);
  const lean = next() * 1.5;
  const buildings: LayoutBuilding[] = Array.from({ length: Math.floor(next() * 120) }, (_, i) => {
    const [cx, cy] = clusters[i % clusters.length] as [number, number];
    const x = cx + (next() + next() - 1) * size * 0.2;
    const y = cy + (next() + next() - 1) * size * 0.2;
    return { id: `h${i}`, rings: [turnedBox(x, y, 3 + next() * 12, 3 + next() * 8, lean + (next() - 0.5) * 0.6)] };
  });
  const ranks: StreetRank[] = ["primary", "secondary", "access", "path"];
  const streets: LayoutStreet[] = Array.from({ length: Math.floor(next() * 5) }, (_, i) => {
    const path: number[] = [];
    let [x, y, angle] = [(next() - 0.5) * size, (next() - 0.5) * size, next() * 6.28];
    for (let k = 0; k < 2 + Math.floor(next() * 7); k++) {
      path.push(x, y);
      angle += (next() - 0.5) * 0.7;
      const step = 20 + next() * 60;
      x += step * Math.cos(angle);
      y += step * Math.sin(angle);
    }
    return { id: `s${i}`, path: metres(...path), rank: ranks[Math.floor(next() * 4)] as StreetRank };
  });
  const stream = metres(-size, (next() - 0.5) * size, 0, (next() - 0.5) * size, size, (next() - 0.5) * size);
  const waterCourses = next() < 0.3 ? [{ path: stream, widthM: 4 }] : [];
  return { ...emptySite([metres(...shell)]), buildings, streets, waterCourses };
}
