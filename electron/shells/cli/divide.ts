import { z } from "zod";
import { type AdjustBoundaryInput, adjustBoundary } from "#core/commands/adjust-boundary";
import { type CedeStripInput, cedeStrip } from "#core/commands/cede-strip";
import { type DivideParcelInput, divideParcel } from "#core/commands/divide-parcel";
import { remembrement } from "#core/commands/remembrement";
import { setAside } from "#core/commands/set-aside";
import { type SplitFaceInput, splitFace } from "#core/commands/split-face";
import type { CutDirection } from "#core/derived/divide/division-input";
import { type DivisionPlan, planDivision } from "#core/derived/divide/plan-division";
import { sidesOf } from "#core/derived/divide/sides";
import { PlanarGraph } from "#core/derived/planar-graph";
import { planAreaM2 } from "#core/geometry/ring";
import { recordOf } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import type { SealedRecord } from "#core/model/journal";
import { isRefusal, RefusalError, refuse } from "#core/model/refusal";
import { actInput, numberOption, numbersOption, readInput, saved } from "#shells/cli/command-input";
import { parcelNamed } from "#shells/cli/parcel-named";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { neededOption, type OptionValues, textOption, type Verb } from "#shells/cli/verb";

const out = { out: { type: "string" } } as const;
const word = { type: "string" } as const;

const count = z.number().int();
const numbers = z.array(z.number()).max(1000);
const direction = z.union([
  z.strictObject({ parallelTo: count }),
  z.strictObject({ across: count }),
  z.strictObject({ bearingDeg: z.number() }),
]);
const common = {
  id: z.string(),
  minFrontageM: z.number().optional(),
  houses: z.enum(["refuse", "shift", "allow"]).optional(),
  act: actInput,
};
const parallel = {
  ...common,
  direction: direction.optional(),
  from: z.enum(["start", "end"]).optional(),
  remainder: z.enum(["create", "last", "spread"]).optional(),
};
const path = z.array(z.number()).min(4);
/** `DivideParcelInput`. */
const divideInput = z.discriminatedUnion("method", [
  z.strictObject({ ...common, method: z.literal("line"), path }),
  z.strictObject({ ...parallel, method: z.literal("equal"), parts: count }),
  z.strictObject({ ...parallel, method: z.literal("areas"), areasM2: numbers }),
  z.strictObject({ ...parallel, method: z.literal("width"), widthM: z.number() }),
  z.strictObject({ ...common, method: z.literal("parallel"), side: count, distancesM: numbers }),
  z.strictObject({
    ...common,
    method: z.literal("point"),
    at: z.tuple([z.number(), z.number()]),
    areasM2: numbers,
    remainder: parallel.remainder,
  }),
]);
/** `SplitFaceInput`: without a method, a line drawn by hand. */
const splitInput = z.strictObject({ id: z.string(), path, act: actInput });
const maybeMethod = z.looseObject({ method: z.string().optional() });

/** `divide P.gpkg`: divides a face by a method, or along a line; `--preview` only works the parts out. */
export const divideVerb: Verb = {
  options: {
    input: word,
    parcel: word,
    method: word,
    parts: word,
    areas: word,
    width: word,
    distances: word,
    side: word,
    across: word,
    "parallel-to": word,
    bearing: word,
    from: word,
    at: word,
    path: word,
    remainder: word,
    "min-frontage": word,
    houses: word,
    preview: { type: "boolean" },
    ...out,
  },
  words: [1, 1],
  async run([file = ""], options, context) {
    const held = await ProjectOnDisk.open(file, context);
    if ("input" in options && readInput(options, maybeMethod).method === undefined) {
      const line = given(readInput(options, splitInput)) as SplitFaceInput;
      const record = held.run(splitFace, line);
      return { ...(await saved(held, record, file, options)), parts: partsOf(record) };
    }
    const input = given(
      "input" in options ? readInput(options, divideInput) : fromOptions(held, options),
    ) as DivideParcelInput;
    if (options["preview"]) {
      const plan = planDivision(held.project, PlanarGraph.build(held.project), input);
      if (isRefusal(plan)) throw new RefusalError(plan);
      return previewOf(held, plan);
    }
    const record = held.run(divideParcel, input);
    return { ...(await saved(held, record, file, options)), parts: partsOf(record) };
  },
};

