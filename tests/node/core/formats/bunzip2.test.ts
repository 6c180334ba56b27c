import { describe, expect, it } from "vitest";
import { Bzip2Error, bunzip2 } from "#core/formats/bunzip2";

/** `printf 'Bèlèko, Bèlèko, aaaaaaaaaaaaaaaaaaaa\n' | bzip2`, by bzip2 1.0.8. */
const PACKED = Buffer.from(
  "QlpoOTFBWSZTWe9D00cAAAN1FAAQQABABBAAIAyAQAgAIAAhKmj0E9CAaaaIlGClcj4YMGM0XckU4UJDvQ9NHA==",
  "base64",
);
const TEXT = "Bèlèko, Bèlèko, aaaaaaaaaaaaaaaaaaaa\n";

describe("bunzip2", () => {
  it("opens what bzip2 packed, one stream after another", () => {
    expect(Buffer.from(bunzip2(PACKED, 1000)).toString()).toBe(TEXT);
    expect(Buffer.from(bunzip2(Buffer.concat([PACKED, PACKED]), 1000)).toString()).toBe(TEXT + TEXT);
  });

  it("opens to no more than it is told", () => {
    expect(() => bunzip2(PACKED, 10)).toThrow(expect.objectContaining({ why: "too-large" }));
  });

  it("ends on any damage", () => {
    for (let i = 0; i < PACKED.length; i++) {
      const bytes = Uint8Array.from(PACKED);
      bytes[i] = (bytes[i] as number) ^ 0x5a;
      try {
        bunzip2(bytes, 100_000);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Bzip2Error);
      }
      expect(() => bunzip2(PACKED.subarray(0, i), 1000)).toThrow(Bzip2Error);
    }
  });
});
