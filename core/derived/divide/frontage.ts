import type { EdgeInsertion } from "#core/derived/split-polygon";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { ProjectView } from "#core/model/project";

/** A boundary edge through which a parcel is entered, the way its shell runs. */
export interface FrontEdge {
  readonly a: Position;
  readonly b: Position;
  /** The street face beyond; absent where nothing lies beyond. */
  readonly street?: string;
}

/**
 * The frontage of a face: the edges it shares with streets. A face that no street touches is taken to be entered
 * where nothing lies beyond its boundary.
 */
export function frontEdgesOf(
  project: ProjectView,
  coverage: CoverageIndex,
  polygon: PolygonGeometry,
): readonly FrontEdge[] {
  const shell = polygon.rings[0] as Ring;
  const onStreet: FrontEdge[] = [];
  const open: FrontEdge[] = [];
  for (let i = 0; i < shell.length; i += 2) {
    const j = (i + 2) % shell.length;
    const a: Position = [shell[i] as number, shell[i + 1] as number];
    const b: Position = [shell[j] as number, shell[j + 1] as number];
    const { right } = coverage.facesBeside(...a, ...b);
    if (right === undefined) open.push({ a, b });
    else if (project.get(right)?.class === "street") onStreet.push({ a, b, street: right });
  }
  return onStreet.length > 0 ? onStreet : open;
}

/** Measures the frontage of the parts a parcel was cut into. */
export class FrontMeter {
  readonly #edges = new Set<string>();

  /** @param inserted vertices the cuts put into the parcel's edges */
  constructor(fronts: readonly FrontEdge[], inserted: readonly EdgeInsertion[] = []) {
    const pointsOf = new Map(inserted.map(({ a, b, points }) => [key(...a, ...b), points]));
    for (const { a, b } of fronts) {
      const run = [...a, ...(pointsOf.get(key(...a, ...b)) ?? []), ...b];
      for (let i = 0; i + 3 < run.length; i += 2) {
        this.#edges.add(key(...(run.slice(i, i + 4) as [number, number, number, number])));
      }
    }
  }

  /** Length of the frontage of a part, millimetres. */
  frontMm(polygon: PolygonGeometry): number {
    const shell = polygon.rings[0] as Ring;
    let sum = 0;
    for (let i = 0, j = shell.length - 2; i < shell.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [shell[j] as number, shell[j + 1] as number, shell[i] as number, shell[i + 1] as number];
      if (this.#edges.has(key(ax, ay, bx, by))) sum += Math.hypot(bx - ax, by - ay);
    }
    return sum;
  }
}

function key(ax: number, ay: number, bx: number, by: number): string {
  return `${ax} ${ay} ${bx} ${by}`;
}
