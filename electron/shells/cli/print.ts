import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { PlanOptions } from "#core/bridge/bridge";
import { lotNames } from "#core/derived/lot-names";
import { type Lang, speaker } from "#core/messages/catalogue";
import { decodeDocument, type ProjectDocument, timeOf } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { RefusalError, refuse } from "#core/model/refusal";
import { runJob } from "#services/run-job";
import { makeFile } from "#shells/cli/make-file";
import { parcelIdNamed, parcelNamed } from "#shells/cli/parcel-named";
import { inputPath } from "#shells/cli/paths";
import { neededOption, textOption, type Verb } from "#shells/cli/verb";

const template = z.strictObject({
  paper: z.enum(["A4", "A3", "A2", "A1", "A0"]).default("A3"),
  landscape: z.boolean().default(true),
  scale: z.number().int().positive().optional(),
  title: z.string().max(200).optional(),
  subtitle: z.string().max(200).optional(),
  author: z.string().max(120).optional(),
  place: z.string().max(200).optional(),
  date: z.string().optional(),
});

/**
 * `print P.gpkg --template T --out F.pdf`: T is a paper (`A3`, `A1-portrait`) or a JSON file of plan settings;
 * `bornage` (on A4, `bornage-A3` on A3) with `--parcel` gives the plan de bornage of parcels; `filiation` with
 * `--parcel ID` the fiche of one parcel, live or past; `conflicts` the list of parcels that lie in a servitude.
 */
export const printVerb: Verb = {
  options: {
    template: { type: "string" },
    out: { type: "string" },
    scale: { type: "string" },
    title: { type: "string" },
    parcel: { type: "string" },
  },
  words: [1, 1],
  async run([path = ""], options, context) {
    const out = neededOption(options, "out");
    const name = neededOption(options, "template");
    const bornage = /^bornage(?:-(A[0-4]))?$/i.exec(name);
    const isList = name === "filiation" || name === "conflicts";
    const settings = isList ? undefined : readTemplate(bornage ? `${bornage[1] ?? "A4"}-portrait` : name);
    const { bytes } = await runJob("project.open", { path: inputPath(path), name: path, temp: context.temp });
    const document = decodeDocument(bytes);
    const last = document.records.at(-1);
    // A sheet's date is that of the state it shows, so that printing it again gives the same one.
    const date = (last ? timeOf(last) : document.meta.created).slice(0, 10);
    if (name === "conflicts") {
      const size = await makeFile(out, bytes, { format: "conflicts", lang: context.lang, date }, context);
      return { out, paper: "A4", landscape: false, bytes: size };
    }
    if (!settings) {
      const project = new Project(document.meta, document.features);
      const parcel = parcelIdNamed(project, neededOption(options, "parcel"));
      const sheet = { lang: context.lang, parcel, date };
      return { out, ...sheet, bytes: await makeFile(out, bytes, { format: "filiation", sheet }, context) };
    }
    const scale = textOption(options, "scale");
    const parcels = bornage ? parcelsOf(document, textOption(options, "parcel")) : [];
    const plan = planOf(settings, {
      ...(bornage ? { bornage: parcels.map(({ id }) => id) } : {}),
      title: textOption(options, "title") ?? settings.title ?? titleOf(document.meta.name, parcels, context.lang),
      date: settings.date ?? date,
      ...(scale !== undefined ? { scale: positive(scale) } : {}),
      lang: context.lang,
    });
    const size = await makeFile(out, bytes, { format: "pdf", plan }, context);
    return {
      out,
      paper: plan.paper,
      landscape: plan.landscape,
      ...(plan.scale ? { scale: plan.scale } : {}),
      bytes: size,
    };
  },
};

/** The parcels of a plan de bornage. @throws RefusalError `cli.bad-bornage`, as `parcelNamed` */
function parcelsOf({ meta, features }: ProjectDocument, names: string | undefined): Feature[] {
  if (!names) throw new RefusalError(refuse("cli.bad-bornage"));
  const project = new Project(meta, features);
  return names.split(",").map((name) => parcelNamed(project, name.trim()));
}

function titleOf(project: string, parcels: readonly Feature[], lang: Lang): string {
  if (parcels.length === 0) return project;
  return speaker(lang)("plan.bornage.title", { count: parcels.length, numbers: lotNames(parcels), project });
}

function planOf(
  { title: _title, date: _date, ...settings }: z.infer<typeof template>,
  more: Pick<PlanOptions, "title" | "date" | "lang" | "bornage"> & { scale?: number },
): PlanOptions {
  return { ...settings, ...more };
}

function readTemplate(name: string): z.infer<typeof template> {
  const paper = /^(?:plan-)?(A[0-4])(-portrait|-paysage)?$/i.exec(name);
  if (paper)
    return template.parse({ paper: paper[1]?.toUpperCase(), landscape: paper[2]?.toLowerCase() !== "-portrait" });
  if (!existsSync(name)) {
    throw new RefusalError(
      refuse("cli.bad-option", {
        params: { option: "--template", value: name, expected: "A4, A3, A2, A1, A0, FILE.json" },
      }),
    );
  }
  try {
    return template.parse(JSON.parse(readFileSync(inputPath(name), "utf8")));
  } catch (thrown) {
    const issue = thrown instanceof z.ZodError ? thrown.issues[0] : undefined;
    const params = { where: issue?.path.join(".") ?? "", why: issue?.message ?? "JSON" };
    throw new RefusalError(refuse("cli.bad-input", { file: name, params }));
  }
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RefusalError(
    refuse("cli.bad-option", { params: { option: "--scale", value: text, expected: "500, 1000, 2000…" } }),
  );
}
