import fc from "fast-check";
import { expect, test } from "vitest";
import { EdgeTally } from "#core/derived/edge-tally";

test("sums what runs along each edge, however many there are", () => {
  const node = fc.nat(30);
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node), { maxLength: 600 }), (runs) => {
      const tally = new EdgeTally(1);
      const sums = new Map<string, number>();
      for (const [a, b] of runs) {
        const edge = tally.run(a, b);
        expect([tally.low(edge), tally.high(edge)]).toEqual([Math.min(a, b), Math.max(a, b)]);
        const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
        sums.set(key, (sums.get(key) ?? 0) + (a < b ? 1 : -1));
      }
      const edges = Array.from({ length: tally.count }, (_, edge) => edge);
      const told = edges.map((edge) => [`${tally.low(edge)} ${tally.high(edge)}`, tally.sum(edge)]);
      expect(told).toEqual([...sums]);
    }),
  );
});
