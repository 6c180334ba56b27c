import { describe, expect, it } from "vitest";
import { layOut } from "#core/engines/layout/lay-out";
import type { LayoutInput, LayoutResult } from "#core/engines/layout/layout-types";
import { signedAreaMm2 } from "#core/geometry/ring";
import { isRefusal } from "#core/model/refusal";
import { expectExactCoverage } from "./exact-coverage.ts";
import { emptySite, metres, randomVillage } from "./layout-worlds.ts";

const quad = [metres(0, 0, 430, 25, 455, 480, -20, 450)];

function laidOut(input: LayoutInput): LayoutResult {
  const result = layOut(input);
  if (isRefusal(result)) throw new Error(result.code);
  return result;
}

function codeOf(input: LayoutInput): string | undefined {
  const result = layOut(input);
  return isRefusal(result) ? result.code : undefined;
}

describe("layOut on an empty site", () => {
  const result = laidOut(emptySite(quad));

  it("meets the figures of a good plan", () => {
    const { score } = result;
    expect(score.lots).toBeGreaterThan(290);
    expect(score.streetAccess).toBe(1);
    expect(score.withinTenPercent).toBeGreaterThanOrEqual(0.99);
    expect(score.meanAreaDeviation).toBeLessThanOrEqual(0.03);
    expect(score.rectangularity).toBeGreaterThanOrEqual(0.95);
    expect(score.streetShare).toBeGreaterThan(0.22);
    expect(score.streetShare).toBeLessThan(0.35);
    expect(score.publicShare).toBeGreaterThan(0.13);
    expect(score.areaErrorM2).toBeLessThan(0.01);
  });

  it("spends little more street than the sizing identity (n·f+2d+2w)/2n for each parcel", () => {
    // n = 10 lots a row, f = 16 m, d = 25 m, w = 12 m, over the share of the land left to lots
    const identity = (10 * 16 + 2 * 25 + 2 * 12) / 20;
    expect(result.score.streetPerParcelM * (1 - result.score.publicShare)).toBeLessThan(1.15 * identity);
  });

  it("partitions the site exactly, neighbours sharing their vertices", () => {
    expectExactCoverage(result);
  });

  it("keeps the reserves asked for, at their size", () => {
    const sizes = new Map<string, number>();
    for (const face of result.faces) {
      if (face.class !== "reserve") continue;
      const area = face.rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0) / 1e6;
      sizes.set(face.use ?? "", Math.max(area, sizes.get(face.use ?? "") ?? 0));
    }
    expect(sizes.get("ecole")).toBeGreaterThan(8200 * 0.85);
    expect(sizes.get("sante")).toBeGreaterThan(2500 * 0.85);
    expect(sizes.get("marche")).toBeGreaterThan(5000 * 0.85);
    expect(sizes.get("eau")).toBeGreaterThan(400 * 0.85);
  });

  it("numbers ilots from the north-west and parcels without a gap", () => {
    expect(result.ilots[0]).toEqual({ number: "1" });
    expect(result.ilots.map(({ number }) => Number(number))).toEqual(result.ilots.map((_, i) => i + 1));
    for (const { number } of result.ilots) {
      const own = result.faces.filter(({ ilot }) => ilot === number).map((face) => Number(face.number));
      expect(own.sort((a, b) => a - b)).toEqual(own.map((_, i) => i + 1));
    }
    const centreOf = (ilot: string): [number, number] => {
      const shells = result.faces.filter((face) => face.ilot === ilot).map(({ rings }) => rings[0] ?? []);
      const xs = shells.flatMap((ring) => ring.filter((_, i) => i % 2 === 0));
      const ys = shells.flatMap((ring) => ring.filter((_, i) => i % 2 === 1));
      return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
    };
    const first = centreOf("1");
    const last = centreOf(String(result.ilots.length));
    expect(first[1]).toBeGreaterThan(last[1]);
    expect(first[0]).toBeLessThan(quad[0]?.[2] ?? 0);
  });

  it("is the same plan each time", () => {
    expect(layOut(emptySite(quad))).toEqual(result);
  });
});