/** The input that options tell: measures in metres and square metres, positions in metres of the project CRS. */
function fromOptions(held: ProjectOnDisk, options: OptionValues): object {
  const face = parcelNamed(held.project, neededOption(options, "parcel"));
  const mm = (name: string): number[] | undefined => numbersOption(options, name)?.map((m) => Math.round(m * 1000));
  const input = given({
    id: face.id,
    method: neededOption(options, "method"),
    parts: numberOption(options, "parts"),
    areasM2: numbersOption(options, "areas"),
    widthM: numberOption(options, "width"),
    distancesM: numbersOption(options, "distances"),
    side: numberOption(options, "side"),
    direction: directionOf(options),
    from: textOption(options, "from"),
    at: mm("at"),
    path: mm("path"),
    remainder: textOption(options, "remainder"),
    minFrontageM: numberOption(options, "min-frontage"),
    houses: textOption(options, "houses"),
  });
  const read = divideInput.safeParse(input);
  if (read.success) return input;
  const issue = read.error.issues[0];
  const where = issue?.path.join(".") || "--method";
  throw new RefusalError(refuse("cli.bad-input", { params: { where, why: issue?.message ?? "" } }));
}

function directionOf(options: OptionValues): CutDirection | undefined {
  const [across, parallelTo, bearingDeg] = ["across", "parallel-to", "bearing"].map((name) =>
    numberOption(options, name),
  );
  if (across !== undefined) return { across };
  if (parallelTo !== undefined) return { parallelTo };
  return bearingDeg === undefined ? undefined : { bearingDeg };
}

/** Area that rounding to the grid may move in a neighbour, square metres. */
const ROUNDING_M2 = 0.1;

/** The faces a command made or reshaped, with their areas. */
function partsOf(record: SealedRecord): object[] {
  const { change } = recordOf(record);
  const areaM2 = ({ geometry }: Feature): number => (geometry?.kind === "polygon" ? planAreaM2(geometry) : 0);
  // Neighbours that only take a vertex change by the rounding of the grid.
  const reshaped = change?.updated.filter(([from, to]) => Math.abs(areaM2(from) - areaM2(to)) > ROUNDING_M2) ?? [];
  const faces = [...(change?.added ?? []), ...reshaped.map(([, to]) => to)];
  return faces.flatMap(({ id, class: cls, geometry, fields }) =>
    geometry?.kind === "polygon" && cls !== "pastParcel"
      ? [{ id, class: cls, number: fields["number"], areaM2: rounded(planAreaM2(geometry), 6) }]
      : [],
  );
}

function previewOf(held: ProjectOnDisk, plan: DivisionPlan): object {
  const geometry = held.project.get(plan.id)?.geometry;
  const sides = geometry?.kind === "polygon" ? sidesOf(geometry) : [];
  return {
    parcel: plan.id,
    sides: sides.map(({ number, lengthMm, angleRad }) => ({
      number,
      lengthM: rounded(lengthMm / 1000, 3),
      bearingDeg: rounded((((90 - (angleRad * 180) / Math.PI) % 180) + 180) % 180, 3),
    })),
    cuts: plan.cuts,
    parts: plan.parts.map(({ areaM2, targetM2, residualM2, frontageM, remainder }) => ({
      areaM2: rounded(areaM2, 6),
      ...(targetM2 === undefined ? {} : { targetM2: rounded(targetM2, 6), residualM2: rounded(residualM2 ?? 0, 6) }),
      frontageM: rounded(frontageM, 3),
      ...(remainder ? { remainder } : {}),
    })),
    shifted: plan.shifted,
  };
}

const pair = z.tuple([z.string(), z.string()]);
const adjustInput = z.discriminatedUnion("method", [
  z.strictObject({
    ids: pair,
    method: z.literal("line"),
    path,
    houses: z.enum(["refuse", "allow"]).optional(),
    act: actInput,
  }),
  z.strictObject({
    ids: pair,
    method: z.literal("straighten"),
    houses: z.enum(["refuse", "allow"]).optional(),
    act: actInput,
  }),
  z.strictObject({
    ids: pair,
    method: z.literal("area"),
    movedM2: z.number(),
    houses: z.enum(["refuse", "allow"]).optional(),
    act: actInput,
  }),
]);

