import fc from "fast-check";
import { expect, test } from "vitest";
import type { Box } from "#core/geometry/box";
import { pointAt, polygonOf } from "#core/geometry/geometry";
import type { Change } from "#core/model/change";
import type { ClassId, Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { boxOfChange, FeatureArrays } from "#editor/feature-arrays";

const META = { id: "p", name: "p", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] };
const CLASSES: readonly ClassId[] = ["parcel", "building", "powerPole", "ilot"];

function feature(id: string, at: ClassId, x: number, y: number, size: number): Feature {
  const [ox, oy] = [620_000_000 + x, 1_381_000_000 + y];
  const geometry =
    at === "ilot"
      ? null
      : at === "powerPole"
        ? pointAt(ox, oy)
        : polygonOf([ox, oy, ox + size, oy, ox + size, oy + size, ox, oy + size]);
  return { id, class: at, geometry, fields: {} };
}

const someFeature = fc.record({
  id: fc.integer({ min: 0, max: 900 }).map(String),
  class: fc.constantFrom(...CLASSES),
  x: fc.integer({ min: 0, max: 100_000 }),
  y: fc.integer({ min: 0, max: 100_000 }),
  size: fc.integer({ min: 1, max: 20_000 }),
});

/** What a set of drawings does to a project: put (add or update) or take away, many at a time. */
const someSteps = fc.array(
  fc.array(fc.tuple(fc.boolean(), someFeature), { minLength: 150, maxLength: 400, size: "max" }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

function changeOf(project: Project, wishes: readonly (readonly [boolean, ReturnType<typeof made>])[]): Change {
  const added = new Map<string, Feature>();
  const updated = new Map<string, [Feature, Feature]>();
  const removed = new Map<string, Feature>();
  for (const [put, wish] of wishes) {
    const there = project.get(wish.id);
    if (updated.has(wish.id) || removed.has(wish.id)) continue;
    if (!put) {
      if (there) removed.set(wish.id, there);
    } else if (there) updated.set(wish.id, [there, { ...wish, class: there.class, geometry: reshaped(there, wish) }]);
    else added.set(wish.id, wish);
  }
  return { added: [...added.values()], updated: [...updated.values()], removed: [...removed.values()] };
}

/** A class keeps its kind of shape. */
function reshaped(there: Feature, wish: Feature): Feature["geometry"] {
  return there.geometry?.kind === wish.geometry?.kind ? wish.geometry : there.geometry;
}

function made(wish: { id: string; class: ClassId; x: number; y: number; size: number }): Feature {
  return feature(wish.id, wish.class, wish.x, wish.y, wish.size);
}

function idsMeeting(arrays: FeatureArrays, box: Box): string[] {
  return CLASSES.flatMap((id) => [...arrays.featuresMeeting(id, box)].map((one) => JSON.stringify(one))).sort();
}

test("law: arrays that followed every change answer as arrays built anew", () => {
  fc.assert(
    fc.property(someSteps, fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 90_000 }), (steps, x, y) => {
      const project = new Project(META);
      const followed = new FeatureArrays();
      for (const wishes of steps) {
        const change = changeOf(
          project,
          wishes.map(([put, wish]) => [put, made(wish)] as const),
        );
        project.apply(change);
        followed.follow(change);
      }
      const rebuilt = new FeatureArrays(project.all());
      const [ox, oy] = [620_000_000 + x, 1_381_000_000 + y];
      const boxes: Box[] = [
        [-Infinity, -Infinity, Infinity, Infinity],
        [ox, oy, ox + 10_000, oy + 10_000],
        [ox, oy, ox, oy],
      ];
      for (const box of boxes) expect(idsMeeting(followed, box)).toEqual(idsMeeting(rebuilt, box));
      expect(followed.extent()).toEqual(rebuilt.extent());
    }),
    { numRuns: 40 },
  );
});

test("a changed feature is met where it is now, and no more where it was", () => {
  const many = Array.from({ length: 600 }, (_, i) => feature(`f${i}`, "parcel", i * 1000, 0, 900));
  const arrays = new FeatureArrays(many);
  const from = many[300] as Feature;
  const to = feature("f300", "parcel", 0, 50_000, 900);
  arrays.follow({ added: [], updated: [[from, to]], removed: [] });
  const there = boxOfChange({ added: [from], updated: [], removed: [] }) as Box;
  const here = boxOfChange({ added: [to], updated: [], removed: [] }) as Box;
  expect([...arrays.featuresMeeting("parcel", there)].map(({ id }) => id)).not.toContain("f300");
  expect([...arrays.featuresMeeting("parcel", here)].map(({ id }) => id)).toEqual(["f300"]);
});

test("hidden classes do not widen the extent", () => {
  const arrays = new FeatureArrays([feature("a", "parcel", 0, 0, 10), feature("b", "building", 90_000, 0, 10)]);
  expect(arrays.extent(new Set(["building"]))).toEqual([620_000_000, 1_381_000_000, 620_000_010, 1_381_000_010]);
});
