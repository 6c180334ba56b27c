import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { adoptScenario } from "#core/commands/adopt-scenario";
import { drawPerimeter } from "#core/commands/draw-perimeter";
import { saveScenario } from "#core/commands/save-scenario";
import { settlePlan } from "#core/commands/settle-plan";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { readScenario } from "#core/engines/layout/read-scenario";
import { maliReferentiel } from "#core/features/mali";
import { documentOf, type ProjectDocument } from "#core/model/document";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { readProjectFile } from "#services/gpkg/read-project";
import { writeProjectFile } from "#services/gpkg/write-project";
import { metres } from "../core/engines/layout/layout-worlds.ts";

const folder = mkdtempSync(join(tmpdir(), "maillage-scenario-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const site = [metres(0, 0, 300, 0, 300, 250, 0, 250)];
const params = layoutParamsSchema.parse({});

/** A plan made of an adopted scenario, and settled. */
function settled(): ProjectDocument {
  const meta = { id: "p", name: "Essai", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] };
  const { ledger, record } = Ledger.found(meta, { newId: seededIds("a"), now: () => "2026-01-02T00:00:00Z" });
  const records = [record];
  ledger.listen((_change, sealed) => records.push(sealed));
  ledger.run(drawPerimeter, { rings: site });
  const result = layOut(layoutInputOf(ledger.project, site, params, 1, maliReferentiel));
  if (isRefusal(result)) throw new Error(result.code);
  ledger.run(saveScenario, { name: "Un", params, result });
  const [scenario] = ledger.project.ofClass("scenario");
  ledger.run(adoptScenario, { id: scenario?.id ?? "" });
  ledger.run(settlePlan, { norms: maliReferentiel });
  return documentOf(ledger.project, records);
}

describe("a project file with a scenario and a settled plan", () => {
  const document = settled();
  const path = join(folder, "projet.gpkg");

  it("gives the same project back, scenario and states included", () => {
    writeProjectFile(path, document, { profile: "interne" });
    const read = readProjectFile(path, { name: "p", temp: folder, now: "2026-04-01T00:00:00Z", newId: randomUUID });
    expect(read.editedOutside).toBe(false);
    const again = new Project(read.document.meta, read.document.features);
    expect(canonicalText(again)).toBe(canonicalText(new Project(document.meta, document.features)));
    const [scenario] = again.ofClass("scenario");
    expect(scenario && readScenario(scenario)?.params).toEqual(params);
    const database = new DatabaseSync(path, { readOnly: true });
    const states = database.prepare("SELECT DISTINCT etat FROM parcelle UNION SELECT etat FROM reserve").all();
    expect(states.map(({ etat }) => etat)).toEqual(["arretee"]);
    database.close();
  });

  it("keeps the office's scenarios out of what it hands out", () => {
    for (const profile of ["affichage", "ouvert"] as const) {
      writeProjectFile(path, document, { profile });
      const database = new DatabaseSync(path, { readOnly: true });
      expect(database.prepare("SELECT count(*) AS n FROM scenario").get()).toEqual({ n: 0 });
      database.close();
    }
  });
});
