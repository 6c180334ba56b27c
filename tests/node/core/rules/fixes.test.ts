import { describe, expect, it } from "vitest";
import { acceptIssue } from "#core/commands/accept-issue";
import { fixingCommand } from "#core/commands/fixes";
import { reopenIssue } from "#core/commands/reopen-issue";
import { updateFields } from "#core/commands/update-fields";
import { maliReferentiel } from "#core/features/mali";
import type { Command, CommandEnv } from "#core/model/command";
import { seededIds } from "#core/model/ledger";
import { canonicalText, Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { checkProject } from "#core/rules/check-project";
import { FollowedIssues } from "#core/rules/followed-issues";
import type { Issue, RuleId } from "#core/rules/issue";
import { tryFix } from "#core/rules/try-fix";
import { aProject, type ProjectBuilder, polygonM, rectangle, square, testMeta } from "#tests/helpers/builders";

const env = (): CommandEnv => ({ newId: seededIds("n"), now: "2026-11-22T09:00:00Z" });
const lot = (number?: string) => ({ ...(number ? { number } : {}), ilot: "1", use: "habitation" });

//  +----+----+----+
//  | A  | B  | C  |     three parcels of 20 × 20 m on a street 10 m wide
//  +----+----+----+
//  |      S       |
//  +--------------+
function plan(b = square(20, 20, 10), numbers: readonly (string | undefined)[] = ["1", "2", "3"]): ProjectBuilder {
  return aProject()
    .ilot("1")
    .parcel("A", square(20, 0, 10), lot(numbers[0]))
    .parcel("B", b, lot(numbers[1]))
    .parcel("C", square(20, 40, 10), lot(numbers[2]))
    .street("S", polygonM([0, 0, 60, 0, 60, 10, 40, 10, 20, 10, 0, 10]))
    .perimeter(rectangle(60, 30));
}

function ran<Input>(project: Project, command: Command<Input>, input: Input): void {
  const edit = command.plan(project, input, env());
  if (isRefusal(edit)) throw new Error(edit.code);
  project.apply(edit.change);
}

const found = (project: Project, rule: RuleId): Issue => {
  const issue = checkProject(project, maliReferentiel).issues.find((each) => each.rule === rule);
  if (!issue) throw new Error(`no ${rule}`);
  return issue;
};

describe("fixes", () => {
  const withoutB = (): Project =>
    new Project(
      testMeta,
      plan()
        .features()
        .filter(({ id }) => id !== "B"),
    );
  it.each<[string, RuleId, Project]>([
    ["a vertex one side lacks", "coverage-unnoded", plan(polygonM([20, 10, 40, 10, 40, 18, 40, 30, 20, 30])).build()],
    [
      "a gap of five centimetres",
      "coverage-sliver",
      plan(polygonM([20, 10, 40, 10, 39.95, 20, 40, 30, 20, 30])).build(),
    ],
    ["an overlap of five", "coverage-sliver", plan(polygonM([20, 10, 40, 10, 40.05, 20, 40, 30, 20, 30])).build()],
    ["a parcel left out", "coverage-gap", withoutB()],
    ["a vertex given twice", "invalid-ring", plan(polygonM([20, 10, 40, 10, 40, 10, 40, 30, 20, 30])).build()],
    ["an outline that turns the wrong way", "invalid-ring", plan(polygonM([20, 10, 20, 30, 40, 30, 40, 10])).build()],
    ["a lot without number", "missing-number", plan(undefined, ["1", undefined, "3"]).build()],
  ])("mend %s, and nothing is left to say", (_name, rule, project) => {
    const issue = found(project, rule);
    const command = fixingCommand(issue.fix?.command ?? "");
    const before = canonicalText(project);
    const followed = FollowedIssues.build(project, maliReferentiel);
    expect(tryFix(project, followed, issue, command, env())).toBeUndefined();
    // Trying leaves no trace, in the project and in what is known of it.
    expect(canonicalText(project)).toBe(before);
    expect(followed.issues).toEqual(checkProject(project, maliReferentiel).issues);
    ran(project, command, issue.fix?.input);
    expect(checkProject(project, maliReferentiel).issues).toEqual([]);
  });

  it("give a lot a number that none of its îlot ever bore", () => {
    const project = plan(undefined, ["1", undefined, "7"]).build();
    const { fix } = found(project, "missing-number");
    ran(project, fixingCommand(fix?.command ?? ""), fix?.input);
    expect(project.get("B")?.fields["number"]).toBe("8");
  });

  it("are refused when they would make an error", () => {
    const project = withoutB();
    const issue = found(project, "coverage-gap");
    // A street left open over the gap: filling with a parcel of no street is the error.
    const command: Command<unknown> = {
      id: "add",
      plan: () => ({
        change: {
          added: [{ id: "X", class: "parcel", geometry: square(25, 20, 10), fields: lot("9") }],
          updated: [],
          removed: [],
        },
      }),
    };
    const followed = FollowedIssues.build(project, maliReferentiel);
    expect(tryFix(project, followed, issue, command, env())).toMatchObject({ code: "fix.new-errors" });
    expect(project.get("X")).toBeUndefined();
    const idle: Command<unknown> = { id: "idle", plan: () => ({ change: { added: [], updated: [], removed: [] } }) };
    expect(tryFix(project, followed, issue, idle, env())).toMatchObject({ code: "fix.still-there" });
  });

  it("refuse an outline that encloses two pieces of ground", () => {
    const project = plan(polygonM([20, 10, 40, 10, 20, 30, 40, 30])).build();
    expect(fixingCommand("tidy-outline").plan(project, { id: "B" }, env())).toMatchObject({
      code: "outline.not-tidy",
    });
  });

  it("leave an outline that is tidy out of the history", () => {
    const project = plan(square(20, 20, 10)).build();
    expect(fixingCommand("tidy-outline").plan(project, { id: "B" }, env())).toMatchObject({
      code: "command.nothing-to-do",
    });
  });
});

describe("exceptions", () => {
  const small = () =>
    plan(polygonM([20, 10, 40, 10, 40, 16, 20, 16])).openSpace("R", polygonM([20, 16, 40, 16, 40, 30, 20, 30]));
  const accepted = () => {
    const project = small().build();
    const { rule, ids, at } = found(project, "small-parcel");
    ran(project, acceptIssue, { rule, ids, at, reason: "Boutique existante" });
    return project;
  };

  it("show an issue apart, with its reason, and it is not counted", () => {
    const report = checkProject(accepted(), maliReferentiel);
    expect(report.accepted).toMatchObject([{ rule: "small-parcel", accepted: { reason: "Boutique existante" } }]);
    expect(report.counts["small-parcel"]).toBeUndefined();
  });

  it("hold when a field changes, and no longer when the shape does", () => {
    const project = accepted();
    ran(project, updateFields, { ids: ["B"], fields: { note: "vu" } });
    expect(checkProject(project, maliReferentiel).accepted).toHaveLength(1);
    const b = project.get("B");
    if (!b) throw new Error("no B");
    const shape = polygonM([20, 10, 40, 10, 40, 15, 20, 15]);
    const followed = FollowedIssues.build(project, maliReferentiel);
    const change = { added: [], updated: [[b, { ...b, geometry: shape }] as const], removed: [] };
    project.apply(change);
    followed.follow(change);
    expect(followed.issues.find(({ rule }) => rule === "small-parcel")?.accepted).toBeUndefined();
    expect(followed.issues).toEqual(FollowedIssues.build(project, maliReferentiel).issues);
  });

  it("are taken back by a command of their own", () => {
    const project = accepted();
    const [issue] = checkProject(project, maliReferentiel).accepted;
    ran(project, reopenIssue, { id: issue?.accepted?.id ?? "" });
    expect(found(project, "small-parcel").accepted).toBeUndefined();
  });

  it("need a reason, and are refused where the plan must be mended", () => {
    const project = small().build();
    const { rule, ids, at } = found(project, "small-parcel");
    expect(acceptIssue.plan(project, { rule, ids, at, reason: " " }, env())).toMatchObject({
      code: "exception.needs-reason",
    });
    expect(acceptIssue.plan(project, { rule: "servitude", ids, at, reason: "déjà bâti" }, env())).toMatchObject({
      code: "exception.blocking",
    });
  });
});
