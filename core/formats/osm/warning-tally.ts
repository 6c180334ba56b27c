import type { OsmWarning } from "#core/formats/osm/osm-data";

/** Objects named in a warning; more are only counted. */
const MOST_NAMES = 5;

/** Counts remarks by code and keeps the first names of each. */
export class WarningTally {
  readonly #names = new Map<string, { count: number; names: string[] }>();

  /** @param name the object, such as `way/12` */
  add(code: string, name: string): void {
    const held = this.#names.get(code) ?? { count: 0, names: [] };
    this.#names.set(code, held);
    held.count++;
    if (held.names.length < MOST_NAMES) held.names.push(name);
  }

  /** One warning a code: `first` is the first object, `ids` the first few. */
  list(): OsmWarning[] {
    return [...this.#names].map(([code, { count, names }]) => ({
      code,
      count,
      params: { first: names[0] ?? "", ids: names.join(", ") + (count > names.length ? "…" : "") },
    }));
  }
}
