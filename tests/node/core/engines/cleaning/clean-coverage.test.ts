import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanCoverage } from "#core/engines/cleaning/clean-coverage";
import type { CleanedCoverage, DirtySurface } from "#core/engines/cleaning/cleaning-types";
import { syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { randomOf } from "#core/engines/synthetic/random";
import { maliReferentiel } from "#core/features/mali";
import { geoJsonContent } from "#core/formats/geojson-content";
import { toGrid } from "#core/formats/to-grid";
import { projectionOf } from "#core/geometry/crs";
import { transformOf } from "#core/geometry/crs-transform";
import type { Ring } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { checkProject } from "#core/rules/check-project";
import { sharedPath } from "#tests/helpers/shared";

const OPTIONS = { snapMm: 60, sliverMm: 200 };
const meta = { id: "p", name: "P", crs: "EPSG:32629", created: "2026-01-01T00:00:00.000Z", attributions: [] };
const one = (...ring: number[]): DirtySurface => ({ parts: [[ring]] });
/** A rectangle in metres. */
const box = (x: number, y: number, w: number, h: number): DirtySurface =>
  one(...[x, y, x + w, y, x + w, y + h, x, y + h].map((metres) => metres * 1000));
const kinds = ({ findings }: CleanedCoverage): string[] => findings.map(({ kind }) => kind);
const areas = ({ surfaces }: CleanedCoverage): number[] => surfaces.map(({ areaAfterM2 }) => areaAfterM2);

const faces = (count: number, seed: number): Feature[] =>
  syntheticCadastre(count, seed).filter(({ class: id }) => id === "parcel" || id === "street");
const ringsOf = ({ geometry }: Feature): readonly Ring[] => (geometry?.kind === "polygon" ? geometry.rings : []);

/** Faults of the coverage that the check finds in cleaned surfaces, gaps apart: streets may be missing. */
function faults({ surfaces }: CleanedCoverage): string[] {
  const features = surfaces.flatMap(({ parts }, i) =>
    parts.map((geometry, k): Feature => ({ id: `${i}-${k}`, class: "parcel", geometry, fields: {} })),
  );
  const { issues } = checkProject(new Project(meta, features), maliReferentiel);
  return issues
    .map(({ rule }) => rule)
    .filter((rule) => /^(coverage-(overlap|sliver|unnoded)|invalid-ring)$/.test(rule));
}

describe("cleaning a coverage", () => {
  it("leaves a sound one as it is, ring for ring", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 120 }), fc.integer({ min: 1, max: 50 }), (count, seed) => {
        const sound = faces(count, seed);
        const cleaned = cleanCoverage(
          sound.map((face) => ({ parts: [ringsOf(face)] })),
          OPTIONS,
        );
        expect(cleaned.findings).toEqual([]);
        expect(cleaned.surfaces.map(({ parts }) => parts[0]?.rings)).toEqual(sound.map(ringsOf));
      }),
      { numRuns: 15 },
    );
  });

  it("draws together what was digitised a few centimetres apart, and is then at rest", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.infiniteStream(fc.integer({ min: -18, max: 18 })),
        (seed, jitter) => {
          const moved = faces(40, seed).map(
            (face): DirtySurface => ({
              parts: [ringsOf(face).map((ring) => ring.map((value) => value + Number(jitter.next().value)))],
            }),
          );
          const cleaned = cleanCoverage(moved, OPTIONS);
          expect(faults(cleaned)).toEqual([]);
          expect(kinds(cleaned)).not.toContain("covered");
          expect(kinds(cleaned)).not.toContain("gap-left");
          for (const { areaBeforeM2, areaAfterM2, parts } of cleaned.surfaces) {
            expect(parts).toHaveLength(1);
            const perimeter = ringsOf({ geometry: parts[0] } as Feature).flat().length;
            expect(Math.abs(areaAfterM2 - areaBeforeM2)).toBeLessThan(0.06 * perimeter * 200);
          }
          const again = cleanCoverage(
            cleaned.surfaces.map(({ parts }) => ({ parts: parts.map(({ rings }) => rings) })),
            OPTIONS,
          );
          expect(again.findings).toEqual([]);
          expect(again.surfaces.map(({ parts }) => parts)).toEqual(cleaned.surfaces.map(({ parts }) => parts));
        },
      ),
      { numRuns: 12 },
    );
  });

  it("never makes an overlap of any rectangles thrown about, and loses no ground", () => {
    const rectangle = fc.tuple(...[0, 0, 1, 1].map((least) => fc.integer({ min: least, max: 30 })));
    fc.assert(
      fc.property(fc.array(rectangle, { minLength: 1, maxLength: 12 }), (list) => {
        const cleaned = cleanCoverage(
          list.map(([x, y, w, h]) => box(x as number, y as number, w as number, h as number)),
          OPTIONS,
        );
        expect(faults(cleaned)).toEqual([]);
        const covered = new Set(
          list.flatMap(([x = 0, y = 0, w = 0, h = 0]) =>
            Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
          ),
        );
        expect(areas(cleaned).reduce((a, b) => a + b, 0)).toBeCloseTo(covered.size, 6);
      }),
      { numRuns: 150 },
    );
  });

  it("puts a neighbour's vertex into an edge: a T-junction", () => {
    const cleaned = cleanCoverage([box(0, 0, 20, 10), box(0, 10, 8, 10), box(8, 10, 12, 10)], OPTIONS);
    expect(cleaned.findings).toEqual([{ kind: "t-junction", at: [8000, 10000], objects: [0, 1, 2], distanceMm: 0 }]);
    expect(cleaned.surfaces[0]?.parts[0]?.rings[0]).toHaveLength(10);
    expect(areas(cleaned)).toEqual([200, 80, 120]);
  });

  it("gives a narrow gap and a narrow overlap to a neighbour, and says so", () => {
    const gap = cleanCoverage([one(0, 0, 10000, 0, 9900, 5000, 10000, 10000, 0, 10000), box(10, 0, 10, 10)], {
      snapMm: 0,
      sliverMm: 200,
    });
    expect(kinds(gap)).toEqual(["gap-filled"]);
    expect(areas(gap).reduce((a, b) => a + b, 0)).toBeCloseTo(200, 6);
    const overlap = cleanCoverage([box(0, 0, 10.1, 10), box(10, 0, 10, 10)], { snapMm: 0, sliverMm: 200 });
    expect(overlap.findings.filter(({ kind }) => kind === "overlap-shared")).toMatchObject([{ areaM2: 1 }]);
    expect(areas(overlap).reduce((a, b) => a + b, 0)).toBeCloseTo(200, 6);
  });

  it("leaves to people what only people can decide", () => {
    const overlap = cleanCoverage([box(0, 0, 12, 10), box(10, 0, 10, 10)], OPTIONS);
    expect(overlap.findings.find(({ kind }) => kind === "overlap-large")).toMatchObject({ areaM2: 20 });
    const twice = cleanCoverage([box(0, 0, 10, 10), box(0, 0, 10, 10)], OPTIONS);
    expect(kinds(twice)).toEqual(["overlap-large", "covered"]);
    expect(areas(twice)).toEqual([100, 0]);
    const around = cleanCoverage(
      [box(0, 0, 30, 10), box(0, 10, 10, 10), box(20, 10, 10, 10), box(0, 20, 30, 10)],
      OPTIONS,
    );
    expect(around.findings.filter(({ kind }) => kind === "gap-left")).toMatchObject([{ areaM2: 100, objects: [] }]);
  });

  it("tells where another's spike leaves a vertex in a sound boundary", () => {
    const spiked = one(0, 0, 10_000, 0, 10_000, 10_000, 23_003, 7001, 10_000, 10_000, 0, 10_000);
    const cleaned = cleanCoverage([spiked, box(10, 0, 10, 10)], OPTIONS);
    expect(kinds(cleaned)).toEqual(["crossed", "t-junction"]);
    expect(cleaned.findings[1]).toMatchObject({ objects: [1], at: [20_000, 7694] });
  });

  it("keeps an enclave that was drawn over its surroundings", () => {
    const cleaned = cleanCoverage([box(0, 0, 30, 30), box(10, 10, 5, 5)], OPTIONS);
    expect(areas(cleaned)).toEqual([875, 25]);
    expect(cleaned.surfaces[0]?.parts[0]?.rings).toHaveLength(2);
  });

  it("takes a ring that crosses itself for its loops, and keeps all parts", () => {
    const bowTie = cleanCoverage([one(0, 0, 10000, 10000, 10000, 0, 0, 10000)], OPTIONS);
    expect(kinds(bowTie)).toEqual(["crossed", "in-parts"]);
    expect(areas(bowTie)).toEqual([50]);
    const apart = cleanCoverage([{ parts: [...box(0, 0, 5, 5).parts, ...box(9, 0, 5, 5).parts] }], OPTIONS);
    expect(apart.surfaces[0]?.parts).toHaveLength(2);
  });
});

