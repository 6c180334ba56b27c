import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { updateFields } from "#core/commands/update-fields";
import { updateMany } from "#core/commands/update-many";
import { type Column, columnNamed, columnsOf } from "#core/derived/table/columns";
import { readCondition } from "#core/derived/table/conditions";
import { fromTabbed, toTabbed } from "#core/derived/table/copy-block";
import { readExpression } from "#core/derived/table/expression";
import { filteredRows } from "#core/derived/table/filter-rows";
import { groupedRows, linesOf } from "#core/derived/table/group-rows";
import { naturalKey } from "#core/derived/table/natural-key";
import { type PasteTarget, planPaste } from "#core/derived/table/paste-block";
import { readNumber, readValue } from "#core/derived/table/read-value";
import { replacements } from "#core/derived/table/replace-text";
import { sortedRows } from "#core/derived/table/sort-rows";
import { statisticsOf } from "#core/derived/table/statistics";
import { TableRows } from "#core/derived/table/table-rows";
import { syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { emptyHead, emptyHistory } from "#core/model/journal";
import { Ledger } from "#core/model/ledger";
import { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { aProject, square, testMeta } from "#tests/helpers/builders";

const columns = columnsOf("parcel", true);
const column = (key: string): Column => columns.find((each) => each.key === key) as Column;
const ledgerOf = (project: Project): Ledger =>
  Ledger.resume(project, emptyHistory, emptyHead, { newId: () => "n", now: () => "2026-11-22T08:00:00Z" });
const world = () =>
  aProject()
    .parcel("a", square(20), { ilot: "10", number: "1", use: "habitation", holder: "Aminata Traoré" })
    .parcel("b", square(10), { ilot: "2", number: "10", use: "commerce", declaredAreaM2: 410.5 })
    .parcel("c", square(30), { ilot: "2", number: "9", use: "habitation", note: "Près du marché" })
    .parcel("d", square(40), { ilot: "2", number: "11" })
    .build();
const rows = new TableRows(world(), "parcel");
const all = Int32Array.from({ length: rows.size }, (_, row) => row);
const ids = (order: Int32Array): string => Array.from(order, (row) => rows.feature(row).id).join("");
const typed = (key: string, text: string): string => {
  const condition = readCondition(column(key), text);
  if (!condition || isRefusal(condition)) throw new Error(JSON.stringify(condition));
  return ids(filteredRows(rows, columns, { conditions: [{ column: column(key), condition }] }));
};
const asked = (text: string): string => {
  const expression = readExpression(text, columns);
  if (isRefusal(expression)) return `${expression.code} ${JSON.stringify(expression.params)}`;
  return ids(filteredRows(rows, columns, { conditions: [], expression }));
};

describe("columns", () => {
  it("measure behind the numbers, and leave personal fields out unless asked", () => {
    expect(columns.slice(0, 4).map(({ key }) => key)).toEqual(["number", "ilot", "planAreaM2", "groundAreaM2"]);
    expect(columnsOf("parcel", false).map(({ key }) => key)).not.toContain("holder");
  });
  it("answer to their words in either language, accents and units apart", () => {
    expect(columnNamed(columns, "ETAT")?.key).toBe("state");
    expect(columnNamed(columns, "Surface plan (m²)")?.key).toBe("planAreaM2");
    expect(columnNamed(columns, "use")?.key).toBe("use");
    expect(columnNamed(columns, "altitude")).toBeUndefined();
  });
});

describe("rows", () => {
  it("come îlot by îlot, counting as people do", () => expect(ids(all)).toBe("cbda"));
  it("sort by value both ways, what is not known last", () => {
    const sorted = (key: string, descending: boolean) =>
      ids(sortedRows(rows, all, { column: column(key), descending }));
    expect(sorted("planAreaM2", false)).toBe("bacd");
    expect(sorted("planAreaM2", true)).toBe("dcab");
    // Choices as declared: habitation before commerce.
    expect(sorted("use", false)).toBe("cabd");
    expect(sorted("use", true)).toBe("bcad");
  });
  it("sort keys count digits and pass over accents", () => {
    const texts = ["lot 10", "Élan", "lot 9", "eau", "lot 09b"];
    expect(texts.toSorted((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1))).toEqual([
      "eau",
      "Élan",
      "lot 9",
      "lot 09b",
      "lot 10",
    ]);
  });
});

describe("filters over a column", () => {
  it.each([
    ["planAreaM2", "> 400", "cd"],
    ["planAreaM2", "≥400", "cda"],
    ["planAreaM2", "100..900", "cba"],
    ["planAreaM2", "900 .. 100", "cba"],
    ["planAreaM2", "1 600", "d"],
    ["declaredAreaM2", "vide", "cda"],
    ["declaredAreaM2", "410,5", "b"],
    ["note", "pres", "c"],
    ["note", "non vide", "c"],
    ["use", "COMM", "b"],
    ["use", "<> habitation", "b"],
    ["number", "> 9", "bd"],
    ["holder", "traore", "a"],
  ])("%s %s", (key, text, found) => expect(typed(key, text)).toBe(found));

  it("say what is no number", () => {
    expect(readCondition(column("planAreaM2"), "> beaucoup")).toMatchObject({ code: "filter.not-a-number" });
    expect(readCondition(column("planAreaM2"), "  ")).toBeUndefined();
  });
  it("find words anywhere in a row, all of them", () => {
    const found = (text: string) => ids(filteredRows(rows, columns, { text, conditions: [] }));
    expect(found("habitation 10")).toBe("a");
    expect(found("marche")).toBe("c");
    expect(found("rien de tel")).toBe("");
  });
});

describe("expressions", () => {
  it.each([
    ['surface > 400 et usage = "habitation"', "c"],
    ["surface > 400 and use = habitation", "c"],
    ["usage = commerce ou îlot = 10 et surface = 400", "ba"],
    ["(usage = commerce ou îlot = 10) et surface < 400", "b"],
    ["non usage = habitation", "bd"],
    ["usage vide", "d"],
    ["usage est non vide et surface 300..900", "ca"],
    ["remarque contient « marché »", "c"],
    ["Contenance de l'acte > 410,2", "b"],
    ["number >= 10", "bd"],
    ["", "cbda"],
  ])("%s", (text, found) => expect(asked(text)).toBe(found));

  it.each([
    ["surfce > 400", 'expression.unknown-column {"word":"surfce","place":1}'],
    ["surface >", 'expression.ends {"word":">"}'],
    ["surface > beaucoup", 'expression.not-a-number {"word":"beaucoup","place":3}'],
    ["usage = maison", 'expression.unknown-choice {"word":"maison","place":3}'],
    ["usage habitation", 'expression.no-sign {"word":"habitation","place":2}'],
    ["(surface > 4", 'expression.not-closed {"word":"(","place":1}'],
    ["surface > 4)", 'expression.close-alone {"word":")","place":4}'],
    ['usage = "hab', 'expression.open-quote {"word":"\\"hab","place":3}'],
    ["> 4", 'expression.no-column {"word":">","place":1}'],
    ["surface > 4 usage = commerce", "expression"],
  ])("locate what is wrong in %s", (text, said) => expect(asked(text).startsWith(said)).toBe(true));

  it("never throw, whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom("surface", "usage", "et", "ou", "non", "(", ")", ">", "=", "..", '"', "4", "vide", "é€"),
        ),
        (words) => {
          asked(words.join(" "));
        },
      ),
    );
  });
});

