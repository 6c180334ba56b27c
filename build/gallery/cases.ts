import { compoundsOf } from "#core/engines/layout/compounds";
import type { LayoutBuilding, LayoutInput, LayoutStreet } from "#core/engines/layout/layout-types";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { maliReferentiel } from "#core/features/mali";
import type { Ring } from "#core/geometry/geometry";
import { normValue } from "#core/model/referentiel";

/** A made-up site, and what it should show. */
export interface GalleryCase {
  readonly name: string;
  readonly input: LayoutInput;
}

const EAST = 600_000_000;
const NORTH = 1_400_000_000;

/** Metres from the corner of the sites to integer millimetres. */
function metres(run: readonly number[]): number[] {
  return run.map((value, i) => Math.round(value * 1000) + (i % 2 === 0 ? EAST : NORTH));
}

function caseOf(name: string, shell: readonly number[], more: Partial<LayoutInput> = {}): GalleryCase {
  const bare = { buildings: [], streets: [], waters: [], waterCourses: [], seed: 1 };
  const params = layoutParamsSchema.parse({});
  return { name, input: { site: [metres(shell)], ...bare, params, norms: maliReferentiel, ...more } };
}

/** Numbers from 0 to 1 that follow from a seed (Mulberry32). */
function numbersFrom(start: number): () => number {
  let seed = start;
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function house(id: string, x: number, y: number, w: number, h: number, turn: number): LayoutBuilding {
  const run = [-w / 2, -h / 2, w / 2, -h / 2, w / 2, h / 2, -w / 2, h / 2];
  const out: number[] = [];
  for (let i = 0; i < 8; i += 2) {
    const [u, v] = [run[i] as number, run[i + 1] as number];
    out.push(x + u * Math.cos(turn) - v * Math.sin(turn), y + u * Math.sin(turn) + v * Math.cos(turn));
  }
  return { id, rings: [metres(out)] };
}

/** Houses thick in the middle and thin at the rim of a square of `size` metres. */
function village(count: number, size: number, seed: number): LayoutBuilding[] {
  const next = numbersFrom(seed);
  const spread = (): number => (0.5 + (next() + next() + next() - 1.5) * 0.5) * size;
  return Array.from({ length: count }, (_, i) =>
    house(`h${i}`, spread(), spread(), 5 + next() * 7, 4 + next() * 5, (next() - 0.5) * 0.4),
  );
}

/** Compounds wall to wall: two to five houses round a yard, the yards a little off their rows. */
function quarter(columns: number, rows: number, seed: number): LayoutBuilding[] {
  const next = numbersFrom(seed);
  const out: LayoutBuilding[] = [];
  for (let c = 0; c < columns; c++) {
    for (let r = 0; r < rows; r++) {
      if (next() < 0.08) continue;
      const x = 14 + c * 21 + (next() - 0.5) * 5 + 2 * Math.sin(r);
      const y = 14 + r * 23 + (next() - 0.5) * 5 + 2 * Math.sin(c);
      const turn = (next() - 0.5) * 0.25;
      for (let k = 0; k < 2 + Math.floor(next() * 3); k++) {
        const [u, v] = [k % 2 === 0 ? -5 : 5, k < 2 ? -5 : 5];
        out.push(house(`q${c}-${r}-${k}`, x + u, y + v, 5 + next() * 4, 4 + next() * 4, turn));
      }
    }
  }
  return out;
}

/** A mesh of crooked ways, one about every `gap` metres each way. */
function mesh(size: number, gap: number, rank: LayoutStreet["rank"], seed: number): LayoutStreet[] {
  const next = numbersFrom(seed);
  const lines = Math.floor(size / gap);
  const at = Array.from({ length: lines + 1 }, () =>
    Array.from({ length: lines + 1 }, () => [(next() - 0.5) * gap * 0.7, (next() - 0.5) * gap * 0.7]),
  );
  const place = (i: number, k: number): number[] => {
    const [dx = 0, dy = 0] = at[i]?.[k] ?? [];
    return [i * gap + dx, k * gap + dy];
  };
  const way = (id: string, points: readonly number[][]): LayoutStreet => ({ id, path: metres(points.flat()), rank });
  const along = Array.from({ length: lines + 1 }, (_, k) => k);
  return along.flatMap((k) => [
    way(
      `u${k}`,
      along.map((i) => place(i, k)),
    ),
    way(
      `v${k}`,
      along.map((i) => place(k, i)),
    ),
  ]);
}

function circle(x: number, y: number, radius: number, corners: number): number[] {
  return Array.from({ length: corners }, (_, i) => (2 * Math.PI * i) / corners).flatMap((angle) => [
    x + radius * Math.cos(angle),
    y + 0.8 * radius * Math.sin(angle),
  ]);
}

function star(x: number, y: number, far: number, near: number, points: number): number[] {
  return Array.from({ length: 2 * points }, (_, i) => i).flatMap((i) => {
    const [radius, angle] = [i % 2 === 0 ? far : near, (Math.PI * i) / points + 0.3];
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

/** Small waters strewn over a square of `size` metres. */
function ponds(count: number, size: number, seed: number): (readonly Ring[])[] {
  const next = numbersFrom(seed);
  return Array.from({ length: count }, () => [
    metres(circle((0.05 + 0.9 * next()) * size, (0.05 + 0.9 * next()) * size, 4 + 13 * next(), 11)),
  ]);
}

/** The made-up sites of the gallery, compounds guessed as in a project. */
export function galleryCases(): GalleryCase[] {
  return sites().map(({ name, input }) => ({ name, input: { ...input, compounds: compoundsIn(input) } }));
}

function compoundsIn({ buildings, streets, params, norms }: LayoutInput): Ring[] {
  const drawn = {
    buildings: buildings.flatMap(({ rings }) => rings.slice(0, 1)),
    walls: [],
    streets: streets.filter(({ rank }) => rank !== "path").map(({ path }) => path),
  };
  const mostMm2 = 1e6 * params.parcelAreaM2;
  return compoundsOf(drawn, { gapMm: 1000 * normValue(norms, "compound.gap"), mostMm2, mostWalledMm2: mostMm2 });
}

function sites(): GalleryCase[] {
  const quad = [0, 0, 600, 0, 640, 500, 0, 450];
  const [square350, square700] = [350, 700].map((side) => [0, 0, side, 0, side, side, 0, side]) as [number[], number[]];
  return [
    caseOf("convex", [0, 0, 430, 25, 455, 480, -20, 450]),
    caseOf("rectangle", [0, 0, 500, 0, 500, 400, 0, 400]),
    caseOf("turned", [0, 0, 400, 200, 250, 600, -150, 400]),
    caseOf("concave", [0, 0, 300, -60, 620, 40, 560, 300, 380, 260, 350, 420, 640, 520, 500, 760, 120, 700, -60, 380]),
    caseOf("ell", [0, 0, 600, 0, 600, 220, 230, 220, 230, 560, 0, 560]),
    caseOf("curved", circle(300, 300, 320, 64)),
    caseOf("strip", [0, 0, 900, 60, 905, 130, 5, 75]),
    caseOf("tiny", [0, 0, 110, 5, 105, 95, -5, 90]),
    caseOf("hole", quad, { site: [metres(quad), metres([250, 200, 250, 280, 350, 280, 350, 200])] }),
    caseOf("river", quad, {
      waterCourses: [{ path: metres([-50, 300, 200, 250, 300, 180, 450, 220, 700, 100]), widthM: 6 }],
    }),
    caseOf("coast", quad, {
      waters: [
        [metres([-100, -200, 700, -200, 700, 90, 560, 60, 470, 130, 380, 80, 300, 95, 180, 30, 90, 60, -100, 20])],
      ],
    }),
    caseOf("marsh", square700, {
      waters: [
        [metres(circle(200, 220, 70, 20))],
        [metres(circle(430, 330, 55, 17))],
        [metres(circle(330, 560, 90, 26))],
        [metres(circle(590, 120, 45, 13))],
      ],
      buildings: village(60, 700, 11),
    }),
    caseOf("ponds", square700, { waters: ponds(45, 700, 13), buildings: village(70, 700, 17) }),
    caseOf("delta", square700, {
      waterCourses: [
        { path: metres([350, 760, 300, 480, 210, 250, 60, -60]), widthM: 14 },
        { path: metres([350, 760, 360, 470, 320, 240, 330, -60]), widthM: 5 },
        { path: metres([350, 760, 420, 500, 540, 260, 640, -60]), widthM: 14 },
      ],
      buildings: village(60, 700, 19),
    }),
    caseOf("railway", square700, {
      streets: [{ id: "a", path: metres([350, -50, 360, 300, 380, 760]), rank: "primary" }],
      corridors: [
        { path: metres([-100, 100, 300, 220, 800, 420]), widthM: 50, barredM: 5 },
        { path: metres([-100, 600, 400, 380, 800, 60]), widthM: 20 },
        { path: metres([-50, 450, 250, 480, 850, 520]), widthM: 15 },
      ],
      buildings: village(80, 700, 23),
    }),
    caseOf("ribbon", [0, 0, 400, 60, 900, 40, 1200, 120, 1195, 165, 895, 85, 400, 105, -5, 45], {
      streets: [{ id: "a", path: metres([-10, 22, 400, 82, 900, 62, 1210, 145]), rank: "access" }],
    }),
    caseOf("star", star(300, 300, 420, 190, 6)),
    caseOf("crossroads", square700, {
      streets: [
        { id: "a", path: metres([-50, 330, 240, 350, 460, 420, 760, 400]), rank: "primary" },
        { id: "b", path: metres([300, -50, 320, 200, 350, 385]), rank: "secondary" },
      ],
      buildings: village(120, 700, 5),
    }),
    caseOf("village", square700, { buildings: village(300, 700, 7) }),
    caseOf("dense", square350, { buildings: village(350, 350, 3) }),
    caseOf("quarter", square350, {
      buildings: quarter(15, 14, 9),
      streets: [{ id: "a", path: metres([-20, 180, 180, 172, 380, 185]), rank: "access" }],
    }),
    caseOf("footpaths", square700, { buildings: village(150, 700, 21), streets: mesh(700, 45, "path", 4) }),
    caseOf("tracks", square700, { buildings: village(150, 700, 21), streets: mesh(700, 60, "access", 4) }),
    caseOf("large", [0, 0, 2300, 100, 2500, 1400, 1800, 2300, 300, 2100]),
  ];
}
