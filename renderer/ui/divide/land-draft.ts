import { adjustBoundary } from "#core/commands/adjust-boundary";
import { cedeStrip } from "#core/commands/cede-strip";
import { divideParcel } from "#core/commands/divide-parcel";
import { partNumbers } from "#core/commands/divided-face";
import { remembrement, remembrementNumbers } from "#core/commands/remembrement";
import { setAside } from "#core/commands/set-aside";
import type { CutDirection, DivisionInput, HousePolicy, RemainderPolicy } from "#core/derived/divide/division-input";
import { planAdjustment } from "#core/derived/divide/plan-adjustment";
import { planCession } from "#core/derived/divide/plan-cession";
import { type DivisionPlan, planDivision } from "#core/derived/divide/plan-division";
import { planRemembrement } from "#core/derived/divide/plan-remembrement";
import { coverageClasses } from "#core/features/classes";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";
import { type ActWords, actOf, noActWords } from "#ui/acts/act-words";

/** Acts on land that are worked out beside the map. Words under `divide.kind.<kind>`. */
export type LandKind = "divide" | "adjust" | "remembrement" | "cede" | "reserve";

/** An act on land under way: which, and on which faces. */
export interface LandWork {
  readonly kind: LandKind;
  readonly ids: readonly string[];
}

/** What the panel asks. Lists are kept as typed. */
export interface LandSettings {
  readonly method: "equal" | "areas" | "width" | "parallel" | "point";
  readonly parts: number;
  readonly areas: string;
  readonly widthM: number;
  readonly distances: string;
  /** `auto`: across the frontage; a bearing comes from dragging a cut. */
  readonly direction: "auto" | "across" | "parallel" | { readonly bearingDeg: number };
  /** Number of the side that direction, bands or strip refer to. */
  readonly side: number;
  readonly at: Position | undefined;
  readonly remainder: RemainderPolicy;
  readonly minFrontageM: number | undefined;
  readonly houses: HousePolicy;
  readonly adjust: "straighten" | "area";
  readonly movedM2: number;
  readonly purpose: string;
  readonly act: ActWords;
}

export const firstSettings: LandSettings = {
  method: "equal",
  parts: 2,
  areas: "",
  widthM: 10,
  distances: "5",
  direction: "auto",
  side: 0,
  at: undefined,
  remainder: "create",
  minFrontageM: undefined,
  houses: "refuse",
  adjust: "straighten",
  movedM2: 10,
  purpose: "ecole",
  act: noActWords,
};

/** One line of the table of parts. */
export interface LandRow {
  readonly number: string | undefined;
  readonly areaM2: number;
  readonly frontageM?: number;
  /** What rounding or sparing a house has left of the area aimed at. */
  readonly residualM2?: number;
}

/** What an act would make, for map and table. */
export interface LandOutcome {
  readonly preview: readonly Feature[];
  readonly lines: readonly (readonly number[])[];
  readonly rows: readonly LandRow[];
  /** Of a division by parallel cuts: what dragging a cut starts from. */
  readonly division?: DivisionPlan;
}

/** A command with its input. */
interface Made {
  readonly command: Command<never>;
  readonly input: unknown;
}

/** Which acts the chosen faces are open to; empty when they are none that can be worked on. */
export function kindsFor(project: ProjectView, ids: readonly string[]): LandKind[] {
  const faces = ids.map((id) => project.get(id));
  const isFace = (face: Feature | undefined): boolean =>
    face !== undefined && face.class !== "street" && coverageClasses.includes(face.class);
  if (faces.length === 0 || !faces.every(isFace)) return [];
  const parcels = faces.every((face) => face?.class === "parcel");
  if (faces.length === 1) return parcels ? ["divide", "cede", "reserve"] : ["divide", "cede"];
  return [...(faces.length === 2 ? (["adjust"] as const) : []), ...(parcels ? (["remembrement"] as const) : [])];
}