describe("values as typed", () => {
  it.each([
    ["1 234,5", 1234.5],
    ["1\u202f234,5", 1234.5],
    ["1,234,567", 1234567],
    ["1,234.5", 1234.5],
    ["-12.5", -12.5],
    ["−3", -3],
    ["12,", 12],
    ["douze", undefined],
    ["1.2.3", undefined],
    ["", undefined],
  ])("number %j", (text, value) => expect(readNumber(text)).toBe(value));

  it("follow the declaration", () => {
    const read = (key: string, text: string) => readValue(column(key).field as never, text);
    expect(read("declaredAreaM2", "410,5 m²")).toBe(410.5);
    expect(read("use", "Équipement")).toBe("equipement");
    expect(read("use", "housing")).toBe("habitation");
    expect(read("use", "villa")).toMatchObject({ code: "field.unknown-choice" });
    expect(read("note", "'=1+1")).toBe("=1+1");
    expect(read("note", "  ")).toBeNull();
    const date = { key: "d", column: "d", type: "date", label: { fr: "Date", en: "Date" } } as const;
    expect(readValue(date, "3/12/2026")).toBe("2026-12-03");
    expect(readValue(date, "31/02/2026")).toMatchObject({ code: "field.not-a-date" });
    const whole = { key: "n", column: "n", type: "integer", label: { fr: "N", en: "N" } } as const;
    expect(readValue(whole, "2,5")).toMatchObject({ code: "field.not-whole" });
  });
});

