import fc from "fast-check";
import { expect, test } from "vitest";
import { lineOf, pointAt, polygonOf } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { featureJson, sortedJson } from "#core/model/sorted-json";

const run = fc.array(fc.oneof(fc.integer(), fc.constant(-0)), { minLength: 6, maxLength: 12 });
const key = fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("10", "9", "__proto__", "number", "ilot", "é"));
const features: fc.Arbitrary<Feature> = fc.record(
  {
    class: fc.constantFrom<Feature["class"]>("parcel", "building"),
    tags: fc.dictionary(key, fc.string(), { maxKeys: 5 }),
    id: fc.string(),
    geometry: fc.oneof(
      fc.constant(null),
      run.map((path) => lineOf(path)),
      fc.tuple(fc.integer(), fc.integer()).map(([x, y]) => pointAt(x, y)),
      fc.array(run, { minLength: 1, maxLength: 3 }).map((rings) => polygonOf(...rings)),
    ),
    fields: fc.dictionary(key, fc.oneof(fc.string(), fc.double(), fc.boolean()), { maxKeys: 5 }),
  },
  { requiredKeys: ["id", "class", "geometry", "fields"] },
);

test("the text of a feature is what sorting every key gives", () => {
  fc.assert(fc.property(features, (feature) => featureJson(feature) === sortedJson(feature)));
});

test("equal features give equal text, whatever the order of their keys; a key of none is kept", () => {
  const reversed = <T extends object>(held: T) => Object.fromEntries(Object.entries(held).reverse()) as T;
  fc.assert(
    fc.property(features, (feature) => {
      const { fields, tags } = feature;
      const turned = reversed({ ...feature, fields: reversed(fields), ...(tags ? { tags: reversed(tags) } : {}) });
      expect(featureJson(turned)).toBe(featureJson(feature));
      expect(JSON.parse(featureJson(feature))).toEqual(JSON.parse(JSON.stringify(feature)));
    }),
  );
});

test("a feature with more than a feature has gives all of it", () => {
  const odd = { id: "a", class: "parcel", geometry: null, fields: {}, beside: { z: 1, a: 2 } } as const;
  expect(featureJson(odd)).toBe(sortedJson(odd));
  expect(featureJson(odd)).toContain('"beside":{"a":2,"z":1}');
});
