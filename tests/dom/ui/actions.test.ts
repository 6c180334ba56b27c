import { describe, expect, it } from "vitest";
import { catalogue } from "#core/messages/catalogue";
import { actionGroups, actionNamed, actionOfKeys } from "#ui/actions/all-actions";

const actions = actionGroups.flatMap((group) => group.actions);

describe("actions", () => {
  it("have ids of their own", () => {
    const ids = actions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it("do not fight over a key", () => {
    const keys = actions.flatMap((action) => action.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it("have a name in both languages", () => {
    const missing = actions.flatMap(({ id }) =>
      (["fr", "en"] as const).filter((lang) => !catalogue[lang][`ui.action.${id}`]).map((lang) => `${lang} ${id}`),
    );
    expect(missing).toEqual([]);
  });
  it("stand in groups with a name in both languages", () => {
    const missing = actionGroups.flatMap(({ id }) =>
      (["fr", "en"] as const).filter((lang) => !catalogue[lang][`ui.keys.${id}`]).map((lang) => `${lang} ${id}`),
    );
    expect(missing).toEqual([]);
  });
  it("are found by id and by key", () => {
    expect(actionNamed("undo").keys).toContain("Ctrl+Z");
    expect(actionOfKeys("M")?.id).toBe("merge");
    expect(actionOfKeys("Ctrl+Shift+Z")?.id).toBe("redo");
    expect(actionOfKeys("Q")).toBeUndefined();
    expect(() => actionNamed("nothing")).toThrow(RangeError);
  });
});
