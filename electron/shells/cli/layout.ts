import { readFileSync } from "node:fs";
import { acceptLayout } from "#core/commands/accept-layout";
import { drawPerimeter } from "#core/commands/draw-perimeter";
import { relayIlotsCommand } from "#core/commands/relay-ilots";
import { saveScenario } from "#core/commands/save-scenario";
import { freeName } from "#core/commands/scenario-name";
import {
  type Alternative,
  type AlternativeId,
  alternativeIds,
  layOutAlternatives,
} from "#core/engines/layout/alternatives";
import { readingsOf } from "#core/engines/layout/indicators";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import {
  type LayoutInput,
  type LayoutParams,
  type LayoutResult,
  type LayoutScore,
  readLayoutParams,
} from "#core/engines/layout/layout-types";
import { remarkSentence } from "#core/engines/layout/remark-words";
import { scoreProject } from "#core/engines/layout/score-project";
import { normsOf } from "#core/features/norms-of";
import { parseWithLines } from "#core/formats/json-with-lines";
import { speaker } from "#core/messages/catalogue";
import type { ProjectView } from "#core/model/project";
import { isRefusal, RefusalError, refuse } from "#core/model/refusal";
import { goBy } from "#shells/cli/norms-option";
import { inputPath, outputPath } from "#shells/cli/paths";
import { planChanges, rememberPlan } from "#shells/cli/plan-changes";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { readSite } from "#shells/cli/site";
import { siteRelief } from "#shells/cli/site-relief";
import { type CliContext, neededOption, type OptionValues, textOption, type Verb } from "#shells/cli/verb";

/**
 * `layout P.gpkg --site SITE --out OUT.gpkg`: draws the perimeter, lays the village out, keeps the plan. With
 * `--alternatives`, works three plans out, keeps all three as scenarios and the chosen one as the plan. What is locked,
 * and parcels that are more than planned, stay. With `--ilots`, only those îlots are laid out anew.
 */
export const layoutVerb: Verb = {
  options: {
    site: { type: "string" },
    params: { type: "string" },
    out: { type: "string" },
    alternatives: { type: "boolean" },
    alternative: { type: "string" },
    norms: { type: "string" },
    elevation: { type: "string" },
    ilots: { type: "string" },
  },
  words: [1, 1],
  async run([path = ""], options, context) {
    const out = outputPath(neededOption(options, "out"));
    const { params, only, rows } = readParams(textOption(options, "params"));
    const ilots =
      textOption(options, "ilots")
        ?.split(",")
        .map((number) => number.trim()) ?? only;
    if (ilots) return relaid(path, ilots, rows ? params : { ...params, lotsPerIlotRow: 60 }, out, options, context);
    const site = neededOption(options, "site");
    const wanted = wantedAlternative(options, params);
    const held = await ProjectOnDisk.open(path, context);
    goBy(textOption(options, "norms"), held);
    const rings = await readSite(site, held.project, context);
    const drawn = held.ledger.run(drawPerimeter, { rings });
    // The perimeter may be there already, just so.
    if (isRefusal(drawn) && drawn.code !== "command.nothing-to-do") throw new RefusalError(drawn);
    const heights = textOption(options, "elevation");
    const relief = heights === undefined ? {} : { relief: await siteRelief(heights, rings, held.project.meta.crs) };
    const input = {
      ...layoutInputOf(held.project, rings, params, seedNumber(context.seed), normsOf(held.project)),
      ...relief,
    };
    const started = performance.now();
    const alternatives = wanted ? threePlans(input, context) : [];
    const chosen = alternatives.find(({ id }) => id === wanted) ?? { params, result: onePlan(input, context) };
    const ms = Math.round(performance.now() - started);
    const speak = speaker(context.lang);
    for (const { id, ...plan } of alternatives) {
      held.run(saveScenario, { ...plan, name: freeName(held.project, speak(`alternative.${id}`)) });
    }
    const { result } = chosen;
    const before = rememberPlan(held.project);
    held.run(acceptLayout, { result, params: chosen.params, site: rings });
    await held.save(out);
    return {
      project: out,
      crs: held.project.meta.crs,
      ...(wanted ? { alternative: wanted, params: chosen.params } : {}),
      ...result.score,
      ms,
      ...(before ? { plan: planChanges(before, held.project) } : {}),
      figures: figuresOf(result.score, chosen.params, held.project),
      remarks: result.remarks.map((remark) => ({
        ...remark,
        message: remarkSentence(remark, speak, (words) => words[context.lang]),
        ...(remark.at ? { at: [remark.at[0] / 1000, remark.at[1] / 1000] } : {}),
      })),
      ...(wanted
        ? {
            alternatives: alternatives.map(({ id, params: own, result: { score }, housesBesideStreets }) => ({
              alternative: id,
              params: own,
              ...score,
              housesBesideStreets,
            })),
          }
        : {}),
    };
  },
};