describe("layOut around what stands", () => {
  it("cuts no house, serves every lot and adds up, in 30 made-up villages", () => {
    for (let seed = 1; seed <= 30; seed++) {
      const result = layOut(randomVillage(seed));
      if (isRefusal(result)) {
        expect(["layout.site-too-small", "layout.all-under-water"]).toContain(result.code);
        continue;
      }
      const where = `seed ${seed}`;
      expect(result.score.housesCut, where).toBe(0);
      // Only a house on a bank stands on ground that is no parcel, and the plan says so.
      const onBanks = result.remarks.find(({ code }) => code === "layout.house-in-servitude")?.ids ?? [];
      expect(result.score.housesTouched, where).toBeLessThanOrEqual(onBanks.length);
      expect(result.score.streetAccess, where).toBe(1);
      expect(result.score.areaErrorM2, where).toBeLessThan(0.01);
      expectExactCoverage(result);
    }
  });

  it("leads a lane into a site packed with houses", () => {
    const buildings = Array.from({ length: 16 }, (_, i) => {
      const [x, y] = [4 + (i % 4) * 16, 4 + Math.floor(i / 4) * 16];
      return { id: `b${i}`, rings: [metres(x, y, x + 11, y, x + 11, y + 11, x, y + 11)] };
    });
    const result = laidOut({ ...emptySite([metres(0, 0, 67, 0, 67, 67, 0, 67)]), buildings });
    expect(result.score).toMatchObject({ streetAccess: 1, housesCut: 0, housesTouched: 0, housesTotal: 16 });
    expect(result.faces.some((face) => face.class === "street")).toBe(true);
    expectExactCoverage(result);
  });

  it("leaves no strip of green between lots", () => {
    const result = laidOut(randomVillage(7));
    const strips = result.faces.filter(
      (face) =>
        face.class === "openSpace" &&
        face.use === "espace-vert" &&
        face.rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0) < 60e6,
    );
    expect(strips.length).toBeLessThanOrEqual(result.score.lots / 100);
  });

  it("keeps an existing street, its name and its rank", () => {
    const street = { id: "s1", path: metres(-50, 200, 500, 260), rank: "secondary" as const, name: "Rue du marché" };
    const result = laidOut({ ...emptySite(quad), streets: [street] });
    const kept = result.axes.filter(({ existing }) => existing === "s1");
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ rank: "secondary", name: "Rue du marché", widthM: 15 });
  });

  it("leaves the servitude of a stream free of parcels", () => {
    const result = laidOut({ ...emptySite(quad), waterCourses: [{ path: metres(-50, 300, 500, 120), widthM: 4 }] });
    const uses = new Set(result.faces.filter((face) => face.class === "openSpace").map(({ use }) => use));
    expect(uses.has("eau") && uses.has("servitude")).toBe(true);
    expectExactCoverage(result);
  });

  it("lays a site with a hole out around it", () => {
    const result = laidOut(emptySite([...quad, metres(200, 200, 200, 260, 280, 260, 280, 200)]));
    expectExactCoverage(result);
    expect(result.score.streetAccess).toBe(1);
  });
});

describe("layOut refuses", () => {
  it("a perimeter that crosses itself, with the place", () => {
    const result = layOut(emptySite([metres(0, 0, 400, 400, 400, 0, 0, 400)]));
    expect(result).toMatchObject({ refused: true, code: "layout.site-crosses-itself", at: metres(200, 200) });
  });

  it("what is no polygon, too small, under water, or out of proportion", () => {
    expect(codeOf(emptySite([]))).toBe("layout.site-not-a-polygon");
    expect(codeOf(emptySite([...quad, metres(900, 0, 900, 50, 950, 50)]))).toBe("layout.hole-outside");
    expect(codeOf(emptySite([metres(0, 0, 10, 0)]))).toBe("layout.site-not-a-polygon");
    expect(codeOf(emptySite([[0, 0, Number.NaN, 5, 7, 8]]))).toBe("layout.site-not-a-polygon");
    expect(codeOf(emptySite([metres(0, 0, 20, 0, 20, 20, 0, 20)]))).toBe("layout.site-too-small");
    expect(codeOf({ ...emptySite(quad), waters: [[metres(-500, -500, 900, -500, 900, 900, -500, 900)]] })).toBe(
      "layout.all-under-water",
    );
    expect(codeOf(emptySite(quad, { parcelAreaM2: 100, frontageM: 100 }))).toBe("layout.params-proportions");
  });

  it("to go on once it is told to stop", () => {
    const result = layOut(emptySite(quad), { aborted: () => true });
    expect(result).toMatchObject({ refused: true, code: "layout.aborted" });
  });
});

it("a street that stops just short of the perimeter parts the land all the same", () => {
  const site = [metres(0, 0, 250, 0, 250, 218, 0, 218)];
  const lots = (from: number) =>
    laidOut({ ...emptySite(site), streets: [{ id: "s", path: metres(from, 80, 280, 80.001), rank: "access" }] }).score
      .lots;
  expect(lots(0.01)).toBeGreaterThan(lots(-30) - 5);
});

it("fills rows that a dead-end street makes deeper than asked", () => {
  const site = [metres(0, 0, 250, 0, 250, 218, 0, 218)];
  const streets = [{ id: "s", path: metres(40, 80, 280, 80.001), rank: "access" as const }];
  const { score } = laidOut({ ...emptySite(site), streets });
  expect(score.lots).toBeGreaterThan(70);
  expect(score.publicShare).toBeLessThan(0.25);
});

describe("layOut where nothing fits", () => {
  it("says how broad land must be for a parcel and its street", () => {
    const result = laidOut(emptySite([metres(0, 0, 2000, 0, 2000, 12, 0, 12)]));
    expect(result.score.lots).toBe(0);
    const said = result.remarks.find(({ code }) => code === "layout.no-lot");
    expect(said?.params).toEqual({ areaM2: 400, depthM: 25, roomM: 37 });
  });

  it("answers a perimeter of 10,000 corners", () => {
    const shell: number[] = [];
    for (let i = 0; i < 10_000; i++) {
      const angle = (2 * Math.PI * i) / 10_000;
      shell.push(150 * Math.cos(angle), 150 * Math.sin(angle));
    }
    const { score } = laidOut(emptySite([metres(...shell)]));
    expect(score.lots).toBeGreaterThan(70);
    expect(score.areaErrorM2).toBeLessThan(0.01);
  });

  it("stops when asked to", () => {
    let asked = 0;
    expect(layOut(emptySite(quad), { aborted: () => ++asked > 2 })).toMatchObject({ code: "layout.aborted" });
  });
});
