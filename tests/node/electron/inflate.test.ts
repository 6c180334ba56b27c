import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readOsm } from "#core/formats/osm/read-osm";
import { nativeInflate } from "#services/inflate";
import { sharedPath } from "#tests/helpers/shared";

test("opens no more than it is allowed", () => {
  const packed = deflateSync(Buffer.alloc(1000, 7));
  expect(nativeInflate(packed, 1000)).toHaveLength(1000);
  expect(() => nativeInflate(packed, 999)).toThrow();
  expect(() => nativeInflate(packed.subarray(0, 8), 1000)).toThrow();
});

const file = sharedPath("data/osm/lr-bourg-dwe.osm.pbf");

describe.skipIf(!file)("a PBF (outside data in ../shared)", () => {
  test("reads the same with either zlib", () => {
    const bytes = readFileSync(file as string);
    expect(readOsm(bytes, { file: "a", inflate: nativeInflate })).toEqual(readOsm(bytes, { file: "a" }));
  });
});