/** `adjust P.gpkg`: changes the boundary between two neighbours. */
export const adjustVerb: Verb = {
  options: { input: word, parcels: word, moved: word, path: word, ...out },
  words: [1, 1],
  async run([file = ""], options, context) {
    const held = await ProjectOnDisk.open(file, context);
    const input = (
      "input" in options ? readInput(options, adjustInput) : adjustFrom(held, options)
    ) as AdjustBoundaryInput;
    const record = held.run(adjustBoundary, input);
    return { ...(await saved(held, record, file, options)), parts: partsOf(record) };
  },
};

function adjustFrom(held: ProjectOnDisk, options: OptionValues): AdjustBoundaryInput {
  const ids = named(held, neededOption(options, "parcels")) as [string, string];
  const movedM2 = numberOption(options, "moved");
  const line = numbersOption(options, "path")?.map((m) => Math.round(m * 1000));
  if (line) return { ids, method: "line", path: line };
  return movedM2 === undefined ? { ids, method: "straighten" } : { ids, method: "area", movedM2 };
}

const remembrementInput = z.strictObject({
  ids: z.array(z.string()),
  areasM2: numbers.optional(),
  shares: numbers.optional(),
  parts: count.optional(),
  direction: parallel.direction,
  from: parallel.from,
  remainder: parallel.remainder,
  minFrontageM: common.minFrontageM,
  houses: common.houses,
  act: actInput,
});

/** `remembrement P.gpkg`: shares the ground of adjacent parcels out anew. */
export const remembrementVerb: Verb = {
  options: { input: word, parcels: word, areas: word, shares: word, parts: word, ...out },
  words: [1, 1],
  async run([file = ""], options, context) {
    const held = await ProjectOnDisk.open(file, context);
    const read =
      "input" in options
        ? readInput(options, remembrementInput)
        : {
            ids: named(held, neededOption(options, "parcels")),
            areasM2: numbersOption(options, "areas"),
            shares: numbersOption(options, "shares"),
            parts: numberOption(options, "parts"),
          };
    const record = held.run(remembrement, given(read) as Parameters<typeof remembrement.plan>[1]);
    return { ...(await saved(held, record, file, options)), parts: partsOf(record) };
  },
};

const reserveInput = z.strictObject({ id: z.string(), purpose: z.string(), act: actInput });

/** `reserve P.gpkg`: makes a reserve of a parcel. */
export const reserveVerb: Verb = {
  options: { input: word, parcel: word, purpose: word, ...out },
  words: [1, 1],
  async run([file = ""], options, context) {
    const held = await ProjectOnDisk.open(file, context);
    const input =
      "input" in options
        ? readInput(options, reserveInput)
        : {
            id: parcelNamed(held.project, neededOption(options, "parcel")).id,
            purpose: neededOption(options, "purpose"),
          };
    return saved(held, held.run(setAside, given(input) as Parameters<typeof setAside.plan>[1]), file, options);
  },
};

const cedeInput = z.strictObject({
  id: z.string(),
  widthM: z.number(),
  side: count.optional(),
  houses: z.enum(["refuse", "allow"]).optional(),
  act: actInput,
});

/** `cede P.gpkg`: gives a strip of a parcel to the street. */
export const cedeVerb: Verb = {
  options: { input: word, parcel: word, width: word, side: word, ...out },
  words: [1, 1],
  async run([file = ""], options, context) {
    const held = await ProjectOnDisk.open(file, context);
    const read =
      "input" in options
        ? readInput(options, cedeInput)
        : {
            id: parcelNamed(held.project, neededOption(options, "parcel")).id,
            widthM: Number(neededOption(options, "width")),
            side: numberOption(options, "side"),
          };
    const record = held.run(cedeStrip, given(read) as CedeStripInput);
    return { ...(await saved(held, record, file, options)), parts: partsOf(record) };
  },
};

function named(held: ProjectOnDisk, names: string): string[] {
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .map((name) => parcelNamed(held.project, name).id);
}

/** An input without what was not said. */
function given<Input extends object>(input: Input): object {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
