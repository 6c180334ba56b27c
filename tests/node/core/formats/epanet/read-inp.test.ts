import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readInp } from "#core/formats/epanet/read-inp";
import { objectsOf, readMade, refusalOf } from "#tests/helpers/outside-text";
import { sharedPath } from "#tests/helpers/shared";

/** A small network: a reservoir, a pump, two junctions, a tank. */
const NETWORK = `[TITLE]
Réseau de Bla
[JUNCTIONS]
;id elev demand pattern
 N1 320 0.5 P1 ;
 N2 318 0
[RESERVOIRS]
 F1 300
[TANKS]
 C1 340 2 0 4 6 0
[PIPES]
 T1 N1 N2 120 90 130 0 Open ;
 T2 N2 C1 50 110 130 0 CV
[PUMPS]
 PO F1 N1 HEAD K1 SPEED 1.2
[DEMANDS]
 N2 0.25 P1
 N2 0.5
[STATUS]
 T1 Closed
[TAGS]
 LINK T1 acier
[PATTERNS]
 P1 1 1.2
 P1 .8
[CURVES]
 K1 5 30
[CONTROLS]
 LINK T1 OPEN AT TIME 6
[RULES]
RULE A
IF TANK C1 LEVEL ABOVE 3
THEN PUMP PO STATUS IS CLOSED
[OPTIONS]
 Units LPS
[COORDINATES]
 N1 640000 1455000
 N2 640100 1455000
 F1 639990 1455000
 C1 640100 1455050
[VERTICES]
 T1 640050 1455010
[LABELS]
 640000 1455100 "Forage du marché"
[END]
`;

describe("reading EPANET networks", () => {
  it("takes nodes and links with what is said of them", async () => {
    const content = await readMade(readInp, NETWORK, "bla.inp");
    expect(content.counts).toEqual({ nodes: 4, tanks: 2, links: 3, patterns: 1, curves: 1, controls: 1, rules: 1 });
    expect(content.warnings).toEqual([{ code: "inp.units", count: 1, params: { units: "LPS" } }]);
    const byId = new Map(objectsOf(content).map((object) => [`${object.layer} ${object.feature}`, object]));
    expect(byId.get("junctions N1")).toMatchObject({
      line: 5,
      values: { id: "N1", elevation: 320, demand: 0.5, pattern: "P1" },
      shapes: [{ kind: "point", at: [640000, 1455000] }],
    });
    expect(byId.get("junctions N2")?.values).toMatchObject({ demand: 0.75, demands: "0.25 P1; 0.5" });
    expect(byId.get("pipes T1")).toMatchObject({
      values: { node1: "N1", node2: "N2", length: 120, diameter: 90, status: "CLOSED", tag: "acier" },
      shapes: [{ kind: "line", path: [640000, 1455000, 640050, 1455010, 640100, 1455000] }],
    });
    expect(byId.get("pumps PO")?.values).toMatchObject({ head: "K1", speed: 1.2 });
    expect(byId.get("patterns P1")?.values).toEqual({ id: "P1", multipliers: "1 1.2 0.8" });
    expect(byId.get("labels 1")?.values).toEqual({ text: "Forage du marché" });
    expect(byId.get("settings 2")?.values).toEqual({ section: "TITLE", text: "Réseau de Bla" });
  });

  it("keeps letters of Windows-1252", async () => {
    const content = await readMade(readInp, Buffer.from(NETWORK, "latin1"));
    expect(content.encoding).toBe("Windows-1252");
    expect(objectsOf(content).find(({ layer }) => layer === "labels")?.values["text"]).toBe("Forage du marché");
  });

  it.each([
    [" N2 318 0", " N2 haut 0", "inp.not-a-number", 6],
    [" N2 318 0", " N1 318 0", "inp.twice", 6],
    ["120 90", "120 0", "inp.not-above-zero", 12],
    ["T1 N1 N2", "T1 N1 N9", "inp.unknown-id", 12],
    ["T1 N1 N2", "T1 N1 N1", "inp.same-ends", 12],
    ["T1 N1 N2 120 90 130 0 Open", "T1 N1", "inp.too-few", 12],
    ["0 Open", "0 Ouvert", "inp.bad-status", 12],
    ["HEAD K1", "HEAD K2", "inp.unknown-id", 15],
    ["HEAD K1 ", "", "inp.no-curve", 15],
    ["340 2 0 4", "340 5 0 4", "inp.tank-levels", 10],
    ["OPEN AT TIME", "OPEN QUAND TIME", "inp.bad-word", 29],
    ["LINK T1 OPEN", "LINK T2 OPEN", "inp.control-on-valve", 29],
    ["TANK C1", "TANK C9", "inp.unknown-id", 32],
    ["[OPTIONS]", "[FOO]", "inp.unknown-section", 34],
    ["[OPTIONS]", "[SUBCATCHMENTS]", "inp.swmm", 34],
    ["[TITLE]\n", "", "inp.no-section", 1],
    ["[RESERVOIRS]\n F1 300\n[TANKS]\n C1 340 2 0 4 6 0\n", "", "inp.unknown-id", 9],
  ])("refuses %j made %j with its line", async (before, after, code, line) => {
    expect(NETWORK).toContain(before);
    const refusal = await refusalOf(readMade(readInp, NETWORK.replace(before, after), "bla.inp"));
    expect(refusal).toMatchObject({ code, line, file: "bla.inp" });
  });
});

describe.each(["epanet", "wntr"])("outside networks of %s (skipped where ../shared is absent)", (set) => {
  const folder = sharedPath(`cases/${set}`);
  const answers = folder
    ? (JSON.parse(readFileSync(join(folder, "expected-epanet-2.2.json"), "utf8")) as Record<
        string,
        Record<string, number | boolean>
      >)
    : {};

  it.skipIf(!folder).each(Object.entries(answers))("%s", async (name, { opens, solves, error, report, ...counts }) => {
    const reading = readMade(readInp, readFileSync(join(folder ?? "", name)), name);
    if (opens) expect((await reading).counts).toEqual(counts);
    else expect(await refusalOf(reading)).toMatchObject({ file: name, line: expect.any(Number) });
  });
});
