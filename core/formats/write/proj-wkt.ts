import type { CrsEntry } from "#core/geometry/crs-entry";

/** Ellipsoids PROJ knows by name, as EPSG calls them: half-axis (metres) and inverse flattening. */
const ELLIPSOIDS: Readonly<Record<string, readonly [name: string, a: number, rf: number]>> = {
  WGS84: ["WGS 84", 6378137, 298.257223563],
  GRS80: ["GRS 1980", 6378137, 298.257222101],
  airy: ["Airy 1830", 6377563.396, 299.3249646],
  mod_airy: ["Airy Modified 1849", 6377340.189, 299.3249646],
  bessel: ["Bessel 1841", 6377397.155, 299.1528128],
  bess_nam: ["Bessel Namibia", 6377483.865, 299.1528128],
  clrk66: ["Clarke 1866", 6378206.4, 294.978698213898],
  clrk80: ["Clarke 1880 (RGS)", 6378249.145, 293.465],
  clrk80ign: ["Clarke 1880 (IGN)", 6378249.2, 293.466021293627],
  intl: ["International 1924", 6378388, 297],
  krass: ["Krassowsky 1940", 6378245, 298.3],
  evrst30: ["Everest 1830", 6377276.345, 300.8017],
  helmert: ["Helmert 1906", 6378200, 298.3],
  GRS67: ["GRS 1967", 6378160, 298.247167427],
  aust_SA: ["Australian National Spheroid", 6378160, 298.25],
  WGS72: ["WGS 72", 6378135, 298.26],
};

/** Datums PROJ knows by name: WKT's name, and the ellipsoid. */
const DATUMS: Readonly<Record<string, readonly [datum: string, ellipsoid: string]>> = {
  WGS84: ["WGS_1984", "WGS84"],
  NAD83: ["North_American_Datum_1983", "GRS80"],
  NAD27: ["North_American_Datum_1927", "clrk66"],
};

/** Projections by PROJ's word: WKT's, and WKT's parameter of each of PROJ's with what it is when PROJ does not say it. */
const PROJECTIONS: Readonly<
  Record<string, readonly [name: string, ...(readonly [wkt: string, proj: string, otherwise: number])[]]>
> = {
  tmerc: [
    "Transverse_Mercator",
    ["latitude_of_origin", "lat_0", 0],
    ["central_meridian", "lon_0", 0],
    ["scale_factor", "k", 1],
  ],
  lcc2: [
    "Lambert_Conformal_Conic_2SP",
    ["latitude_of_origin", "lat_0", 0],
    ["central_meridian", "lon_0", 0],
    ["standard_parallel_1", "lat_1", 0],
    ["standard_parallel_2", "lat_2", 0],
  ],
  lcc1: [
    "Lambert_Conformal_Conic_1SP",
    ["latitude_of_origin", "lat_1", 0],
    ["central_meridian", "lon_0", 0],
    ["scale_factor", "k", 1],
  ],
  merc: ["Mercator_1SP", ["central_meridian", "lon_0", 0], ["scale_factor", "k", 1]],
  laea: ["Lambert_Azimuthal_Equal_Area", ["latitude_of_center", "lat_0", 0], ["longitude_of_center", "lon_0", 0]],
  aea: [
    "Albers_Conic_Equal_Area",
    ["latitude_of_center", "lat_0", 0],
    ["longitude_of_center", "lon_0", 0],
    ["standard_parallel_1", "lat_1", 0],
    ["standard_parallel_2", "lat_2", 0],
  ],
  sterea: [
    "Oblique_Stereographic",
    ["latitude_of_origin", "lat_0", 0],
    ["central_meridian", "lon_0", 0],
    ["scale_factor", "k", 1],
  ],
  cass: ["Cassini_Soldner", ["latitude_of_origin", "lat_0", 0], ["central_meridian", "lon_0", 0]],
  poly: ["Polyconic", ["latitude_of_origin", "lat_0", 0], ["central_meridian", "lon_0", 0]],
};

