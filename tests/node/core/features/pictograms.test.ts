import { expect, test } from "vitest";
import { facilityKinds } from "#core/features/common-fields";
import { pictogramOf } from "#core/features/pictograms";

test("every kind of facility but the nameless one has a sign that fills its box", () => {
  for (const { value } of facilityKinds) {
    const sign = pictogramOf(value);
    if (value === "autre") {
      expect(sign).toBeUndefined();
      continue;
    }
    const numbers = sign?.flat() ?? [];
    expect(numbers.length, value).toBeGreaterThan(6);
    expect(Math.min(...numbers), value).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers), value).toBeLessThanOrEqual(12);
    expect(Math.max(...numbers) - Math.min(...numbers), value).toBeGreaterThan(9);
  }
});

test("no two kinds share a sign, and inherited names are none", () => {
  const signs = facilityKinds.flatMap(({ value }) => pictogramOf(value) ?? []).map((ring) => ring.join());
  expect(new Set(signs).size).toBeGreaterThan(20);
  expect(pictogramOf("toString")).toBeUndefined();
});