describe("statistics and groups", () => {
  it("of numbers and of words", () => {
    expect(statisticsOf(rows, column("planAreaM2"), all)).toEqual({
      count: 4,
      empty: 0,
      numbers: { sum: 3000, mean: 750, min: 100, max: 1600, median: 650 },
    });
    expect(statisticsOf(rows, column("use"), all)).toEqual({
      count: 4,
      empty: 1,
      values: [
        { value: "habitation", count: 2 },
        { value: "commerce", count: 1 },
      ],
    });
    expect(statisticsOf(rows, column("houses"), all)).toEqual({ count: 4, empty: 4 });
  });
  it("groups with counts and sums, open ones with their rows", () => {
    const groups = groupedRows(rows, all, column("ilot"), column("planAreaM2"));
    expect(groups.map(({ value, rows: { length }, sum }) => [value, length, sum])).toEqual([
      ["2", 3, 2600],
      ["10", 1, 400],
    ]);
    expect([...linesOf(groups, (index) => index === 1)]).toEqual([~0, ~1, 3]);
    expect(groupedRows(rows, all, column("use"), undefined).at(-1)?.value).toBeUndefined();
  });
});

describe("copy and paste", () => {
  it("writes and reads cells back, whatever they hold", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', "\t", "\n", "é", " ", "=") }).map((text) => `x${text}`);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (block) => {
        expect(fromTabbed(toTabbed(block, { guard: false, decimal: "." }))).toEqual(block);
      }),
    );
  });
  it("guards text a spreadsheet would run, and numbers not", () => {
    expect(toTabbed([["=1+1", "@x", -5, undefined, "-3"]], { guard: true, decimal: "," })).toBe(
      "'=1+1\t'@x\t-5\t\t'-3",
    );
    expect(toTabbed([["=1+1"], [2.5]], { guard: false, decimal: "," })).toBe("=1+1\r\n2,5");
  });

  const target = (keyedBy: PasteTarget["keyedBy"], from: readonly Column[] = columns): PasteTarget => ({
    order: all,
    from,
    columns,
    keyedBy,
  });
  const from = (key: string) => columns.slice(columns.findIndex((each) => each.key === key));

  it("plans cells one after the other, French numbers and all", () => {
    const plan = planPaste(rows, fromTabbed("400,5\r\n410,50\nbeaucoup\n"), target("order", from("declaredAreaM2")));
    expect(plan).toMatchObject({ headed: false, changed: 1, same: 1, refused: 1 });
    expect(plan.values).toEqual([{ id: "c", fields: { declaredAreaM2: 400.5 } }]);
    expect(plan.cells[2]).toMatchObject({ line: 3, place: 1, refusal: { code: "field.not-a-number" } });
  });
  it("knows names of columns, finds rows by their numbers, refuses what it cannot place", () => {
    const text = "Îlot\tNuméro\tUsage\tMaisons existantes\n2\t09\tCommerce\t\n2\t99\tCommerce\t\n10\t1\tHabitation\t3";
    const plan = planPaste(rows, fromTabbed(text), target("number"));
    expect(plan).toMatchObject({ headed: true, changed: 1, same: 1, refused: 2 });
    expect(plan.values).toEqual([{ id: "c", fields: { use: "commerce" } }]);
    expect(plan.cells.flatMap(({ refusal, line }) => (refusal ? [`${line} ${refusal.code}`] : []))).toEqual([
      "3 paste.unknown-number",
      "4 paste.read-only",
    ]);
  });
  it("takes the first column for the number when there are no names", () => {
    const plan = planPaste(rows, fromTabbed("2/11\tClôturée\n7/7\tx"), target("number", from("note")));
    expect(plan.values).toEqual([{ id: "d", fields: { note: "Clôturée" } }]);
    expect(plan.refused).toBe(1);
  });
  it("refuses lines and columns beyond the last", () => {
    const plan = planPaste(rows, fromTabbed("1\n2\n3\n4\n5"), target("order", from("declaredAreaM2")));
    expect(plan.cells.at(-1)?.refusal?.code).toBe("paste.no-row");
    const wide = planPaste(rows, [["a", "b"]], target("order", from("validFrom")));
    expect(wide.cells.at(-1)?.refusal?.code).toBe("paste.beyond-last-column");
  });
  it("brings a copy of the whole table back without a change", () => {
    const block = [
      columns.map(({ key }) => key),
      ...[...all].map((row) => columns.map((each) => rows.value(each, row))),
    ];
    expect(planPaste(rows, fromTabbed(toTabbed(block, { guard: true, decimal: "," })), target("order"))).toMatchObject({
      changed: 0,
      refused: 0,
    });
  });
});

