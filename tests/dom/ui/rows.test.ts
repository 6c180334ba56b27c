import { describe, expect, it } from "vitest";
import { polygonOf } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { AREA, columnsOf, rowsOf, shownRows } from "#ui/table/rows";

function parcel(id: string, ilot: string, number: string, sideM: number, use?: string): Feature {
  const side = sideM * 1000;
  return {
    id,
    class: "parcel",
    geometry: polygonOf([0, 0, side, 0, side, side, 0, side]),
    fields: { ilot, number, ...(use ? { use } : {}) },
  };
}

const project = new Project(
  { id: "p", name: "P", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] },
  [parcel("a", "10", "1", 20), parcel("b", "2", "10", 10, "commerce"), parcel("c", "2", "9", 30, "habitation")],
);
const columns = columnsOf("parcel");
const rows = rowsOf(project, "parcel", columns, "fr");
const at = (key: string): number => columns.findIndex((column) => column.key === key);

describe("the attribute table", () => {
  it("puts the plan area right behind number and îlot", () => {
    expect(columns.slice(0, 3).map(({ key }) => key)).toEqual(["number", "ilot", AREA]);
    expect(rows.find(({ id }) => id === "a")?.values[at(AREA)]).toBe(400);
  });
  it("lists îlot by îlot, counting as people do", () => {
    expect(rows.map(({ id }) => id)).toEqual(["c", "b", "a"]);
  });
  it("filters by the words that are shown, accents and case apart", () => {
    expect(shownRows(rows, "COMMERCE", undefined, "fr").map(({ id }) => id)).toEqual(["b"]);
    expect(shownRows(rows, "rien de tel", undefined, "fr")).toEqual([]);
  });
  it("sorts numbers by value, both ways", () => {
    const column = at(AREA);
    expect(shownRows(rows, "", { column, descending: false }, "fr").map(({ id }) => id)).toEqual(["b", "a", "c"]);
    expect(shownRows(rows, "", { column, descending: true }, "fr").map(({ id }) => id)).toEqual(["c", "a", "b"]);
  });
  it("puts what is not known last, whichever way", () => {
    const column = at("use");
    expect(shownRows(rows, "", { column, descending: false }, "fr").at(-1)?.id).toBe("a");
    expect(shownRows(rows, "", { column, descending: true }, "fr").at(-1)?.id).toBe("a");
  });
});
