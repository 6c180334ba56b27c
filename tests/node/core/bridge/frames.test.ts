import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFrame, type Frame, type FrameKind, FrameReader, frameValue } from "#core/bridge/frames";

const frame = fc.record({
  kind: fc.constantFrom<FrameKind>("progress", "answer", "bytes", "error"),
  payload: fc.uint8Array({ maxLength: 40 }),
});

describe("frames", () => {
  it("come back whole however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(frame), fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1 }), (frames, cuts) => {
        const stream = Buffer.concat(frames.map(({ kind, payload }) => encodeFrame(kind, payload)));
        const reader = new FrameReader();
        const out: Frame[] = [];
        for (let at = 0, k = 0; at < stream.length; k++) {
          const step = cuts[k % cuts.length] as number;
          out.push(...reader.push(stream.subarray(at, at + step)));
          at += step;
        }
        expect(reader.atRest).toBe(true);
        expect(out.map(({ kind, payload }) => [kind, [...payload]])).toEqual(
          frames.map(({ kind, payload }) => [kind, [...payload]]),
        );
      }),
    );
  });

  it("write a value as JSON", () => {
    const [only] = new FrameReader().push(encodeFrame("answer", { nom: "Bèlèko" }));
    expect(only && frameValue(only)).toEqual({ nom: "Bèlèko" });
  });

  it("refuse a kind nobody knows and a length above the limit", () => {
    expect(() => new FrameReader().push(Uint8Array.of(9, 0, 0, 0, 0))).toThrow(RangeError);
    expect(() => new FrameReader(10).push(Uint8Array.of(2, 0, 0, 0, 11))).toThrow(RangeError);
  });

  it("are not at rest while one is half there", () => {
    const reader = new FrameReader();
    expect(reader.push(encodeFrame("bytes", new Uint8Array(9)).subarray(0, 8))).toEqual([]);
    expect(reader.atRest).toBe(false);
  });
});
