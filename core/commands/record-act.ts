import { isIsoDate } from "#core/commands/field-values";
import { actTypes } from "#core/features/acts";
import { innerPosition } from "#core/geometry/ring";
import type { CommandEnv } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature, FieldValue } from "#core/model/feature";
import { idsText } from "#core/model/parent-ids";
import { type Refusal, refuse } from "#core/model/refusal";

/** What the planner says of an act; what is left out follows from the command, the day and the acts before. */
export interface ActInput {
  /** One of `actTypes`. */
  readonly type?: string | undefined;
  /** Free; `2026-001` and so on when left out. */
  readonly number?: string | undefined;
  /** ISO day, not after today. */
  readonly date?: string | undefined;
  /** Service or office that decides; never a person. */
  readonly office?: string | undefined;
  readonly reason?: string | undefined;
}

/** Parcels an act touches, as the command worked them out. */
export interface ActParcels {
  /** Kind of act when the planner names none. */
  readonly type: string;
  /** Live parcels that end: they go, and stay as past parcels. */
  readonly closed?: readonly Feature[];
  /** New parcels, with new ids; other new faces (a reserve, a piece of street) pass through as they are. */
  readonly opened?: readonly Feature[];
  /** Ids a new parcel came from; all the closed ones when left out. */
  readonly parentsOf?: (opened: Feature) => readonly string[];
  /** The same parcel before and after: what it was stays as a past parcel. */
  readonly adjusted?: readonly (readonly [from: Feature, to: Feature])[];
}

/** Lists for the change of a command that is an act. */
export interface RecordedAct {
  readonly act: Feature;
  /** Parcels opened, past parcels, and the act last. */
  readonly added: readonly Feature[];
  /** Parcels adjusted. */
  readonly updated: readonly (readonly [from: Feature, to: Feature])[];
  /** Parcels closed. */
  readonly removed: readonly Feature[];
}

/**
 * Writes an act and the lineage it makes: what every command does that closes, opens or reshapes parcels. A parcel is
 * never deleted: it is closed, kept as a past parcel with its number, and linked to those that follow it.
 *
 * @returns refusals `act.*`
 */
export function recordAct(
  coverage: CoverageIndex,
  input: ActInput,
  { type, closed = [], opened = [], parentsOf, adjusted = [] }: ActParcels,
  env: CommandEnv,
): RecordedAct | Refusal {
  const date = input.date ?? env.now.slice(0, 10);
  const wrong = wrongAct(coverage, input, date, env) ?? tooEarly([...closed, ...adjusted.map(([from]) => from)], date);
  if (wrong) return wrong;
  const id = env.newId();
  const fields: Record<string, FieldValue> = {
    number: input.number?.trim() || nextActNumber(coverage, date.slice(0, 4)),
    type: input.type ?? type,
    date,
  };
  for (const key of ["office", "reason"] as const) {
    const text = input[key]?.trim();
    if (text) fields[key] = text;
  }
  const act: Feature = { id, class: "act", geometry: null, fields };
  const begun = { openedBy: id, validFrom: date };
  const all = idsText(closed.map((parcel) => parcel.id));
  const ended = (parcel: Feature): Feature => ({
    ...parcel,
    id: env.newId(),
    class: "pastParcel",
    fields: { ...parcel.fields, of: parcel.id, validTo: date, closedBy: id },
  });
  return {
    act,
    added: [
      ...opened.map((face) => {
        if (face.class !== "parcel") return face;
        const { parents: _former, ...rest } = face.fields;
        const parents = parentsOf ? idsText(parentsOf(face)) : all;
        return { ...face, fields: { ...rest, ...(parents ? { parents } : {}), ...begun } };
      }),
      ...closed.map(ended),
      ...adjusted.map(([from]) => ended(from)),
      act,
    ],
    updated: adjusted.map(([from, to]) => [from, { ...to, fields: { ...to.fields, ...begun } }] as const),
    removed: closed,
  };
}

/** Why an act cannot be as the planner says. */
export function wrongAct(
  coverage: CoverageIndex,
  { type, number, date: given }: ActInput,
  date: string,
  env: CommandEnv,
): Refusal | undefined {
  if (type !== undefined && !actTypes.some(({ value }) => value === type)) {
    return refuse("act.unknown-type", { params: { type } });
  }
  if (given !== undefined && !isIsoDate(date)) return refuse("act.wrong-date", { params: { date } });
  if (given !== undefined && date > env.now.slice(0, 10)) return refuse("act.in-future", { params: { date } });
  if (number?.trim() && coverage.actNumbered(number.trim())) return refuse("act.number-taken", { params: { number } });
  return undefined;
}

/** Nothing ends before it began. */
function tooEarly(ended: readonly Feature[], date: string): Refusal | undefined {
  for (const parcel of ended) {
    const since = parcel.fields["validFrom"];
    if (typeof since !== "string" || since <= date) continue;
    const at = parcel.geometry?.kind === "polygon" ? { at: innerPosition(parcel.geometry) } : {};
    const number = String(parcel.fields["number"] ?? "—");
    return refuse("act.before-parcel", { ...at, ids: [parcel.id], params: { date, since, number } });
  }
  return undefined;
}

/** `2026-001`: the next number of the year that no act bears. */
function nextActNumber(coverage: CoverageIndex, year: string): string {
  const numbered = (n: number): string => `${year}-${String(n).padStart(3, "0")}`;
  const taken = (n: number): boolean => coverage.actNumbered(numbered(n));
  // Numbers run on: leap past the last, then close in on it.
  let [low, high] = [0, 1];
  while (taken(high)) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (taken(middle)) low = middle;
    else high = middle;
  }
  return numbered(high);
}
