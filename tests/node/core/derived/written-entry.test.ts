import { expect, test } from "vitest";
import { readEntry } from "#core/derived/written-entry";

test.each([
  ["12,5", { kind: "value", value: 12.5 }],
  ["12.5", { kind: "value", value: 12.5 }],
  ["-3", { kind: "value", value: -3 }],
  ["612 345,20", { kind: "value", value: 612_345.2 }],
  ["@12.5,3", { kind: "step", dxM: 12.5, dyM: 3 }],
  ["@12,5;-3,25", { kind: "step", dxM: 12.5, dyM: -3.25 }],
  ["@12,5,3,2", { kind: "step", dxM: 12.5, dyM: 3.2 }],
  ["@ 5 7", { kind: "step", dxM: 5, dyM: 7 }],
  ["25<48,5", { kind: "polar", distanceM: 25, angle: 48.5 }],
  ["@25.125<100", { kind: "polar", distanceM: 25.125, angle: 100 }],
  ["612345.2,1398765", { kind: "place", xM: 612_345.2, yM: 1_398_765 }],
  ["612 345,20; 1 398 765", { kind: "place", xM: 612_345.2, yM: 1_398_765 }],
  ["612345,2 1398765,4", { kind: "place", xM: 612_345.2, yM: 1_398_765.4 }],
] as const)("reads %s", (text, expected) => {
  expect(readEntry(text)).toEqual(expected);
});

test.each(["", "abc", "@12", "12<", "<30", "1<2<3", "@1;2;3", "12m"])("does not read %j", (text) => {
  expect(readEntry(text)).toBeUndefined();
});
