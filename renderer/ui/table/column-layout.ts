import { useMemo } from "react";
import { type Column, columnsOf } from "#core/derived/table/columns";
import { classOf } from "#core/features/classes";
import type { ClassId } from "#core/model/feature";
import { remembered } from "#store/preferences";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** What the planner chose for the columns of a class, remembered on this machine. */
interface Layout {
  readonly hidden: readonly string[];
  /** Widths chosen by hand, pixels. */
  readonly widths: Readonly<Record<string, number>>;
}

/** Until the planner chooses: without what is declared aside; an area on the ellipsoid is worked out only if asked for. */
function firstLayout(id: ClassId): Layout {
  const aside = classOf(id).fields.filter((field) => field.aside);
  return { hidden: ["groundAreaM2", ...aside.map(({ key }) => key)], widths: {} };
}

const layouts = remembered<Readonly<Record<string, Layout>>>("table-columns", {}, isLayouts);

/** Whether copies guard text that a spreadsheet would run. */
export const guardCopies = remembered("table-guard", true, (value): value is boolean => typeof value === "boolean");

/** The columns of a class as the planner wants them. */
export interface Columns {
  /** Every column there may be shown (personal ones only while they are). */
  readonly all: readonly Column[];
  readonly shown: readonly Column[];
  readonly widths: Readonly<Record<string, number>>;
  isHidden(key: string): boolean;
  setHidden(key: string, hidden: boolean): void;
  setWidth(key: string, widthPx: number): void;
}

/** Follows the columns of a class. */
export function useColumns(id: ClassId): Columns {
  const bench = useBench();
  const personal = useObservable(bench.personal);
  const kept = useObservable(layouts)[id];
  return useMemo(() => {
    const layout = kept ?? firstLayout(id);
    const all = columnsOf(id, personal);
    const change = (part: Partial<Layout>) => layouts.update((every) => ({ ...every, [id]: { ...layout, ...part } }));
    return {
      all,
      shown: all.filter(({ key }) => !layout.hidden.includes(key)),
      widths: layout.widths,
      isHidden: (key) => layout.hidden.includes(key),
      setHidden: (key, hidden) =>
        change({ hidden: hidden ? [...layout.hidden, key] : layout.hidden.filter((each) => each !== key) }),
      setWidth: (key, widthPx) =>
        change({ widths: { ...layout.widths, [key]: Math.round(Math.max(48, Math.min(640, widthPx))) } }),
    };
  }, [id, personal, kept]);
}

function isLayouts(value: unknown): value is Readonly<Record<string, Layout>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every(
      (each: unknown) =>
        typeof each === "object" &&
        each !== null &&
        Array.isArray((each as Layout).hidden) &&
        typeof (each as Layout).widths === "object",
    )
  );
}
