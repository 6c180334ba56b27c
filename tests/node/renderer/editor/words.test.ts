import { expect, test } from "vitest";
import { snapKinds } from "#core/derived/snap/snap-kinds";
import { catalogue } from "#core/messages/catalogue";
import { featureWords } from "#editor/feature-words";
import { LabelGrid } from "#editor/label-grid";
import { roundScale, scaleBar } from "#editor/map-furniture";
import type { ToolId } from "#editor/tool";

const TOOLS: readonly ToolId[] = [
  "select",
  "draw-perimeter",
  "create-parcel",
  "split",
  "move-vertex",
  "place-point",
  "draw-route",
  "measure",
];

test.each(["fr", "en"] as const)("every tool and snap has its words in %s", (lang) => {
  const keys = [
    ...TOOLS.flatMap((id) => [`editor.hint.${id}`, `editor.hint.${id}.drawing`]),
    ...snapKinds.map((kind) => `draw.snap.${kind}`),
    "editor.map.label",
    "editor.map.description",
    "editor.announce.nothing",
  ];
  expect(keys.filter((key) => !catalogue[lang][key])).toEqual([]);
});

test("a feature is called by its class, its own word and its îlot; choices in the planner's language", () => {
  const parcel = { id: "a", class: "parcel", geometry: null, fields: { number: "12", ilot: "3" } } as const;
  expect(featureWords(parcel, "fr")).toBe("Parcelle 12, îlot 3");
  const reserve = { id: "b", class: "reserve", geometry: null, fields: { use: "sante" } } as const;
  expect(featureWords(reserve, "en")).toBe("Reserve Health centre");
});

test("the scale bar is the longest round length that fits", () => {
  expect(scaleBar(500)).toEqual({ lengthM: 50, widthPx: 100 });
  expect(scaleBar(1000)).toEqual({ lengthM: 100, widthPx: 100 });
  expect(scaleBar(7000)).toEqual({ lengthM: 1000, widthPx: 143 });
  expect(roundScale(1208.3)).toBe(1210);
  expect(roundScale(46_960)).toBe(47_000);
});

test("no word is placed over another", () => {
  const grid = new LabelGrid();
  expect(grid.take(10, 10, 200, 24)).toBe(true);
  expect(grid.take(190, 20, 240, 34)).toBe(false);
  expect(grid.take(190, 24, 240, 38)).toBe(true);
  grid.remember("Rue 5", 100, 100);
  expect(grid.repeats("Rue 5", 200, 100, 150)).toBe(true);
  expect(grid.repeats("Rue 5", 300, 100, 150)).toBe(false);
});
