import proj4 from "proj4";
import type { CrsEntry } from "#core/geometry/crs-entry";
import { foldedName } from "#core/geometry/crs-name";

/**
 * Finds the CRS a WKT means: by the code or the name it bears, when its figures are about those of that CRS; else by
 * its datum and its figures, an unknown datum on the ellipsoid of WGS 84 being taken for WGS 84. Never by figures alone:
 * the same figures on another datum lie elsewhere.
 */
export class CrsOfWkt {
  readonly #projected: readonly CrsEntry[];
  readonly #byCode: ReadonlyMap<string, CrsEntry>;
  readonly #byName: ReadonlyMap<string, CrsEntry>;
  /** Geographic CRS by their names, squeezed. */
  readonly #geographic: ReadonlyMap<string, CrsEntry>;

  constructor(entries: readonly CrsEntry[]) {
    const byName = (some: readonly CrsEntry[]): Map<string, CrsEntry> =>
      new Map(
        some.toReversed().flatMap((one) => [one.name, one.esriName ?? one.name].map((name) => [squeezed(name), one])),
      );
    this.#projected = entries.filter(({ kind }) => kind === "projected");
    this.#byCode = new Map(entries.map((entry) => [entry.code.slice("EPSG:".length), entry]));
    this.#byName = byName(entries);
    this.#geographic = byName(entries.filter(({ kind }) => kind === "geographic"));
  }

  /** @returns `undefined` when it is none of the list, or not to be read */
  read(wkt: string): CrsEntry | undefined {
    const said = isOfPlan(wkt) ? undefined : figuresOf(wkt);
    if (!said) return undefined;
    const code = /(?:AUTHORITY\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]|ID\s*\[\s*"EPSG"\s*,\s*(\d+)\s*\])\s*\]\s*$/i.exec(
      wkt,
    );
    const name = /^\s*\w+\s*\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? "";
    for (const entry of [this.#byCode.get(code?.[1] ?? code?.[2] ?? ""), this.#byName.get(squeezed(name))]) {
      if (entry && sameFigures(said, entry, ABOUT_M)) return entry;
    }
    const base = this.#baseOf(wkt) ?? (onWgs84(said) ? this.#byCode.get("4326") : undefined);
    if (!base) return undefined;
    if (said.isDegrees) return sameFigures(said, base, SAME_M) ? base : undefined;
    const onBase = this.#projected.filter((entry) => entry.name.startsWith(`${base.name} / `));
    return onBase.find((entry) => sameFigures(said, entry, SAME_M));
  }

  /**
   * A WKT that is none of the list, with the shift to WGS 84 of the datum it names: a UTM zone of Mali on Adindan has no
   * code, and lies 240 m off without it.
   *
   * @returns `undefined` where it says a shift itself, or names no datum that has one
   */
  shifted(wkt: string): { readonly wkt: string; readonly datum: CrsEntry } | undefined {
    if (isOfPlan(wkt) || /TOWGS84/i.test(wkt)) return undefined;
    const datum = this.#baseOf(wkt);
    const shift = /\+towgs84=([-\d.,]+)/.exec(datum?.definition ?? "")?.[1]?.split(",");
    if (!datum || !shift?.some((part) => Number(part) !== 0)) return undefined;
    const said = figuresOf(wkt)?.projection;
    const own = figuresOf(datum.definition)?.projection;
    if (!said || !own || Math.abs(said.a - own.a) > ABOUT_M || Math.abs(said.b - own.b) > ABOUT_M) return undefined;
    const parts = Array.from({ length: 7 }, (_, i) => shift[i] ?? "0");
    const held = wkt.replace(SPHEROID, (spheroid) => `${spheroid},TOWGS84[${parts.join(",")}]`);
    return held === wkt ? undefined : { wkt: held, datum };
  }

  /** The geographic CRS below, by the code of its datum, the name it bears or that of its datum. */
  #baseOf(wkt: string): CrsEntry | undefined {
    // A datum of these years bears the code of its geographic CRS, 2000 more.
    const datum = /\bDATUM\s*\[(?:(?!PRIMEM)[\s\S])*?"EPSG"\s*,\s*"6(\d{3})"/i.exec(wkt)?.[1];
    const coded = datum === undefined ? undefined : this.#byCode.get(`4${datum}`);
    if (coded) return coded;
    const named = [...wkt.matchAll(/\b(?:GEOG\w*|BASEGEOG\w*|DATUM|TRF|GEODETICDATUM)\s*\[\s*"([^"]*)"/gi)];
    const names = named.map(([, name = ""]) => squeezed(name)).filter((name) => name.length > 2);
    for (const name of names) {
      const entry = this.#geographic.get(name);
      if (entry) return entry;
    }
    // `RGF93` is called `RGF93 v1` since there is a second; the first is the last here.
    const [, first] =
      [...this.#geographic].findLast(([known]) => names.some((name) => known.startsWith(`${name}v`))) ?? [];
    return first;
  }
}

/** Whether a WKT says that positions are those of a plan, tied to no place on the ground. */
export function isOfPlan(wkt: string): boolean {
  return /^\s*(LOCAL_CS|ENGCRS|ENGINEERINGCRS)\s*\[/i.test(wkt);
}

const SPHEROID = /SPHEROID\s*\[[^[\]]*(?:\[[^[\]]*\][^[\]]*)?\]/i;

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
  readonly isDegrees: boolean;
}

function figuresOf(definition: string): Figures | undefined {
  try {
    const projection: Projection = new proj4.Proj(definition);
    return { projection, isDegrees: projection.names.includes("longlat") };
  } catch {
    return undefined;
  }
}

/** 1/f of WGS 84, which the ellipsoid of GRS 80 has not. */
function onWgs84({ projection: { a, b } }: Figures): boolean {
  return Math.abs(a / (a - b) - 298.257223563) < 1e-7;
}

const RADIANS = Math.PI / 180;
/** Farther apart than this, two projections are two, metres. */
const SAME_M = 0.01;
/** The same, of one that bears the name: other programs say the same projection by another with rounded figures. */
const ABOUT_M = 1;

/** Whether two CRS put the middle and a corner of the area on the same place. */
function sameFigures(said: Figures, { definition, box, kind }: CrsEntry, withinM: number): boolean {
  if (said.isDegrees !== (kind === "geographic")) return false;
  const other = figuresOf(definition);
  if (!other) return false;
  const { projection: one } = said;
  const { projection: two } = other;
  if (Math.abs((one.from_greenwich ?? 0) - (two.from_greenwich ?? 0)) > 1e-9) return false;
  if (said.isDegrees) return Math.abs(one.a - two.a) < SAME_M && Math.abs(one.b - two.b) < SAME_M;
  const metre = one.to_meter ?? 1;
  if (Math.abs(metre - (two.to_meter ?? 1)) > 1e-9) return false;
  const [west, south, east, north] = box;
  const width = (east - west + 360) % 360;
  return [0.5, 0.8].every((share) => {
    const place = () => ({ x: (west + width * share) * RADIANS, y: (south + (north - south) * share) * RADIANS });
    try {
      const a = one.forward(place());
      const b = two.forward(place());
      return Math.hypot(a.x - b.x, a.y - b.y) < withinM;
    } catch {
      return false;
    }
  });
}

/** Letters and digits alone; ESRI's years made those of the dataset: `WGS_1984` is `WGS 84`. */
function squeezed(name: string): string {
  return foldedName(name)
    .replace(/^(gcs|d) /, "")
    .replaceAll(" ", "")
    .replace(/wgs1984/, "wgs84");
}
