import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberLists } from "#core/geometry/number-lists";

test("lists answer as an array each would, however many there are and in whatever order they grow", () => {
  const pushes = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: -9, max: 9 })), { maxLength: 300 });
  fc.assert(
    fc.property(pushes, fc.integer({ min: 0, max: 40 }), (given, expected) => {
      const lists = new NumberLists(expected);
      const plain: number[][] = Array.from({ length: 61 }, () => []);
      for (const [list, value] of given) {
        lists.push(list, value);
        plain[list]?.push(value);
      }
      plain.forEach((values, list) => {
        expect(lists.of(list)).toEqual(values);
        expect(lists.sizeOf(list)).toBe(values.length);
        expect(lists.lastOf(list)).toBe(values.at(-1));
        expect(lists.has(list, 3)).toBe(values.includes(3));
        const other = plain[(list + 1) % 61] ?? [];
        expect(lists.meet(list, (list + 1) % 61)).toBe(values.some((value) => other.includes(value)));
      });
    }),
  );
});
