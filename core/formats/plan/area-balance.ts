import { type BalanceLine, balanceOf } from "#core/derived/balance";
import { classOf } from "#core/features/classes";
import { normsOf } from "#core/features/norms-of";
import type { PlanWords } from "#core/formats/plan/plan-words";
import type { BalanceRow } from "#core/formats/plan/side-blocks";
import type { ClassId } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** What is left over counts as nothing under this, square metres: a sum of rounded areas. */
const NOTHING_M2 = 0.5;

/** The rows of the land balance; `undefined` while nothing is laid out. Plan areas, square metres. */
export function areaBalance(
  project: ProjectView,
  words: PlanWords,
): { readonly rows: BalanceRow[]; readonly totalM2: number } | undefined {
  const balance = balanceOf(project, normsOf(project), { reach: false });
  const shares: readonly (readonly [ClassId, BalanceLine, boolean])[] = [
    ["parcel", balance.parcels, true],
    ["reserve", balance.reserves, true],
    ["street", balance.streets, false],
    ["openSpace", balance.openSpaces, false],
  ];
  const rows = shares.flatMap(([id, line, counted]): BalanceRow[] => {
    const label = classOf(id).plural[words.lang];
    return line.areaM2 > 0 ? [{ label, areaM2: line.areaM2, ...(counted ? { count: line.count } : {}) }] : [];
  });
  if (rows.length === 0) return undefined;
  if (balance.remainder.areaM2 > NOTHING_M2) {
    rows.push({ label: words.say("balance.remainder"), areaM2: balance.remainder.areaM2 });
  }
  const { count } = balance.ilots;
  const label = words.say("balance.total", { ilots: words.number(count), count });
  return { rows: [...rows, { label, areaM2: balance.perimeterM2, strong: true }], totalM2: balance.perimeterM2 };
}