const luxiol = sharedPath("data/cadastre/fr-luxiol-edigeo/luxiol-25354-parcelles.geojson");
const waiheke = sharedPath("data/cadastre/nz-waiheke/parcels-wgs84.geojson.gz");

describe.skipIf(!luxiol || !waiheke)("real cadastres (skipped where the outside data is absent)", () => {
  const read = (text: string, crs: string): DirtySurface[] =>
    geoJsonContent(text, "f.geojson").layers.flatMap((layer) =>
      toGrid(layer, layer.crs === crs ? undefined : transformOf(layer.crs ?? ""), projectionOf(crs), "f").map(
        ({ parts }) => ({ parts: parts.flatMap((part) => (part.kind === "polygon" ? [part.rings] : [])) }),
      ),
    );

  /** Ways a real sheet is spoilt; `draw` gives whole numbers up to its word. */
  const spoilers: Record<string, (ring: Ring, draw: (most: number) => number) => readonly number[]> = {
    "vertices thrown off": (ring, draw) => ring.map((value) => value + draw(40) - 20),
    "a parcel in five shifted": (ring, draw) => {
      const [dx, dy] = draw(4) === 0 ? [draw(120) - 60, draw(120) - 60] : [0, 0];
      return ring.map((value, i) => value + (i % 2 === 0 ? dx : dy));
    },
    "vertices left out": (ring, draw) => {
      const kept = ring.map((_, i) => (i % 2 === 0 ? draw(5) > 0 : false));
      const out = ring.filter((_, i) => kept[i - (i % 2)]);
      return out.length >= 8 ? out : ring;
    },
    "spikes and crossings": (ring, draw) => {
      const i = 2 * draw(ring.length / 2 - 2);
      const [x = 0, y = 0, u = 0, v = 0] = ring.slice(i, i + 4);
      if (draw(4) === 0) return [...ring.slice(0, i), u, v, x, y, ...ring.slice(i + 4)];
      return [...ring.slice(0, i + 2), x + draw(6000) - 3000, y + draw(6000) - 3000, x, y, ...ring.slice(i + 2)];
    },
  };

  it.each(Object.keys(spoilers))("come out sound, at rest and told of when spoilt: %s", (name) => {
    const random = randomOf(34);
    const spoil = spoilers[name] as (typeof spoilers)[string];
    const objects = read(readFileSync(luxiol ?? "", "utf8"), "EPSG:2154").flatMap(({ parts }): DirtySurface[] => {
      const object = { parts: parts.map((rings) => rings.map((ring) => spoil(ring, (most) => random.whole(0, most)))) };
      return random.whole(0, 30) === 0 ? [object, object] : [object];
    });
    const cleaned = cleanCoverage(objects, OPTIONS);
    expect(faults(cleaned)).toEqual([]);
    const named = new Set(cleaned.findings.flatMap((finding) => finding.objects));
    for (const [i, { areaBeforeM2, areaAfterM2 }] of cleaned.surfaces.entries()) {
      if (!named.has(i)) expect(areaAfterM2).toBeCloseTo(areaBeforeM2, 9);
    }
    expect(cleanCoverage(objects, OPTIONS)).toEqual(cleaned);
    const again = cleanCoverage(
      cleaned.surfaces.map(({ parts }) => ({ parts: parts.map(({ rings }) => rings) })),
      OPTIONS,
    );
    expect(again.surfaces.map(({ parts }) => parts)).toEqual(cleaned.surfaces.map(({ parts }) => parts));
  });

  it("come out parcel by parcel as they went in, and sound", () => {
    for (const [path, crs, count] of [
      [luxiol, "EPSG:2154", 511],
      [waiheke, "EPSG:32760", 7636],
    ] as const) {
      const bytes = readFileSync(path ?? "");
      const objects = read((path?.endsWith("gz") ? gunzipSync(bytes) : bytes).toString("utf8"), crs);
      expect(objects).toHaveLength(count);
      const cleaned = cleanCoverage(objects, OPTIONS);
      expect(faults(cleaned)).toEqual([]);
      for (const { areaBeforeM2, areaAfterM2 } of cleaned.surfaces) {
        expect(Math.abs(areaAfterM2 - areaBeforeM2)).toBeLessThan(0.01);
      }
    }
  });
});
