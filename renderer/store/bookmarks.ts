import type { Position } from "#core/geometry/geometry";
import type { Observable } from "#store/observable";
import { remembered } from "#store/preferences";

/** A place on the map as one looks at it. */
export interface MapPlace {
  /** Middle of the map, millimetres in the project CRS. */
  readonly at: Position;
  readonly mmPerPx: number;
}

/** A view that was kept under a name. */
export interface Bookmark extends MapPlace {
  readonly name: string;
}

/** The views kept for a project, in the order they were kept. A habit of this machine: not in the project's file. */
export function bookmarksOf(projectId: string): Observable<readonly Bookmark[]> {
  return remembered<readonly Bookmark[]>(`views.${projectId}`, [], isBookmarks);
}

/**
 * Keeps a view under a name; one of the same name is replaced, in its place.
 *
 * @param name not empty once trimmed
 */
export function withBookmark(bookmarks: readonly Bookmark[], name: string, place: MapPlace): readonly Bookmark[] {
  const kept: Bookmark = { name: name.trim(), at: place.at, mmPerPx: place.mmPerPx };
  const index = bookmarks.findIndex((each) => each.name === kept.name);
  return index < 0 ? [...bookmarks, kept] : bookmarks.with(index, kept);
}

function isBookmarks(value: unknown): value is readonly Bookmark[] {
  return Array.isArray(value) && value.every(isBookmark);
}

function isBookmark(value: unknown): value is Bookmark {
  if (typeof value !== "object" || value === null) return false;
  const { name, at, mmPerPx } = value as Partial<Record<keyof Bookmark, unknown>>;
  const isNumber = (one: unknown): boolean => typeof one === "number" && Number.isFinite(one);
  return (
    typeof name === "string" &&
    Array.isArray(at) &&
    at.length === 2 &&
    at.every(isNumber) &&
    isNumber(mmPerPx) &&
    (mmPerPx as number) > 0
  );
}
