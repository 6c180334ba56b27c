import { describe, expect, it } from "vitest";
import { balanceOf } from "#core/derived/balance";
import { reachOf } from "#core/derived/reach";
import { streetGraph } from "#core/derived/street-graph";
import { maliReferentiel } from "#core/features/mali";
import { aProject, grid, lineM, polygonM, rectangle, square } from "#tests/helpers/builders";

describe("land balance", () => {
  //  +----+----+----+
  //  | A  | B  | R  |     100 × 60 m perimeter, 20 m of it not covered (east)
  //  +----+----+----+
  //  |      S       |
  const plan = () =>
    aProject()
      .parcel("A", square(30, 0, 20), { ilot: "1", use: "habitation" })
      .parcel("B", square(30, 30, 20), { ilot: "1", use: "commerce" })
      .feature("reserve", "R", rectangle(20, 30, 60, 20), { ilot: "1", use: "ecole" })
      .street("S", polygonM([0, 0, 80, 0, 80, 20, 60, 20, 30, 20, 0, 20]))
      .perimeter(rectangle(100, 50))
      .feature("building", "h1", square(5, 5, 30))
      .feature("building", "h2", square(5, 5, 5))
      .feature("building", "far", square(5, 500, 5))
      .axis("axis", lineM(-50, 10, 200, 10), { rank: "access" })
      .feature("powerLine", "bt", lineM(70, 10, 79, 10), { level: "BT" })
      .point("waterPoint", "w", 10, 12, { kind: "forage" })
      .point("waterPoint", "tower", 10, 12, { kind: "chateau-eau" })
      .build();

  it("adds up to the perimeter", () => {
    const balance = balanceOf(plan(), maliReferentiel);
    expect(balance.perimeterM2).toBe(5000);
    expect(balance.parcels).toEqual({ count: 2, areaM2: 1800, share: 0.36 });
    expect(balance.parcelsByUse.map(({ use, areaM2 }) => [use, areaM2])).toEqual([
      ["commerce", 900],
      ["habitation", 900],
    ]);
    expect(balance.reservesByUse).toEqual([{ use: "ecole", count: 1, areaM2: 600, share: 0.12 }]);
    expect(balance.ilots).toEqual({ count: 1, areaM2: 2400, share: 0.48 });
    expect(balance.streets.areaM2).toBe(1600);
    expect(balance.housing).toEqual({ count: 1, areaM2: 900, share: 0.18 });
    expect(balance.publicSpace).toEqual({ count: 1, areaM2: 600, share: 0.12 });
    expect(balance.people.perHa).toBeCloseTo(balance.people.planned / 0.5, 9);
    expect(balance.remainder).toEqual({ count: 0, areaM2: 1000, share: 0.2 });
    expect(balance.parcelAreaM2).toEqual({ mean: 900, min: 900, max: 900 });
    const { streets, parcels, reserves, openSpaces, remainder } = balance;
    const shares = [streets, parcels, reserves, openSpaces, remainder].reduce((sum, line) => sum + line.share, 0);
    expect(shares).toBeCloseTo(1, 12);
  });

  it("counts houses, lines inside the perimeter, and who is served", () => {
    const balance = balanceOf(plan(), maliReferentiel);
    expect(balance.houses).toEqual({ total: 2, kept: 1 });
    expect(balance.lengths).toEqual([
      { class: "streetAxis", kind: "access", lengthM: expect.closeTo(100, 9) },
      { class: "powerLine", kind: "BT", lengthM: 9 },
    ]);
    expect(balance.points.map(({ kind, count }) => [kind, count])).toEqual([
      ["chateau-eau", 1],
      ["forage", 1],
    ]);
    expect(balance.water).toEqual({ limitM: 500, served: 2, total: 2, byNetwork: 2, byStraightLine: 0 });
    // B lies within 30 m of the line (its corner is 14.1 m away), A farther.
    expect(balance.power).toMatchObject({ served: 1, total: 2 });
  });

  it("has nothing to share in an empty project", () => {
    const balance = balanceOf(aProject().build(), maliReferentiel);
    expect([balance.perimeterM2, balance.streets.share, balance.remainder.share]).toEqual([0, 0, 0]);
    expect(balance.parcelAreaM2).toBeUndefined();
  });
});

describe("reach along streets", () => {
  //        t (300, 50)            the street makes a U: 300 m across,
  //  |                    |       but 700 m round by the street
  //  +--------------------+
  const u = streetGraph([grid([0, 200, 0, 0]), grid([0, 0, 300, 0]), grid([300, 0, 300, 200])]);
  const at = (x: number, y: number): [number, number] => [x * 1000, y * 1000];

  it("goes round by the street, with the ways on to it", () => {
    const reach = reachOf(u, [at(0, 200)], 800, [
      { id: "t", at: at(310, 200) },
      { id: "near", at: at(20, 150) },
    ]);
    expect(reach.served.get("t")).toEqual({ distanceM: 710, method: "network" });
    expect(reach.served.get("near")).toEqual({ distanceM: 70, method: "network" });
    expect(reachOf(u, [at(0, 200)], 700, [{ id: "t", at: at(310, 200) }]).served.size).toBe(0);
  });

  it("goes straight where no street is within 100 m, and says so", () => {
    const reach = reachOf(u, [at(0, 200)], 300, [
      { id: "t", at: at(-150, 400) },
      { id: "n", at: at(-50, 100) },
    ]);
    expect(reach.served.get("t")).toEqual({ distanceM: 250, method: "straight" });
    expect([reach.byNetwork, reach.byStraightLine]).toEqual([1, 1]);
  });

  it("takes the nearest of several sources", () => {
    const reach = reachOf(u, [at(0, 200), at(300, 200)], 400, [{ id: "t", at: at(300, 90) }]);
    expect(reach.served.get("t")?.distanceM).toBeCloseTo(110, 9);
  });

  it("joins axes that cross, and an end within a metre of another axis", () => {
    const graph = streetGraph([grid([0, 0, 100, 0]), grid([50, -50, 50, 50]), grid([80, 0.9, 80, 60])]);
    const reach = reachOf(graph, [at(50, -50)], 1000, [{ id: "t", at: at(80, 60) }]);
    expect(reach.served.get("t")?.distanceM).toBeCloseTo(50 + 30 + 60, 6);
    const apart = streetGraph([grid([0, 0, 100, 0]), grid([80, 1.1, 80, 60])]);
    expect(reachOf(apart, [at(0, 0)], 1000, [{ id: "t", at: at(80, 60) }]).served.size).toBe(0);
  });
});