/** Only some îlots of the plan, anew. */
async function relaid(
  path: string,
  ilots: readonly string[],
  params: LayoutParams,
  out: string,
  options: OptionValues,
  context: CliContext,
): Promise<object> {
  const held = await ProjectOnDisk.open(path, context);
  goBy(textOption(options, "norms"), held);
  const before = rememberPlan(held.project) ?? new Map();
  const started = performance.now();
  held.run(relayIlotsCommand, { ilots, params });
  const ms = Math.round(performance.now() - started);
  await held.save(out);
  const figures = scoreProject(held.project, normsOf(held.project));
  return {
    project: out,
    crs: held.project.meta.crs,
    ilotsRelaid: ilots,
    ...figures?.score,
    ms,
    plan: planChanges(before, held.project),
  };
}

/** Every figure of a plan with what it is held against, as a list. */
function figuresOf(score: LayoutScore, params: LayoutParams, project: ProjectView): object[] {
  return readingsOf(score, params, normsOf(project)).map(
    ({ indicator: { key, unit }, value, least, most, asked, meets }) => ({
      id: key,
      value,
      unit,
      target: {
        ...(least === undefined ? {} : { min: least }),
        ...(most === undefined ? {} : { max: most }),
        ...(asked === undefined ? {} : { asked }),
      },
      status: meets === undefined ? "shown" : meets ? "met" : "missed",
    }),
  );
}

function onePlan(input: LayoutInput, context: CliContext): LayoutResult {
  const result = layOut(input, {
    progress: (stage, share) => context.progress({ stage: `layout.${stage}`, share }),
  });
  if (isRefusal(result)) throw new RefusalError(result);
  return result;
}

function threePlans(input: LayoutInput, context: CliContext): Alternative[] {
  const made = layOutAlternatives(input, {
    progress: (share) => context.progress({ stage: "layout.alternatives", share }),
  });
  if (isRefusal(made)) throw new RefusalError(made);
  return made;
}

/** Which of the three plans is to be kept; `undefined` when one plan is asked for. @throws RefusalError `cli.bad-option` */
function wantedAlternative(options: OptionValues, { objective }: LayoutParams): AlternativeId | undefined {
  const named = textOption(options, "alternative");
  if (named === undefined && options["alternatives"] !== true) return undefined;
  const wanted = alternativeIds.find((id) => id === (named ?? objective ?? alternativeIds[0]));
  if (wanted) return wanted;
  if (named === undefined) return alternativeIds[0];
  const params = { option: "--alternative", value: named, expected: alternativeIds.join(", ") };
  throw new RefusalError(refuse("cli.bad-option", { params }));
}

interface AskedPlan {
  readonly params: LayoutParams;
  /** Îlots that alone are laid out anew: the key `only` of the file. */
  readonly only: readonly string[] | undefined;
  /** Whether the file says how long rows may be: an îlot that is taken up again is not cut through else. */
  readonly rows: boolean;
}

function readParams(path: string | undefined): AskedPlan {
  const value = path === undefined ? {} : parseWithLines(readFileSync(inputPath(path), "utf8"), path).value;
  const asked: Record<string, unknown> | undefined = isRecord(value) ? { ...value } : undefined;
  const only = asked?.["only"];
  if (asked) delete asked["only"];
  const params = readLayoutParams(asked ?? value);
  if (isRefusal(params)) throw new RefusalError(path === undefined ? params : { ...params, file: path });
  const rows = asked?.["lotsPerIlotRow"] !== undefined;
  if (only === undefined) return { params, only, rows };
  const names: unknown[] = Array.isArray(only) ? only : [];
  if (names.length === 0 || !names.every((name) => typeof name === "string" || typeof name === "number")) {
    const refusal = refuse("layout.params-bad-value", { params: { key: "only", why: "fault.not-numbers" } });
    throw new RefusalError(path === undefined ? refusal : { ...refusal, file: path });
  }
  return { params, only: names.map(String), rows };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The engine's seed: a whole number as it is, 1 when none was given. */
function seedNumber(seed: string | undefined): number {
  if (seed === undefined) return 1;
  const value = Number(seed);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RefusalError(refuse("cli.bad-option", { params: { option: "--seed", value: seed, expected: "0, 1, 2…" } }));
}