/**
 * WKT 1 of a CRS of the EPSG list, from its PROJ text, with its number, by which programs that know EPSG find the rest.
 *
 * @returns `undefined` for the few projections (about 3 in 100) that are not put in words here
 * @see OGC 01-009
 */
export function wktOfEntry({ code, name, kind, definition }: CrsEntry): string | undefined {
  const terms = new Map(
    [...definition.matchAll(/\+?(\w+)(?:=(\S+))?/g)].map(([, key, value]) => [key as string, value ?? ""]),
  );
  const number = (key: string, otherwise: number): number => Number(terms.get(key) ?? otherwise);
  // Meridians other than Greenwich, and spheres of the web, have rules of their own.
  if (terms.has("pm") || terms.has("nadgrids") || terms.has("axis")) return undefined;
  const ellipsoid = ellipsoidOf(terms);
  if (!ellipsoid) return undefined;
  const [spheroid, a, rf] = ellipsoid;
  const authority = `AUTHORITY["EPSG","${code.replace(/^EPSG:/, "")}"]`;
  const base = kind === "geographic" ? name : (name.split(" / ")[0] as string);
  const shift = (terms.get("towgs84") ?? "").split(",").map(Number);
  const toWgs84 = terms.has("towgs84") ? `,TOWGS84[${[...shift, 0, 0, 0, 0].slice(0, 7).join(",")}]` : "";
  const datum = DATUMS[terms.get("datum") ?? ""]?.[0] ?? base.replace(/[^A-Za-z0-9]+/g, "_");
  const geographic =
    `GEOGCS["${base}",DATUM["${datum}",SPHEROID["${spheroid}",${a},${rf}]${toWgs84}],PRIMEM["Greenwich",0],` +
    'UNIT["degree",0.0174532925199433]';
  if (kind === "geographic") return `${geographic},${authority}]`;
  const utm = terms.get("proj") === "utm";
  const word = terms.get("proj") ?? "";
  const key = utm ? "tmerc" : word === "lcc" ? (terms.has("lat_2") ? "lcc2" : "lcc1") : word;
  const projection = PROJECTIONS[key];
  if (!projection) return undefined;
  if (utm) {
    terms.set("lon_0", String(number("zone", 0) * 6 - 183));
    terms.set("k", "0.9996");
    terms.set("x_0", "500000");
    if (terms.has("south")) terms.set("y_0", "10000000");
  }
  if (terms.has("k_0")) terms.set("k", terms.get("k_0") as string);
  const [wktName, ...parameters] = projection;
  // PROJ says the false origin in metres, WKT in the CRS's own unit.
  const unit = unitOf(terms);
  if (!unit) return undefined;
  const [unitName, metres] = unit;
  const said = [
    ...parameters.map(([wkt, proj, otherwise]) => [wkt, number(proj, otherwise)] as const),
    ["false_easting", number("x_0", 0) / metres] as const,
    ["false_northing", number("y_0", 0) / metres] as const,
  ];
  const told = said.map(([wkt, value]) => `PARAMETER["${wkt}",${Number(value.toPrecision(15))}]`).join(",");
  return `PROJCS["${name}",${geographic}],PROJECTION["${wktName}"],${told},UNIT["${unitName}",${metres}],${authority}]`;
}

function ellipsoidOf(terms: ReadonlyMap<string, string>): readonly [string, number, number] | undefined {
  const named = ELLIPSOIDS[DATUMS[terms.get("datum") ?? ""]?.[1] ?? terms.get("ellps") ?? ""];
  if (named) return named;
  const [a, b, rf] = ["a", "b", "rf"].map((key) => Number(terms.get(key)));
  if (!a) return undefined;
  if (rf) return ["unnamed", a, rf];
  return b ? ["unnamed", a, a === b ? 0 : a / (a - b)] : undefined;
}

function unitOf(terms: ReadonlyMap<string, string>): readonly [string, number] | undefined {
  const factor = Number(terms.get("to_meter"));
  if (factor > 0) return ["unknown", factor];
  return ({ m: ["metre", 1], "us-ft": ["US survey foot", 0.304800609601219], ft: ["foot", 0.3048] } as const)[
    terms.get("units") ?? "m"
  ];
}