describe("find and replace", () => {
  it("takes what was typed as it is", () => {
    const found = (find: string, replace: string, options = { whole: false, capitals: false }) =>
      replacements(rows, column("note"), all, find, replace, options);
    expect(found("PRÈS", "Loin $&")).toEqual([{ id: "c", from: "Près du marché", to: "Loin $& du marché" }]);
    expect(found("PRÈS", "x", { whole: false, capitals: true })).toEqual([]);
    expect(found("près", "x", { whole: true, capitals: false })).toEqual([]);
    expect(found(".", "x")).toEqual([]);
  });
});

describe("one act", () => {
  it("writes different values and is taken back at once", () => {
    const project = world();
    const before = [...project.all()];
    const ledger = ledgerOf(project);
    ledger.run(updateMany, {
      values: [
        { id: "a", fields: { use: "commerce", note: null } },
        { id: "b", fields: { note: "x" } },
      ],
    });
    expect(project.get("b")?.fields["note"]).toBe("x");
    ledger.undo();
    expect([...project.all()]).toEqual(before);
  });
  it("refuses all of it for one cell that cannot stand", () => {
    const outcome = updateMany.plan(
      world(),
      {
        values: [
          { id: "a", fields: { note: "x" } },
          { id: "b", fields: { houses: 3 } },
        ],
      },
      { newId: () => "n", now: "" },
    );
    expect(outcome).toMatchObject({ code: "field.read-only", ids: ["b"] });
  });
});

describe("followed step by step", () => {
  it("equals rows made anew", () => {
    const value = fc.record({
      id: fc.constantFrom("a", "b", "c", "d"),
      field: fc.constantFrom("use", "note", "declaredAreaM2"),
      use: fc.constantFrom("habitation", "commerce", null),
      note: fc.string({ maxLength: 3 }),
      area: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(value), (steps) => {
        const project = world();
        const followed = new TableRows(project, "parcel");
        for (const each of columns) followed.cells(each);
        const ledger = ledgerOf(project);
        ledger.listen((change) => followed.follow(change));
        for (const step of steps) {
          const to = step.field === "use" ? step.use : step.field === "note" ? step.note : step.area;
          ledger.run(updateFields, { ids: [step.id], fields: { [step.field]: to } });
        }
        const anew = new TableRows(project, "parcel");
        const look = (table: TableRows) =>
          Array.from({ length: table.size }, (_, row) => [
            table.feature(row).id,
            ...columns.map((each) => {
              const cells = table.cells(each);
              return cells.kind === "words" ? cells.at(row) : cells.values[row];
            }),
          ]);
        expect(look(followed)).toEqual(look(anew));
      }),
      { numRuns: 50 },
    );
  });
});

describe("100,000 parcels", () => {
  const project = new Project(testMeta, syntheticCadastre(100_000, 42));
  const many = new TableRows(project, "parcel");
  const every = Int32Array.from({ length: many.size }, (_, row) => row);
  it("are sorted and filtered", () => {
    const area = columnsOf("parcel", false).find(({ key }) => key === "planAreaM2") as Column;
    const cells = many.cells(area);
    const areaOf = (row: number): number => (cells.kind === "words" ? Number.NaN : (cells.values[row] as number));
    const sorted = [...sortedRows(many, every, { column: area, descending: true })].map(areaOf);
    expect(sorted).toHaveLength(many.size);
    expect(sorted.every((value, i) => i === 0 || value <= (sorted[i - 1] as number))).toBe(true);
    const condition = { is: "compared", by: ">", to: 400 } as const;
    const found = filteredRows(many, columns, { conditions: [{ column: area, condition }] });
    expect(found).toHaveLength(sorted.filter((value) => value > 400).length);
    expect(filteredRows(many, columns, { text: "commerce", conditions: [] }).length).toBeGreaterThan(1000);
  });
});