/** Numbers of a typed list: `300 ; 450,5`. `undefined` when one is none. */
export function listed(text: string): number[] | undefined {
  const words = text.split(/[;\s]+/).filter((word) => word !== "");
  const numbers = words.map((word) => Number(word.replace(",", ".")));
  return numbers.every((value) => Number.isFinite(value)) ? numbers : undefined;
}

/** The command that makes an act, or why its settings cannot be read. */
export function landCommand(work: LandWork, settings: LandSettings): Made | Refusal {
  const made = <Input>(command: Command<Input>, input: Input): Made => ({
    command: command as Command<never>,
    input: { ...input, ...actOf(settings.act) },
  });
  const [id = "", other = ""] = work.ids;
  const houses = settings.houses === "shift" ? "refuse" : settings.houses;
  switch (work.kind) {
    case "divide": {
      const input = divisionInput(id, settings);
      return isRefusal(input) ? input : made(divideParcel, input);
    }
    case "adjust":
      return made(
        adjustBoundary,
        settings.adjust === "straighten"
          ? { ids: [id, other], method: "straighten", houses }
          : { ids: [id, other], method: "area", movedM2: settings.movedM2, houses },
      );
    case "remembrement": {
      const input = { ids: work.ids, houses: settings.houses, remainder: settings.remainder };
      if (settings.method !== "areas") return made(remembrement, { ...input, parts: settings.parts });
      const areasM2 = list("areasM2", settings.areas);
      return isRefusal(areasM2) ? areasM2 : made(remembrement, { ...input, areasM2 });
    }
    case "cede": {
      const side = settings.side > 0 ? { side: settings.side } : {};
      return made(cedeStrip, { id, widthM: settings.widthM, houses, ...side });
    }
    case "reserve":
      return made(setAside, { id, purpose: settings.purpose });
  }
}

/** Works an act out without making it. */
export function landOutcome(
  project: ProjectView,
  coverage: CoverageIndex,
  work: LandWork,
  settings: LandSettings,
): LandOutcome | Refusal {
  const made = landCommand(work, settings);
  if (isRefusal(made)) return made;
  const face = (id: string): Feature | undefined => project.get(id);
  const drawn = (id: string, polygon: PolygonGeometry, fields: Feature["fields"], cls?: Feature["class"]): Feature => ({
    id: `preview-${id}`,
    class: cls ?? face(work.ids[0] ?? "")?.class ?? "parcel",
    geometry: polygon,
    fields,
  });
  const numbered = (number: string | undefined): Feature["fields"] => (number === undefined ? {} : { number });
  switch (work.kind) {
    case "divide": {
      const plan = planDivision(project, coverage, made.input as DivisionInput);
      if (isRefusal(plan)) return plan;
      const whole = face(plan.id);
      const numbers = whole ? numbersInOrder(project, coverage, whole, plan) : [];
      return {
        preview: plan.parts.map(({ polygon }, i) => drawn(`${i}`, polygon, numbered(numbers[i]))),
        lines: plan.cuts,
        rows: plan.parts.map((part, i) => ({ ...rowOf(part), number: numbers[i] })),
        division: plan,
      };
    }
    case "remembrement": {
      const plan = planRemembrement(project, coverage, made.input as Parameters<typeof planRemembrement>[2]);
      if (isRefusal(plan)) return plan;
      const numbers = remembrementNumbers(project, coverage, plan);
      return {
        preview: plan.parts.map(({ polygon }, i) => drawn(`${i}`, polygon, numbered(numbers[i]))),
        lines: plan.cuts,
        rows: plan.parts.map((part, i) => ({ ...rowOf(part), number: numbers[i] })),
      };
    }
    case "adjust": {
      const plan = planAdjustment(project, coverage, made.input as Parameters<typeof planAdjustment>[2]);
      if (isRefusal(plan)) return plan;
      const rows = plan.parts.map(({ areaM2, beforeM2 }, i) => ({
        number: textOf(face(plan.ids[i as 0 | 1])),
        areaM2,
        residualM2: areaM2 - beforeM2,
      }));
      return {
        preview: plan.parts.map(({ polygon }, i) => drawn(`${i}`, polygon, numbered(rows[i]?.number))),
        lines: [plan.cut],
        rows,
      };
    }
    case "cede": {
      const plan = planCession(project, coverage, made.input as Parameters<typeof planCession>[2]);
      if (isRefusal(plan)) return plan;
      const number = textOf(face(plan.id));
      return {
        preview: [drawn("strip", plan.strip, {}, "street"), drawn("rest", plan.rest, numbered(number))],
        lines: [plan.cut],
        rows: [
          { number, areaM2: planAreaM2(plan.rest) },
          { number: undefined, areaM2: planAreaM2(plan.strip) },
        ],
      };
    }
    case "reserve": {
      const parcel = face(work.ids[0] ?? "");
      if (parcel?.geometry?.kind !== "polygon") return refuse("feature.unknown", { ids: work.ids });
      const fields = { use: settings.purpose, ...numbered(textOf(parcel)) };
      return {
        preview: [drawn("reserve", parcel.geometry, fields, "reserve")],
        lines: [],
        rows: [{ number: textOf(parcel), areaM2: planAreaM2(parcel.geometry) }],
      };
    }
  }
}

