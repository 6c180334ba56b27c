import { describe, expect, it } from "vitest";
import { catalogue } from "#core/messages/catalogue";
import { followLesson, type LessonPlace, type LessonView, lessonSteps, nothingYet } from "#ui/learn/lesson";

/** The moments of a planner who does as told, each with the step it must lead to. */
const parcelsMade = { houses: 142, perimeters: 1, parcels: 240, onStage: "parcels", widths: "b" } as const;
const journey: readonly (readonly [string, Partial<LessonView>])[] = [
  ["perimeter", { houses: 142, onStage: "perimeter" }],
  ["layout", { houses: 142, perimeters: 1, onStage: "perimeter" }],
  ["layout", { houses: 142, perimeters: 1, onStage: "layout", widths: "a", proposal: "running" }],
  ["width", { houses: 142, perimeters: 1, onStage: "layout", widths: "a", proposal: "ready" }],
  ["width", { houses: 142, perimeters: 1, onStage: "layout", widths: "b", proposal: "running" }],
  ["accept", { houses: 142, perimeters: 1, onStage: "layout", widths: "b", proposal: "ready" }],
  ["split", parcelsMade],
  ["undo", { ...parcelsMade, splits: 1, parcels: 241 }],
  ["borehole", parcelsMade],
  ["borehole", { ...parcelsMade, onStage: "networks" }],
  ["check", { ...parcelsMade, onStage: "networks", boreholes: 1 }],
  ["check", { ...parcelsMade, onStage: "networks", boreholes: 1, selection: new Set(["w1"]) }],
  ["check", { ...parcelsMade, onStage: "checks", boreholes: 1, selection: new Set(["w1"]) }],
  ["print", { ...parcelsMade, onStage: "checks", boreholes: 1, selection: new Set(["p1"]) }],
  ["print", { ...parcelsMade, onStage: "plans", boreholes: 1, selection: new Set(["p1"]) }],
  ["over", { ...parcelsMade, onStage: "plans", boreholes: 1, handedOver: 1 }],
];

const at = (id: string): number => {
  const step = lessonSteps.findIndex((each) => each.id === id);
  return step < 0 ? lessonSteps.length : step;
};
const seen = (more: Partial<LessonView>): LessonView => ({ ...nothingYet, ...more });

describe("the guided lotissement", () => {
  it("has eight to ten steps, each with its words", () => {
    expect(lessonSteps.length).toBeGreaterThanOrEqual(8);
    expect(lessonSteps.length).toBeLessThanOrEqual(10);
    for (const { id, inDialog } of lessonSteps) {
      const keys = [`learn.step.${id}`, `learn.step.${id}.how`, ...(inDialog ? [`learn.step.${id}.dialog`] : [])];
      for (const key of keys) expect(catalogue.fr[key], key).toBeTruthy();
    }
  });

  it("sees each step done, in order, without a click on next", () => {
    let place: LessonPlace = { step: 0, begun: nothingYet };
    for (const [id, more] of journey) {
      place = followLesson(place, seen(more));
      expect(lessonSteps[place.step]?.id ?? "over").toBe(id);
    }
  });

  it("goes back when the proposal a step builds on is dropped", () => {
    const begun = seen({ houses: 142, perimeters: 1, onStage: "layout", proposal: "ready" });
    const dropped = { ...begun, proposal: "none" as const };
    const once = followLesson({ step: at("accept"), begun }, dropped);
    const twice = followLesson(once, dropped);
    expect([once.step, twice.step]).toEqual([at("width"), at("layout")]);
    expect(followLesson(twice, dropped)).toBe(twice);
  });

  it("passes the check by going on to the plans when there is nothing to look at", () => {
    const onChecks = seen({ ...parcelsMade, onStage: "checks" });
    const place = { step: at("check"), begun: onChecks };
    expect(followLesson(place, { ...onChecks, onStage: "plans" }).step).toBe(at("print"));
    expect(followLesson(place, { ...onChecks, onStage: "networks" }).step).toBe(at("check"));
  });

  it("stays where all is done", () => {
    const place = { step: lessonSteps.length, begun: nothingYet };
    expect(followLesson(place, seen(parcelsMade))).toBe(place);
  });
});
