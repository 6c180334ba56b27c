import { describe, expect, it } from "vitest";
import { shownClasses } from "#core/features/classes";
import { catalogue } from "#core/messages/catalogue";
import { actionGroups } from "#ui/actions/all-actions";
import { beside } from "#ui/find/calls";
import { ranked } from "#ui/find/ranking";
import { stages } from "#ui/workbench/stages";

const entries = [
  ...actionGroups.flatMap(({ actions }) =>
    actions.map(({ id }) => ({ id, name: catalogue.fr[`ui.action.${id}`] ?? "", also: beside(id) })),
  ),
  ...stages.map(({ id }) => ({
    id: `stage.${id}`,
    name: catalogue.fr[`ui.stage.${id}`] ?? "",
    also: beside(`stage.${id}`),
  })),
  ...shownClasses.map(({ id, plural }) => ({ id: `class.${id}`, name: plural.fr, also: beside(`class.${id}`) })),
];

describe("the words planners use", () => {
  it.each([
    ["couper", "split"],
    ["réunir", "merge"],
    ["morcellement", "split"],
    ["imprimer", "plan"],
    ["defaire", "undo"],
    ["soleil", "contrast"],
    ["lotir", "stage.layout"],
    ["renumeroter", "stage.parcels"],
    ["transformateur", "class.transformer"],
    ["maison", "class.building"],
  ])("« %s » finds %s first", (words, id) => {
    expect(ranked(entries, words, [])[0]?.id).toBe(id);
  });

  it.each([
    ["lot", "class.parcel"],
    ["rue", "class.street"],
    ["rue", "class.streetAxis"],
    ["puits", "class.waterPoint"],
  ])("« %s » finds %s", (words, id) => {
    expect(ranked(entries, words, []).map((entry) => entry.id)).toContain(id);
  });

  it("are given beside actions, stages and classes that exist", () => {
    const ids = new Set(entries.map(({ id }) => id));
    const orphans = Object.keys(catalogue.fr)
      .filter((key) => key.startsWith("find.also."))
      .map((key) => key.slice("find.also.".length))
      .filter((id) => !ids.has(id) && id !== "layer" && !/^(network|export)\./.test(id));
    expect(orphans).toEqual([]);
  });
});
