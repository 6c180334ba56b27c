import type { LucideIcon } from "lucide-react";
import { Check, Copy, Grid3x3, MousePointer2, Table2, Undo, X, ZoomIn } from "lucide-react";
import { plusCodeAt } from "#core/derived/place-search";
import { classOf } from "#core/features/classes";
import { emptyBox, growBox } from "#core/geometry/box";
import { projectionOf } from "#core/geometry/crs";
import { type Position, runsOf } from "#core/geometry/geometry";
import { featureWords } from "#editor/feature-words";
import type { MapEditor } from "#editor/map-editor";
import { keyWords } from "#ui/actions/action";
import { actionNamed } from "#ui/actions/all-actions";
import { notify } from "#ui/controls/notices.tsx";
import { whyNot } from "#ui/find/calls";
import type { Language } from "#ui/language.tsx";
import { showsAction } from "#ui/profiles/profile";
import type { Bench } from "#ui/workbench/bench";

/** Where a context menu was asked for. */
export interface MenuPlace {
  /** Place in the window, pixels. */
  readonly px: readonly [x: number, y: number];
  /** Place on the ground, millimetres; `undefined` for a row without a shape. */
  readonly at: Position | undefined;
  /** Ids of what lies there, from the top down. */
  readonly under: readonly string[];
  readonly on: "map" | "table";
  /** Takes the focus back. */
  readonly from: HTMLElement;
}

/** One line of a context menu. */
export interface MenuEntry {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly name: string;
  readonly keys?: string | undefined;
  readonly why?: string | undefined;
  run(): void;
}

/** What is shown of things that lie over each other. */
const MOST_UNDER = 5;

/** The place of a right click, after choosing what lies there; `undefined` where there is no menu. */
export function placeOfPointer(bench: Bench, event: MouseEvent): MenuPlace | undefined {
  const target = event.target as HTMLElement;
  const more = event.ctrlKey || event.metaKey || event.shiftKey;
  const px = [event.clientX, event.clientY] as const;
  const row = target.closest<HTMLElement>("[data-feature]");
  if (row) return rowPlace(bench, row, px, more);
  const map = bench.editor.get();
  return map?.element.contains(target) ? mapPlace(bench, map, map.positionAt(px), px, more) : undefined;
}

/** The place of the menu key: the crosshair, else the chosen thing, else the middle of the map; or the active row. */
export function placeOfKeys(bench: Bench): MenuPlace | undefined {
  const focused = document.activeElement as HTMLElement | null;
  const rowId = focused?.getAttribute("aria-activedescendant");
  const row = (rowId ? document.getElementById(rowId) : focused)?.closest<HTMLElement>("[data-feature]");
  if (row) {
    const { left, bottom } = row.getBoundingClientRect();
    return rowPlace(bench, row, [left + 24, bottom], false);
  }
  const map = bench.editor.get();
  if (!map || !focused || !map.element.contains(focused)) return undefined;
  const { left, right, top, bottom } = focused.getBoundingClientRect();
  const inView = (px: readonly [number, number]): boolean =>
    px[0] >= left && px[0] <= right && px[1] >= top && px[1] <= bottom;
  const [only] = bench.session.selection.get();
  const wanted = map.crosshair ?? (only === undefined ? undefined : middle(bench, [only]));
  const px = wanted && map.clientAt(wanted);
  const at = px && inView(px) ? px : ([(left + right) / 2, (top + bottom) / 2] as const);
  return mapPlace(bench, map, map.positionAt(at), at, false);
}

function mapPlace(bench: Bench, map: MapEditor, at: Position, px: MenuPlace["px"], more: boolean): MenuPlace {
  const under = map.drawing ? [] : map.under(at);
  choose(bench, under[0], more);
  return { px, at, under, on: "map", from: map.element };
}

function rowPlace(bench: Bench, row: HTMLElement, px: MenuPlace["px"], more: boolean): MenuPlace | undefined {
  const id = row.dataset["feature"];
  if (id === undefined || !bench.session.project.get(id)) return undefined;
  choose(bench, id, more);
  const grid = row.closest<HTMLElement>("[role=grid]") ?? row;
  return { px, at: middle(bench, [id]), under: [id], on: "table", from: grid };
}

/** What is asked about is chosen, unless it is among what was chosen before. */
function choose(bench: Bench, id: string | undefined, more: boolean): void {
  const { selection } = bench.session;
  if (id === undefined || selection.get().has(id)) return;
  selection.select(more ? [...selection.get(), id] : [id]);
}

