import type { PolygonGeometry } from "#core/geometry/geometry";
import type { CoverageIndex } from "#core/model/coverage-index";

/** The side of a parcel by the compass, as deeds tell tenants et aboutissants. */
export type Quarter = "north" | "east" | "south" | "west";

/** What lies beyond one side of a parcel: the face, or nothing of the plan. */
export interface Abutter {
  readonly quarter: Quarter;
  /** Absent: nothing of the plan lies there. */
  readonly id?: string;
  /** Length of the boundary shared on this side. */
  readonly lengthM: number;
}

const QUARTERS: readonly Quarter[] = ["north", "east", "south", "west"];

/** Faces around a parcel by the compass, clockwise from the north, on each side the longest boundary first. */
export function abuttersOf(coverage: CoverageIndex, polygon: PolygonGeometry): Abutter[] {
  const sums = new Map<string, { quarter: Quarter; id?: string; mm: number }>();
  for (const ring of polygon.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
      const { right } = coverage.facesBeside(ax, ay, bx, by);
      // Outward is to the right of the boundary's way.
      const quarter = quarterOf(by - ay, -(bx - ax));
      const key = `${quarter} ${right ?? ""}`;
      const sum = sums.get(key) ?? { quarter, ...(right === undefined ? {} : { id: right }), mm: 0 };
      sum.mm += Math.hypot(bx - ax, by - ay);
      sums.set(key, sum);
    }
  }
  return [...sums.values()]
    .sort((a, b) => QUARTERS.indexOf(a.quarter) - QUARTERS.indexOf(b.quarter) || b.mm - a.mm)
    .map(({ mm, ...abutter }) => ({ ...abutter, lengthM: mm / 1000 }));
}

function quarterOf(dx: number, dy: number): Quarter {
  if (Math.abs(dy) >= Math.abs(dx)) return dy >= 0 ? "north" : "south";
  return dx >= 0 ? "east" : "west";
}
