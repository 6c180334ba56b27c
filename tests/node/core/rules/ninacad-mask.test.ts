import { describe, expect, it } from "vitest";
import { setNinacadMask } from "#core/commands/set-ninacad-mask";
import { fitsMask, maskFault } from "#core/derived/text-mask";
import { maliReferentiel } from "#core/features/mali";
import type { Change } from "#core/model/change";
import { isRefusal } from "#core/model/refusal";
import { FollowedIssues } from "#core/rules/followed-issues";
import { aProject, square } from "#tests/helpers/builders";

describe("masks", () => {
  it("hold digits, letters, either, and signs that stand for themselves", () => {
    expect(fitsMask("BKO-0123-Z", "AAA-9999-*")).toBe(true);
    for (const text of ["BKO-0123-", "BK1-0123-Z", "BKO/0123-Z", "BKO-0123-ZZ", ""]) {
      expect(fitsMask(text, "AAA-9999-*"), text).toBe(false);
    }
    expect(maskFault("AAA-9")).toBeUndefined();
    expect(maskFault("BKO")).toMatchObject({ code: "mask.fixed" });
    expect(maskFault("9".repeat(41))).toMatchObject({ code: "mask.too-long" });
  });
});

describe("the mask of a project's NINACAD", () => {
  it("tells those out of shape, from the day it is set to the day it goes", () => {
    const project = aProject()
      .parcel("A", square(20), { number: "1", ninacad: "ML-001" })
      .parcel("B", square(20, 20), { number: "2", ninacad: "ML001" })
      .build();
    const followed = FollowedIssues.build(project, maliReferentiel);
    const odd = () => followed.issues.filter(({ rule }) => rule === "ninacad-shape").map(({ ids }) => ids.join());
    const set = (mask: string): void => {
      const outcome = setNinacadMask.plan(project, { mask }, { newId: () => "n", now: "" });
      if (isRefusal(outcome)) throw new Error(outcome.code);
      const change: Change = outcome.change;
      project.apply(change);
      followed.follow(change);
    };
    expect(odd()).toEqual([]);
    set("AA-999");
    expect(odd()).toEqual(["B"]);
    expect(FollowedIssues.build(project, maliReferentiel).issues).toEqual(followed.issues);
    set("");
    expect(odd()).toEqual([]);
    expect(project.meta).not.toHaveProperty("ninacadMask");
  });
});
