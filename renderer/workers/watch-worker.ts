import type { WatchAnswers, WatchNews, WatchOrder, WatchQuestion } from "#core/bridge/watch-messages";
import { fixingCommand } from "#core/commands/fixes";
import { balanceOf } from "#core/derived/balance";
import { scoreProject } from "#core/engines/layout/score-project";
import { normsOf } from "#core/features/norms-of";
import { composePlan } from "#core/formats/plan/sheet";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { seededIds } from "#core/model/ledger";
import { Project } from "#core/model/project";
import type { ProjectMeta } from "#core/model/project-meta";
import { isRefusal } from "#core/model/refusal";
import { sortedJson } from "#core/model/sorted-json";
import { FollowedIssues } from "#core/rules/followed-issues";
import type { Issue } from "#core/rules/issue";
import { normStatuses } from "#core/rules/norm-statuses";
import { tryFix } from "#core/rules/try-fix";
import { paintSheet } from "./paint-sheet.ts";

// A project of its own that follows the window's, so that rules, balance and the sheet's preview never hold it up.

/** Issues are handed over so many at a time: the window takes in each lot between two frames. */
const LOT = 1000;

let meta: ProjectMeta | undefined;
let coming: Feature[] = [];
let project: Project | undefined;
let issues: FollowedIssues | undefined;
/** Orders that change the project, taken in so far. */
let followed = 0;

self.onmessage = ({ data }: MessageEvent<WatchOrder>) => {
  try {
    obey(data);
  } catch (error) {
    tell({ kind: "bug", message: wordsOf(error) });
  }
};

function obey(order: WatchOrder): void {
  // Counted though it may fail: the window then hands the project over anew.
  if (order.kind === "whole" || order.kind === "change") followed++;
  switch (order.kind) {
    case "begin":
      meta = order.meta;
      coming = [];
      project = undefined;
      return;
    case "features":
      for (const feature of order.features) coming.push(feature);
      return;
    case "whole": {
      const start = performance.now();
      project = new Project(meta as ProjectMeta, coming);
      coming = [];
      issues = FollowedIssues.build(project, normsOf(project));
      tellIssues([], issues.issues, performance.now() - start, true);
      return;
    }
    case "change": {
      if (!project || !issues) throw new Error("a change before the project");
      const start = performance.now();
      project.apply(order.change);
      if (changesNorms(order.change)) {
        issues = FollowedIssues.build(project, normsOf(project));
        tellIssues([], issues.issues, performance.now() - start, true);
        return;
      }
      const { gone, come } = issues.follow(order.change);
      tellIssues(gone, come, performance.now() - start, false);
      return;
    }
    case "ask":
      void answerTo(order.question).then(
        (answer) => tell({ kind: "answer", ask: order.ask, answer }),
        (error: unknown) => tell({ kind: "bug", ask: order.ask, message: wordsOf(error) }),
      );
  }
}

/** Whether a change gives the project another référentiel: every rule looks at everything anew. */
function changesNorms({ meta: words }: Change): boolean {
  return words !== undefined && sortedJson(words[0].referentiel ?? null) !== sortedJson(words[1].referentiel ?? null);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function answerTo(question: WatchQuestion): Promise<WatchAnswers[keyof WatchAnswers]> {
  if (!project || !issues) throw new Error("asked before the project was there");
  if (question.kind === "score") return scoreProject(project, normsOf(project));
  if (question.kind === "balance") return balanceOf(project, normsOf(project));
  if (question.kind === "norms") return normStatuses(project, normsOf(project), issues.issues);
  if (question.kind === "plan") {
    const sheet = composePlan(project, question.options);
    if (isRefusal(sheet)) return sheet;
    return { png: await paintSheet(sheet, question.widthPx), description: sheet.description };
  }
  const { issue } = question;
  const env = { newId: seededIds("tried"), now: new Date().toISOString() };
  return tryFix(project, issues, issue, fixingCommand(issue.fix?.command ?? ""), env);
}

function tellIssues(gone: readonly Issue[], come: readonly Issue[], ms: number, fresh: boolean): void {
  for (let i = 0; i === 0 || i < come.length; i += LOT) {
    const last = i + LOT >= come.length;
    tell({
      kind: "issues",
      fresh: fresh && i === 0,
      gone: i === 0 ? gone : [],
      come: come.slice(i, i + LOT),
      followed: last ? followed : followed - 1,
      ms,
    });
  }
}

function tell(news: WatchNews): void {
  self.postMessage(news);
}
