import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syntheticCadastre } from "#core/engines/synthetic/cadastre";
import type { PolygonGeometry, Ring } from "#core/geometry/geometry";
import { planAreaM2, sideOfRing, signedAreaMm2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";

const shape = (feature: Feature) => feature.geometry as PolygonGeometry;
const shell = (feature: Feature) => shape(feature).rings[0] as Ring;
const ofClass = (features: readonly Feature[], id: Feature["class"]) => features.filter((f) => f.class === id);

/** `ax,ay>bx,by` for each side of a ring, as it turns. */
function sides(ring: Ring): string[] {
  const out: string[] = [];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    out.push(`${ring[j]},${ring[j + 1]}>${ring[i]},${ring[i + 1]}`);
  }
  return out;
}
const turned = (side: string) => side.split(">").reverse().join(">");

/** Whether no two sides of a ring touch but at the vertex they share. */
function isSimple(ring: Ring): boolean {
  const n = ring.length / 2;
  const at = (i: number) => [ring[(i % n) * 2] as number, ring[(i % n) * 2 + 1] as number] as const;
  type Spot = ReturnType<typeof at>;
  const turn = (a: Spot, b: Spot, c: Spot) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      const [a, b, c, d] = [at(i), at(i + 1), at(j), at(j + 1)];
      // Two sides of one straight line are on it both, and may be far apart: their boxes must meet as well.
      const apart = ([0, 1] as const).some(
        (k) => Math.max(a[k], b[k]) < Math.min(c[k], d[k]) || Math.max(c[k], d[k]) < Math.min(a[k], b[k]),
      );
      if (!apart && turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0) return false;
    }
  }
  return true;
}

// The boundaries of all faces add up to the boundary of the perimeter, and each face is simple and turns
// counter-clockwise: then each position inside is covered exactly once. No gap, no overlap, no missing vertex.
function expectPartition(faces: readonly Feature[], perimeter: Ring): void {
  const open = new Set<string>();
  for (const face of faces) {
    expect(signedAreaMm2(shell(face))).toBeGreaterThan(0);
    expect(isSimple(shell(face)), face.id).toBe(true);
    for (const side of sides(shell(face))) {
      expect(open.has(side), `${face.id}: side given twice`).toBe(false);
      if (!open.delete(turned(side))) open.add(side);
    }
  }
  expect([...open].sort()).toEqual(sides(perimeter).sort());
}

describe("syntheticCadastre", () => {
  it("partitions the perimeter, whatever the count and seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 700 }), fc.integer({ min: 0, max: 2 ** 31 }), (count, seed) => {
        const features = syntheticCadastre(count, seed);
        const parcels = ofClass(features, "parcel");
        expect(parcels).toHaveLength(count);
        const perimeter = shell(ofClass(features, "perimeter")[0] as Feature);
        expect(isSimple(perimeter)).toBe(true);
        expectPartition([...parcels, ...ofClass(features, "street")], perimeter);
      }),
      { numRuns: 30 },
    );
  });

  it("tiles each îlot with its parcels: one outline around them", () => {
    const features = syntheticCadastre(600, 5);
    const ilots = ofClass(features, "ilot");
    const parcels = Map.groupBy(ofClass(features, "parcel"), (parcel) => parcel.fields["ilot"]);
    expect([...parcels.keys()]).toEqual(ilots.map((ilot) => ilot.fields["number"]));
    for (const members of parcels.values()) {
      const outer = new Map<string, string>();
      const inner = new Set(members.flatMap((parcel) => sides(shell(parcel))));
      for (const side of inner) {
        const [from, to] = side.split(">") as [string, string];
        if (!inner.has(turned(side))) outer.set(from, to);
      }
      const start = [...outer.keys()][0] as string;
      const outline: number[] = [];
      for (let at = start; outline.length < 2 * outer.size; at = outer.get(at) as string) {
        outline.push(...at.split(",").map(Number));
        if (outer.get(at) === start) break;
      }
      expect(outline).toHaveLength(2 * outer.size);
      const together = members.reduce((sum, parcel) => sum + signedAreaMm2(shell(parcel)), 0);
      expect(signedAreaMm2(outline)).toBe(together);
    }
  });

  it("keeps areas a planner would believe", () => {
    const areas = ofClass(syntheticCadastre(5000, 42), "parcel").map((parcel) => planAreaM2(shape(parcel)));
    expect(Math.min(...areas)).toBeGreaterThan(150);
    expect(Math.max(...areas)).toBeLessThan(900);
    const mean = areas.reduce((a, b) => a + b, 0) / areas.length;
    expect(mean).toBeGreaterThan(350);
    expect(mean).toBeLessThan(500);
  });

  it("puts houses inside their parcels", () => {
    const features = syntheticCadastre(800, 9, { buildings: true });
    const houses = ofClass(features, "building");
    expect(houses.length).toBeGreaterThan(480);
    const byId = new Map(features.map((feature) => [feature.id, feature]));
    for (const house of houses) {
      const parcel = byId.get(house.id.replace("building", "parcel")) as Feature;
      const ring = shell(house);
      for (let i = 0; i < ring.length; i += 2) {
        expect(sideOfRing(shell(parcel), ring[i] as number, ring[i + 1] as number)).toBe(1);
      }
    }
  });

  it("gives the same features for the same arguments, others for another seed", () => {
    expect(syntheticCadastre(300, 8)).toEqual(syntheticCadastre(300, 8));
    expect(syntheticCadastre(300, 8)).not.toEqual(syntheticCadastre(300, 9));
  });

  it("gives each feature an id of its own", () => {
    const features = syntheticCadastre(2000, 1, { buildings: true });
    expect(new Set(features.map((feature) => feature.id)).size).toBe(features.length);
  });

  it("makes 100,000 parcels", () => {
    expect(ofClass(syntheticCadastre(100_000, 42), "parcel")).toHaveLength(100_000);
  });

  it("refuses fewer than four parcels", () => {
    expect(() => syntheticCadastre(3, 1)).toThrow(RangeError);
  });
});
