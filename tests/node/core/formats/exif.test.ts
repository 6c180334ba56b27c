import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readExif } from "#core/formats/exif";
import { imageSize } from "#core/formats/image-size";
import { isPicture, mediaTypeOf } from "#core/formats/media-type";
import { emptyJpeg, exifBlock, withExif } from "#tests/helpers/photos";

const beleko = { lon: -6.4275, lat: 12.4563 };

describe("what a photo says of itself", () => {
  it.each([false, true])("is read whatever the order of bytes (big-endian: %s)", (big) => {
    const photo = withExif(emptyJpeg, {
      ...beleko,
      bearingDeg: 247.5,
      takenAt: "2026:03:01 10:22:05",
      orientation: 6,
      artist: "Traoré",
      big,
    });
    const facts = readExif(photo);
    expect(facts.lon).toBeCloseTo(beleko.lon, 6);
    expect(facts.lat).toBeCloseTo(beleko.lat, 6);
    const { lon: _lon, lat: _lat, ...others } = facts;
    // Nothing else comes out: not the camera's owner, maker or number.
    expect(others).toEqual({ bearingDeg: 247.5, takenAt: "2026-03-01 10:22:05", orientation: 6 });
  });

  it("is read in PNG and WebP too", () => {
    const block = exifBlock({ ...beleko, orientation: 3 });
    const png = new Uint8Array(8 + 8 + block.length + 4);
    png.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
    new DataView(png.buffer).setUint32(8, block.length);
    png.set([0x65, 0x58, 0x49, 0x66], 12);
    png.set(block, 16);
    expect(readExif(png)).toMatchObject({ orientation: 3 });
    const webp = new Uint8Array(12 + 8 + block.length);
    webp.set([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 0x45, 0x58, 0x49, 0x46]);
    new DataView(webp.buffer).setUint32(16, block.length, true);
    webp.set(block, 20);
    expect(readExif(webp).lat).toBeCloseTo(beleko.lat, 6);
  });

  it.each([
    ["a position of zeros, as a camera without a fix writes", { lon: 0, lat: 0 }, {}],
    ["a date that no calendar has", { takenAt: "2026:02:30 10:00:00" }, {}],
    ["an orientation there is not", { orientation: 9 }, {}],
    ["a direction of 360°, which is north", { bearingDeg: 360 }, { bearingDeg: 0 }],
    ["a direction beyond", { bearingDeg: 400 }, {}],
  ])("leaves out %s", (_what, exif, facts) => {
    expect(readExif(withExif(emptyJpeg, exif))).toEqual(facts);
  });

  it("is read from damaged and hostile bytes without an error, and says nothing impossible", () => {
    const whole = withExif(emptyJpeg, { ...beleko, bearingDeg: 12, takenAt: "2026:03:01 10:22:05", orientation: 1 });
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
    const damaged = fc.tuple(fc.array(change, { maxLength: 12 }), fc.nat(whole.length)).map(([changes, end]) => {
      const bytes = Uint8Array.from(whole);
      for (const { at, byte } of changes) bytes[at] = byte;
      return bytes.subarray(0, Math.max(end, whole.length - 40));
    });
    const random = fc.uint8Array({ maxLength: 400 }).map((bytes) => {
      const jpeg = new Uint8Array(bytes.length + 12);
      jpeg.set([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0]);
      jpeg.set(bytes, 12);
      return jpeg;
    });
    fc.assert(
      fc.property(fc.oneof(damaged, random, fc.uint8Array({ maxLength: 64 })), (bytes) => {
        const facts = readExif(bytes);
        imageSize(bytes);
        if (facts.lat !== undefined) expect(Math.abs(facts.lat)).toBeLessThanOrEqual(90);
        if (facts.lon !== undefined) expect(Math.abs(facts.lon)).toBeLessThanOrEqual(180);
        if (facts.bearingDeg !== undefined) expect(facts.bearingDeg >= 0 && facts.bearingDeg < 360).toBe(true);
        if (facts.takenAt !== undefined) expect(facts.takenAt).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      }),
      { numRuns: 4000 },
    );
  });

  it("gives what is there of a table that claims 65,535 entries", () => {
    const block = exifBlock({ orientation: 6 });
    new DataView(block.buffer).setUint16(8, 65_535, true);
    expect([{}, { orientation: 6 }]).toContainEqual(readExif(withExif(emptyJpeg, block)));
  });
});

describe("the size of a picture", () => {
  it("is told without decoding it", () => {
    expect(imageSize(emptyJpeg)).toEqual({ widthPx: 3, heightPx: 2 });
    expect(imageSize(withExif(emptyJpeg, { orientation: 6 }))).toEqual({ widthPx: 3, heightPx: 2 });
    expect(imageSize(new TextEncoder().encode("words that are longer than thirty letters"))).toBeUndefined();
  });
});

describe("what a file is", () => {
  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  it.each([
    ["%PDF-1.7\n", "acte.pdf", "application/pdf"],
    ["%PDF-1.7\n", "acte.txt", "application/pdf"],
    ["PK\u0003\u0004", "lettre.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["PK\u0003\u0004", "archive.zip", undefined],
    ["PK\u0003\u0004", "x.constructor", undefined],
    ["Bornage du 3 mars\n", "pv.txt", "text/plain"],
    ["<!DOCTYPE html><script>alert(1)</script>", "pv.txt", undefined],
    [" <svg onload=alert(1)>", "plan.txt", undefined],
    ["<svg/>", "plan.svg", undefined],
    ["a\0b", "pv.txt", undefined],
    ["MZ", "setup.exe", undefined],
    ["", "vide.txt", undefined],
  ])("%j as %s: %s", (content, name, type) => {
    expect(mediaTypeOf(text(content), name)).toBe(type);
  });

  it("shows pictures only", () => {
    expect(mediaTypeOf(emptyJpeg, "a.pdf")).toBe("image/jpeg");
    expect(["image/jpeg", "image/png", "image/webp"].every(isPicture)).toBe(true);
    expect(["image/svg+xml", "image/tiff", "text/html", "application/pdf"].some(isPicture)).toBe(false);
  });
});
