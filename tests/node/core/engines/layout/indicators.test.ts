import { describe, expect, it } from "vitest";
import { acceptLayout } from "#core/commands/accept-layout";
import { bestOf, indicators, readingsOf } from "#core/engines/layout/indicators";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { programmeOf } from "#core/engines/layout/programme";
import { scoreProject } from "#core/engines/layout/score-project";
import { maliReferentiel } from "#core/features/mali";
import { catalogue } from "#core/messages/catalogue";
import { Ledger, seededIds } from "#core/model/ledger";
import { isRefusal } from "#core/model/refusal";
import { metres } from "./layout-worlds.ts";

const meta = { id: "p", name: "Essai", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] };
const norms = maliReferentiel;

function anAcceptedPlan() {
  const params = layoutParamsSchema.parse({ parcelAreaM2: 350, frontageM: 14 });
  const { ledger } = Ledger.found(meta, { newId: seededIds("a"), now: () => "2026-01-02T00:00:00Z" });
  const road = {
    id: "road",
    class: "streetAxis" as const,
    geometry: { kind: "line" as const, path: metres(-60, 130, 400, 120) },
    fields: { rank: "secondary", state: "existant" },
  };
  const footpath = {
    id: "footpath",
    class: "streetAxis" as const,
    geometry: { kind: "line" as const, path: metres(20, 20, 270, 230) },
    fields: { rank: "path", state: "existant" },
  };
  ledger.project.apply({ added: [road, footpath], updated: [], removed: [] });
  const site = [metres(0, 0, 300, 0, 300, 250, 0, 250)];
  const result = layOut(layoutInputOf(ledger.project, site, params, 1, norms));
  if (isRefusal(result)) throw new Error(result.code);
  ledger.run(acceptLayout, { result, site, params });
  return { project: ledger.project, result, params, ledger };
}

describe("the figures of a plan", () => {
  it("are the same once it is the project's, and so is what was asked", () => {
    const { project, result, params, ledger } = anAcceptedPlan();
    expect(programmeOf(project)).toEqual(params);
    const figures = scoreProject(project, norms);
    expect(figures?.params).toEqual(params);
    for (const [key, value] of Object.entries(result.score)) {
      expect(figures?.score[key as keyof typeof result.score], key).toBeCloseTo(value, 3);
    }
    ledger.undo();
    expect(scoreProject(project, norms)).toBeUndefined();
    expect(project.meta.programme).toBeUndefined();
  });

  it("are held against the référentiel and what was asked", () => {
    const { result, params } = anAcceptedPlan();
    const readings = readingsOf({ ...result.score, housesCut: 2, publicShare: 0.1, streetShare: 0.28 }, params, norms);
    const of = (key: string) => readings.find(({ indicator }) => indicator.key === key);
    expect(of("houses-cut")).toMatchObject({ value: 2, most: 0, meets: false });
    expect(of("public-share")).toMatchObject({ asked: 0.15, meets: false });
    expect(of("street-share")).toMatchObject({ least: 0.22, most: 0.35, meets: true });
    expect(of("lots")?.meets).toBeUndefined();
    expect(readings.every(({ indicator }) => `ui.score.${indicator.key}` in catalogue.fr)).toBe(true);
  });

  it("that lack a value are left out", () => {
    const { result, params } = anAcceptedPlan();
    const { rectangularity: _gone, ...score } = result.score;
    const keysOf = (of: typeof result.score) => readingsOf(of, params, norms).map(({ indicator }) => indicator.key);
    const keys = keysOf(score as typeof result.score);
    expect(keys).toEqual(keysOf(result.score).filter((key) => key !== "rectangularity"));
    // No altitudes, no house to be moved.
    expect(keys).not.toContain("drainage");
    expect(keys).not.toContain("houses-to-move");
  });

  it("name the best, as far as one can see", () => {
    const named = (key: string) => indicators.find((indicator) => indicator.key === key) ?? raise(key);
    expect(bestOf(named("lots"), [300, 312, 312])).toEqual(new Set([1, 2]));
    expect(bestOf(named("houses-cut"), [3, undefined, 0])).toEqual(new Set([2]));
    expect(bestOf(named("public-share"), [0.15004, 0.15001])).toEqual(new Set());
    expect(bestOf(named("ilots"), [3, 4])).toEqual(new Set());
  });
});

function raise(key: string): never {
  throw new Error(`no indicator ${key}`);
}