function divisionInput(id: string, settings: LandSettings): DivisionInput | Refusal {
  const { method, houses, remainder } = settings;
  const front = settings.minFrontageM === undefined ? {} : { minFrontageM: settings.minFrontageM };
  const common = { id, houses, ...front };
  const direction = directionOf(settings);
  const turned = direction ? { direction } : {};
  if (method === "equal") return { ...common, ...turned, method, parts: settings.parts };
  if (method === "width") return { ...common, ...turned, method, widthM: settings.widthM, remainder };
  if (method === "parallel") {
    const distancesM = list("distancesM", settings.distances);
    return isRefusal(distancesM) ? distancesM : { ...common, method, side: Math.max(1, settings.side), distancesM };
  }
  const areasM2 = list("areasM2", settings.areas);
  if (isRefusal(areasM2)) return areasM2;
  if (method === "areas") return { ...common, ...turned, method, areasM2, remainder };
  return settings.at
    ? { ...common, method, at: settings.at, areasM2, remainder }
    : refuse("divide.no-point", { ids: [id] });
}

function directionOf({ direction, side }: LandSettings): CutDirection | undefined {
  if (direction === "auto") return undefined;
  if (typeof direction === "object") return direction;
  return direction === "across" ? { across: Math.max(1, side) } : { parallelTo: Math.max(1, side) };
}

function list(field: string, text: string): number[] | Refusal {
  const numbers = listed(text);
  return numbers && numbers.length > 0 ? numbers : refuse("divide.no-list", { params: { field } });
}

/** Numbers by part: of anything but a parcel the largest part keeps its own. */
function numbersInOrder(
  project: ProjectView,
  coverage: CoverageIndex,
  whole: Feature,
  { parts }: DivisionPlan,
): (string | undefined)[] {
  const numbers = partNumbers(project, coverage, whole, parts.length);
  if (whole.class === "parcel") return numbers;
  const largest = parts.reduce((a, b) => (b.areaM2 > a.areaM2 ? b : a));
  return parts.map((part) => (part === largest ? textOf(whole) : numbers.shift()));
}

function rowOf({ areaM2, frontageM, residualM2 }: DivisionPlan["parts"][number]): Omit<LandRow, "number"> {
  return { areaM2, frontageM, ...(residualM2 === undefined ? {} : { residualM2 }) };
}

function textOf(face: Feature | undefined): string | undefined {
  const number = face?.fields["number"];
  return typeof number === "string" ? number : undefined;
}
