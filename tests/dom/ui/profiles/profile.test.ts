import { afterEach, describe, expect, it } from "vitest";
import { catalogue } from "#core/messages/catalogue";
import { actionGroups } from "#ui/actions/all-actions";
import { chosenProfile, profiles, showsAction, showsStage, stageShown } from "#ui/profiles/profile";
import { stages } from "#ui/workbench/stages";

const actions = new Set(actionGroups.flatMap((group) => group.actions.map(({ id }) => id)));

afterEach(() => chosenProfile.set("planner"));

describe("profiles", () => {
  it("leave out only what there is, and have words", () => {
    for (const { id, hiddenActions, hiddenStages } of profiles) {
      expect(hiddenActions.filter((action) => !actions.has(action))).toEqual([]);
      expect(hiddenStages.filter((stage) => !stages.some((each) => each.id === stage))).toEqual([]);
      for (const lang of ["fr", "en"] as const) {
        expect(catalogue[lang]).toHaveProperty([`find.profile.${id}`]);
        expect(catalogue[lang]).toHaveProperty([`find.profile.${id}.words`]);
      }
    }
  });

  it("show everything until one is chosen", () => {
    expect([...actions].every((id) => showsAction(id))).toBe(true);
    expect(stages.every(({ id }) => showsStage(id))).toBe(true);
  });

  it("give the agent no tool that edits, but search, measure, print and export", () => {
    chosenProfile.set("agent");
    for (const id of ["split", "merge", "move-vertex", "delete"]) expect(showsAction(id)).toBe(false);
    for (const id of ["search", "measure", "plan", "export", "palette", "profile"]) expect(showsAction(id)).toBe(true);
    expect(showsStage("layout")).toBe(false);
    expect(showsStage("plans")).toBe(true);
  });

  it("give the surveyor the cadastre, not the layout", () => {
    chosenProfile.set("surveyor");
    for (const id of ["split", "merge", "move-vertex"]) expect(showsAction(id)).toBe(true);
    expect(stages.filter(({ id }) => showsStage(id)).map(({ id }) => id)).toEqual([
      "data",
      "parcels",
      "checks",
      "plans",
    ]);
  });

  it("go on with the next stage shown", () => {
    expect(stageShown("layout", "planner")).toBe("layout");
    expect(stageShown("layout", "surveyor")).toBe("parcels");
    expect(stageShown("layout", "agent")).toBe("plans");
    expect(stageShown("data", "agent")).toBe("data");
  });
});
