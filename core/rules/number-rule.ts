import { fitsMask } from "#core/derived/text-mask";
import { innerPosition } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { isSurface, type Surface, surfacesOf, type WatchMaker } from "#core/rules/check-ground";
import { type Issue, issueOf } from "#core/rules/issue";

/** Numbers given twice in an îlot or section, NINACAD given twice or out of shape, and parcels
 * without a number. */
export const numberWatch: WatchMaker = ({ project }, book) => {
  const twice = book.page();
  const missing = book.page();
  const odd = book.page();
  /** Who bears a number: one lot's id, or several. */
  const bearers = new Map<string, string | Set<string>>();
  const enter = (key: string, id: string): void => {
    const held = bearers.get(key);
    if (held === undefined) bearers.set(key, id);
    else if (typeof held === "string") bearers.set(key, new Set([held, id]));
    else held.add(id);
  };
  const leave = (key: string, id: string): void => {
    const held = bearers.get(key);
    if (held instanceof Set) held.delete(id);
    else bearers.delete(key);
  };
  const look = (key: string): void => {
    const held = bearers.get(key);
    const ids = held instanceof Set ? [...held].sort() : [];
    const first = project.get(ids[0] ?? "");
    twice(key, ids.length > 1 && isSurface(first) ? [issueOfTwice(key, ids, first)] : []);
  };
  const lookAtLot = (lot: Feature): void => {
    if (lot.class !== "parcel" || !isSurface(lot)) return;
    odd(lot.id, oddNinacad(lot, project.meta.ninacadMask));
    if (textOf(lot, "number") !== undefined) return;
    const inIlot = textOf(lot, "ilot") !== undefined;
    const issue: Issue = issueOf("missing-number", "warning", lot.class, [lot.id], innerPosition(lot.geometry));
    // Without an îlot there is no row of numbers to take the next one from.
    const fix = inIlot ? { fix: { command: "give-number", input: { id: lot.id } } } : {};
    missing(lot.id, [{ ...issue, ...fix }]);
  };
  return {
    begin() {
      for (const lot of [...surfacesOf(project, "parcel"), ...surfacesOf(project, "reserve")]) {
        for (const key of keysOf(lot)) enter(key, lot.id);
        lookAtLot(lot);
      }
      for (const [key, held] of bearers) if (held instanceof Set) look(key);
    },
    follow({ now, was, change }) {
      const stale = new Set<string>();
      for (const feature of was) {
        missing(feature.id, []);
        odd(feature.id, []);
        for (const key of keysOf(feature)) {
          leave(key, feature.id);
          stale.add(key);
        }
      }
      for (const feature of now) {
        for (const key of keysOf(feature)) {
          enter(key, feature.id);
          stale.add(key);
        }
        lookAtLot(feature);
      }
      for (const key of stale) look(key);
      if (change.meta && change.meta[0].ninacadMask !== change.meta[1].ninacadMask) {
        surfacesOf(project, "parcel").forEach(lookAtLot);
      }
    },
  };
};

/** A NINACAD that has not the shape the office goes by. */
function oddNinacad(lot: Surface, mask: string | undefined): Issue[] {
  const ninacad = textOf(lot, "ninacad");
  if (mask === undefined || ninacad === undefined || fitsMask(ninacad, mask)) return [];
  return [issueOf("ninacad-shape", "warning", lot.class, [lot.id], innerPosition(lot.geometry), { ninacad, mask })];
}

function issueOfTwice(key: string, ids: readonly string[], first: Surface): Issue {
  const at = innerPosition(first.geometry);
  if (key.startsWith("ninacad")) {
    const ninacad = textOf(first, "ninacad") ?? "";
    return issueOf("duplicate-ninacad", "error", first.class, ids, at, { ninacad, count: ids.length });
  }
  const number = textOf(first, "number") ?? "";
  const ilot = textOf(first, "ilot");
  const section = textOf(first, "section");
  const within = ilot ? { ilot } : section ? { section, context: "section" } : { context: "alone" };
  return issueOf("duplicate-number", "error", first.class, ids, at, { number, count: ids.length, ...within });
}

/** What no other lot may bear: its number within its îlot (or its section, where there are no îlots), its NINACAD. */
function keysOf(feature: Feature): string[] {
  if ((feature.class !== "parcel" && feature.class !== "reserve") || !isSurface(feature)) return [];
  const number = textOf(feature, "number");
  const ninacad = textOf(feature, "ninacad");
  return [
    ...(number === undefined
      ? []
      : [`number ${textOf(feature, "ilot") ?? `in ${textOf(feature, "section") ?? ""}`}\n${number}`]),
    ...(ninacad === undefined ? [] : [`ninacad ${ninacad}`]),
  ];
}

function textOf(feature: Feature, key: string): string | undefined {
  const value = feature.fields[key];
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
}
