import type { CrsEntry } from "#core/geometry/crs-entry";
import { foldedName } from "#core/geometry/crs-name";
import { CrsOfWkt } from "#core/geometry/crs-of-wkt";

/** A row of the shipped list. */
type Row = readonly [
  code: number,
  name: string,
  kind: "p" | "g",
  box: CrsEntry["box"],
  accuracyM: number | null,
  definition: string,
  esriName?: string,
];

/** What Mali's offices use, in the order they are offered. */
const MALI: readonly string[] = [
  "EPSG:32629",
  "EPSG:32630",
  "EPSG:32628",
  "EPSG:32631",
  "EPSG:4326",
  "EPSG:4620",
  "EPSG:4201",
];

/** The EPSG list, searched by people and by files. */
export class CrsList {
  readonly #entries: ReadonlyMap<string, CrsEntry>;
  #wktReader: CrsOfWkt | undefined;

  /** @param text `resources/crs/epsg.json`, made by `build/make-crs-list.ts` */
  constructor(text: string) {
    const { crs } = JSON.parse(text) as { crs: readonly Row[] };
    this.#entries = new Map(
      crs.map(([code, name, kind, box, accuracyM, definition, esriName]) => [
        `EPSG:${code}`,
        {
          code: `EPSG:${code}`,
          name,
          kind: kind === "p" ? "projected" : "geographic",
          box,
          accuracyM,
          definition,
          ...(esriName === undefined ? {} : { esriName }),
        },
      ]),
    );
  }

  /** The CRS of a code. */
  of(code: string): CrsEntry | undefined {
    return this.#entries.get(code.toUpperCase());
  }

  /**
   * CRS whose code begins so, or whose name holds all the words; Mali's first, then by how near the beginning the
   * words stand. Mali's alone for no words.
   */
  search(words: string, most = 30): CrsEntry[] {
    const mali = MALI.flatMap((code) => this.of(code) ?? []);
    const asked = foldedName(words).split(" ").filter(Boolean);
    if (asked.length === 0) return mali;
    const number = /^(?:epsg)?(\d+)$/.exec(asked.join(""))?.[1];
    const ranked: { entry: CrsEntry; rank: number }[] = [];
    for (const entry of this.#entries.values()) {
      const digits = entry.code.slice(5);
      const name = foldedName(`${entry.name} ${entry.esriName ?? ""}`);
      const byCode = number !== undefined && digits.startsWith(number);
      if (!byCode && !asked.every((word) => name.includes(word))) continue;
      const place = MALI.indexOf(entry.code);
      const rank = digits === number ? -1000 : place >= 0 ? place - 100 : byCode ? 0 : 1 + name.indexOf(asked[0] ?? "");
      ranked.push({ entry, rank });
    }
    ranked.sort((a, b) => a.rank - b.rank || a.entry.name.length - b.entry.name.length);
    return ranked.slice(0, most).map(({ entry }) => entry);
  }

  /** The CRS a WKT means (of a `.prj`, a GeoPackage); `undefined` when it is none of the list. */
  ofWkt(wkt: string): CrsEntry | undefined {
    return this.#wkt.read(wkt);
  }

  /** A WKT that is none of the list, with the shift of the datum it names. @see CrsOfWkt.shifted */
  shifted(wkt: string): ReturnType<CrsOfWkt["shifted"]> {
    return this.#wkt.shifted(wkt);
  }

  get #wkt(): CrsOfWkt {
    this.#wktReader ??= new CrsOfWkt([...this.#entries.values()]);
    return this.#wktReader;
  }
}
