import fc from "fast-check";
import { test } from "vitest";
import { chainHash } from "#core/model/journal";
import { nativeChainHash } from "#services/chain-hash";

test("the machine's hash is core's hash, for any text", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constant("\ud800 a lone half"));
  fc.assert(fc.property(text, text, (before, of) => nativeChainHash(before, of) === chainHash(before, of)));
});