/** What the menu is about. */
export function menuTitle(bench: Bench, { speak, lang, numbers }: Language, place: MenuPlace): string {
  const { selection, project } = bench.session;
  const [top] = place.under;
  const feature = top === undefined ? undefined : project.get(top);
  if (selection.get().size > 1) return speak("ui.status.selected", { count: selection.get().size });
  if (feature) return featureWords(feature, lang);
  const [e, n] = (place.at ?? [0, 0]).map(numbers.coordinate) as [string, string];
  return speak("ui.status.place", { e, n });
}

/** What can be done there, in order; `-` is a line between. */
export function menuEntries(bench: Bench, language: Language, place: MenuPlace): (MenuEntry | "-")[] {
  const { speak } = language;
  const map = bench.editor.get();
  if (map?.drawing && place.on === "map") {
    return [
      { id: "finish", icon: Check, name: speak("find.menu.finish"), run: () => map.finish() },
      { id: "back", icon: Undo, name: speak("find.menu.back"), run: () => map.back() },
      { id: "give-up", icon: X, name: speak("find.menu.give-up"), run: () => map.cancel() },
    ];
  }
  const groups = [
    othersUnder(bench, language, place),
    place.under.length > 0 ? actionEntries(bench, language) : [],
    viewEntries(bench, language, place),
    copyEntries(bench, language, place),
  ];
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index > 0 ? ["-" as const, ...group] : group));
}

/** What lies below the topmost thing can be chosen by name. */
function othersUnder(bench: Bench, { speak, lang }: Language, place: MenuPlace): MenuEntry[] {
  const { project, selection } = bench.session;
  return place.under.slice(1, MOST_UNDER).flatMap((id) => {
    const feature = project.get(id);
    if (!feature) return [];
    const name = speak("find.menu.select", { name: featureWords(feature, lang) });
    return [{ id: `select.${id}`, icon: MousePointer2, name, run: () => selection.select([id]) }];
  });
}

function actionEntries(bench: Bench, language: Language): MenuEntry[] {
  return ["split", "divide", "merge", "adjust", "lock", "relay-ilots", "move-vertex", "delete"]
    .filter((id) => showsAction(id))
    .map((id) => {
      const action = actionNamed(id);
      return {
        id,
        icon: action.icon,
        name: language.speak(`ui.action.${id}`),
        keys: keyWords(action.keys[0], language.lang),
        why: whyNot(action, bench, language),
        run: () => action.run(bench),
      };
    });
}

function viewEntries(bench: Bench, { speak, word }: Language, place: MenuPlace): MenuEntry[] {
  const { session, table } = bench;
  const [top] = place.under;
  const feature = top === undefined ? undefined : session.project.get(top);
  const { at } = place;
  const entries: MenuEntry[] = [];
  if (feature) {
    entries.push({
      id: "zoom",
      icon: ZoomIn,
      name: speak("find.menu.zoom"),
      run: () => bench.show(session.selection.get()),
    });
  } else if (at) {
    entries.push({ id: "zoom", icon: ZoomIn, name: speak("find.menu.zoom-here"), run: () => bench.lookAt(at) });
  }
  if (feature && place.on === "map") {
    const name = speak("find.menu.table", { table: word(classOf(feature.class).plural) });
    entries.push({ id: "table", icon: Table2, name, run: () => table.set(feature.class) });
  }
  return entries;
}

function copyEntries(bench: Bench, language: Language, place: MenuPlace): MenuEntry[] {
  const { at } = place;
  if (!at) return [];
  const { speak, lang } = language;
  const metres = new Intl.NumberFormat(lang, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: false,
  });
  const [e, n] = at.map((mm) => metres.format(mm / 1000)) as [string, string];
  const copy = (text: string) => () => {
    navigator.clipboard.writeText(text).then(
      () => notify(speak("find.copied", { text }), { kind: "good", id: "copied" }),
      () => notify(speak("find.not-copied", { text }), { kind: "bad", id: "copied" }),
    );
  };
  const code = plusCodeAt(at, projectionOf(bench.session.project.meta.crs));
  return [
    { id: "copy-place", icon: Copy, name: speak("find.menu.copy-place"), run: copy(`E ${e} N ${n}`) },
    { id: "copy-code", icon: Grid3x3, name: speak("find.menu.copy-code", { code }), run: copy(code) },
  ];
}

/** The middle of what some features cover, millimetres; `undefined` without a shape. */
function middle(bench: Bench, ids: readonly string[]): Position | undefined {
  const box = emptyBox();
  for (const id of ids) {
    const { geometry } = bench.session.project.get(id) ?? {};
    if (geometry) for (const run of runsOf(geometry)) growBox(box, run);
  }
  return box[0] > box[2] ? undefined : [Math.round((box[0] + box[2]) / 2), Math.round((box[1] + box[3]) / 2)];
}
