import proj4 from "proj4";

/** One CRS of the EPSG dataset, as the list that is shipped holds it. */
export interface CrsEntry {
  /** `EPSG:4201` */
  readonly code: string;
  readonly name: string;
  readonly kind: "projected" | "geographic";
  /** Where it is for: `[west, south, east, north]`, degrees; over the date line west is greater than east. */
  readonly box: readonly [number, number, number, number];
  /** How exact its way to WGS 84 is, metres; 0 for WGS 84 itself, `null` when nobody knows. */
  readonly accuracyM: number | null;
  /** PROJ text, with the shift to WGS 84. */
  readonly definition: string;
  /** The name ESRI's programs give it, where it is another. */
  readonly esriName?: string;
}

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
  #byName: ReadonlyMap<string, CrsEntry> | undefined;

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
    const asked = folded(words).split(" ").filter(Boolean);
    if (asked.length === 0) return mali;
    const number = /^(?:epsg)?(\d+)$/.exec(asked.join(""))?.[1];
    const ranked: { entry: CrsEntry; rank: number }[] = [];
    for (const entry of this.#entries.values()) {
      const digits = entry.code.slice(5);
      const name = folded(`${entry.name} ${entry.esriName ?? ""}`);
      const byCode = number !== undefined && digits.startsWith(number);
      if (!byCode && !asked.every((word) => name.includes(word))) continue;
      const place = MALI.indexOf(entry.code);
      const rank = digits === number ? -1000 : place >= 0 ? place - 100 : byCode ? 0 : 1 + name.indexOf(asked[0] ?? "");
      ranked.push({ entry, rank });
    }
    ranked.sort((a, b) => a.rank - b.rank || a.entry.name.length - b.entry.name.length);
    return ranked.slice(0, most).map(({ entry }) => entry);
  }

  /**
   * The CRS a WKT means (of a `.prj`, a GeoPackage): by the code or the name it bears, when its figures are those of
   * that CRS; else, on the ellipsoids of today, by its figures alone. `undefined` when it is none of the list.
   */
  ofWkt(wkt: string): CrsEntry | undefined {
    const said = figuresOf(wkt);
    if (!said) return undefined;
    const code = /(?:AUTHORITY\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]|ID\s*\[\s*"EPSG"\s*,\s*(\d+)\s*\])\s*\]\s*$/i.exec(
      wkt,
    );
    const name = /^\s*\w+\s*\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? "";
    this.#byName ??= new Map(
      [...this.#entries.values()]
        .reverse()
        .flatMap((entry) => [entry.name, entry.esriName ?? entry.name].map((one) => [squeezed(one), entry] as const)),
    );
    for (const entry of [this.of(`EPSG:${code?.[1] ?? code?.[2]}`), this.#byName.get(squeezed(name))]) {
      if (entry && sameFigures(said, entry)) return entry;
    }
    if (!TODAY.some((a) => Math.abs(a - said.flattening) < 1e-9)) return undefined;
    for (const entry of this.#entries.values()) {
      if (entry.accuracyM !== null && entry.accuracyM <= 2 && sameFigures(said, entry)) return entry;
    }
    return undefined;
  }
}

/** 1/f of GRS 80 and WGS 84. */
const TODAY: readonly number[] = [298.257222101, 298.257223563];

/** What proj4 makes of a definition; its own types leave out some of it. */
interface Projection {
  readonly names: readonly string[];
  readonly a: number;
  readonly b: number;
  readonly from_greenwich?: number;
  readonly to_meter?: number;
  forward(at: { x: number; y: number }): { x: number; y: number };
}

interface Figures {
  readonly projection: Projection;
  /** 1/f */
  readonly flattening: number;
  readonly isDegrees: boolean;
}

function figuresOf(definition: string): Figures | undefined {
  try {
    const projection: Projection = new proj4.Proj(definition);
    const { a, b, names } = projection;
    return { projection, flattening: a / (a - b), isDegrees: names.includes("longlat") };
  } catch {
    return undefined;
  }
}

const RADIANS = Math.PI / 180;
/** Farther apart than this, two projections are two, metres. */
const SAME_M = 0.01;

/** Whether two CRS put the middle and a corner of the area on the same place, on the same ellipsoid. */
function sameFigures(said: Figures, { definition, box, kind }: CrsEntry): boolean {
  if (said.isDegrees !== (kind === "geographic")) return false;
  const other = figuresOf(definition);
  if (!other) return false;
  const { projection: one } = said;
  const { projection: two } = other;
  if (Math.abs(one.a - two.a) > 0.01 || Math.abs(said.flattening - other.flattening) > 1e-6) return false;
  if (Math.abs((one.from_greenwich ?? 0) - (two.from_greenwich ?? 0)) > 1e-9) return false;
  if (said.isDegrees) return true;
  const metre = one.to_meter ?? 1;
  if (Math.abs(metre - (two.to_meter ?? 1)) > 1e-9) return false;
  const [west, south, east, north] = box;
  const width = (east - west + 360) % 360;
  return [0.5, 0.8].every((share) => {
    const place = () => ({ x: (west + width * share) * RADIANS, y: (south + (north - south) * share) * RADIANS });
    try {
      const a = one.forward(place());
      const b = two.forward(place());
      return Math.hypot(a.x - b.x, a.y - b.y) < SAME_M;
    } catch {
      return false;
    }
  });
}

/** Lower case, without accents, words apart by one space. */
function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Letters and digits alone; ESRI's years made those of the dataset: `WGS_1984` is `WGS 84`. */
function squeezed(name: string): string {
  return folded(name)
    .replaceAll(" ", "")
    .replace(/^gcs/, "")
    .replace(/wgs1984/, "wgs84");
}
