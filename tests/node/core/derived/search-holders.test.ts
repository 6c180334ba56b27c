import { describe, expect, it } from "vitest";
import { findHolders } from "#core/derived/search-holders";
import { aProject, square } from "#tests/helpers/builders";

const project = aProject()
  .parcel("a", square(10), { number: "5", ilot: "2", holder: "Awa Traoré" })
  .parcel("b", square(10, 10), { number: "6", ilot: "2", holder: "Famille Traoré", note: "Coulibaly" })
  .parcel("c", square(10, 20), { number: "7", ilot: "2" })
  .build();
const ids = (question: string, limit = 9) => findHolders(project, question, limit).map(({ feature }) => feature.id);

describe("holders", () => {
  it("are found without accents, by a part of the name", () => {
    expect(ids("traore")).toEqual(["a", "b"]);
    expect(ids("AWA tra")).toEqual(["a"]);
    expect(findHolders(project, "famille", 9)[0]?.person).toBe("Famille Traoré");
  });

  it("are asked for by three letters or more, and so many at most", () => {
    expect(ids("tr")).toEqual([]);
    expect(ids("5 6 7")).toEqual([]);
    expect(ids("traoré", 1)).toEqual(["a"]);
  });

  it("stand in fields of persons alone", () => {
    expect(ids("coulibaly")).toEqual([]);
  });
});
