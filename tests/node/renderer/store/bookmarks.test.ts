import { expect, it } from "vitest";
import { bookmarksOf, withBookmark } from "#store/bookmarks";

const here = { at: [1000, 2000] as const, mmPerPx: 500 };
const there = { at: [9000, 2000] as const, mmPerPx: 100 };

it("keeps views in order; the same name again replaces in place", () => {
  const two = withBookmark(withBookmark([], "Marché", here), "École", there);
  expect(two.map(({ name }) => name)).toEqual(["Marché", "École"]);
  expect(withBookmark(two, " Marché ", there)).toEqual([
    { name: "Marché", ...there },
    { name: "École", ...there },
  ]);
});

it("remembers them by project, and forgets what cannot be one", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (k: string, v: string) => kept.set(k, v),
  };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  bookmarksOf("p").set(withBookmark([], "Marché", here));
  expect(bookmarksOf("p").get()).toEqual([{ name: "Marché", ...here }]);
  expect(bookmarksOf("q").get()).toEqual([]);
  for (const broken of ["{}", '[{"name":"x","at":[1],"mmPerPx":2}]', '[{"name":"x","at":[1,2],"mmPerPx":0}]', "["]) {
    kept.set("maillage.views.p", broken);
    expect(bookmarksOf("p").get()).toEqual([]);
  }
});
