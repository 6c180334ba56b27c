import type { Verb } from "#shells/cli/verb";

/** A verb as help lists it; the rest is brought in when it is used. */
export interface VerbEntry {
  readonly name: string;
  /** How it is written. */
  readonly usage: string;
  load(): Promise<Verb>;
}

/** Every verb of the command line. */
export const verbs: readonly VerbEntry[] = [
  {
    name: "info",
    usage: "info FILE",
    load: async () => (await import("#shells/cli/info")).infoVerb,
  },
  {
    name: "convert",
    usage:
      "convert IN OUT.gpkg|.shp|.geojson|.kml|.dxf|.csv|.xlsx|.gpx|.osm|.inp|.txt|.gtfs.zip|.dataset.zip|… [--layer L] " +
      "[--class TABLE] [--crs EPSG:n] [--from EPSG:n] [--encoding E] [--formulas]",
    load: async () => (await import("#shells/cli/convert")).convertVerb,
  },
  {
    name: "import",
    usage:
      "import FILE… --project P.gpkg [--crs EPSG:n] [--control POINTS.csv [--method helmert|affine]] [--from EPSG:n] [--class TABLE] [--layer L] [--mapping M.json] [--annex] [--snap m] [--sliver m] [--report R.json]",
    load: async () => (await import("#shells/cli/import")).importVerb,
  },
  {
    name: "layout",
    usage:
      "layout P.gpkg --site FILE|auto [--params PARAMS.json] [--alternatives] [--alternative most-parcels|fewest-houses|most-public] [--ilots 3,4] --out OUT.gpkg [--seed n]",
    load: async () => (await import("#shells/cli/layout")).layoutVerb,
  },
  {
    name: "check",
    usage: "check P.gpkg",
    load: async () => (await import("#shells/cli/check")).checkVerb,
  },
  {
    name: "divide",
    usage:
      "divide P.gpkg --parcel 3/12 --method equal|areas|width|parallel|point|line [--parts n] [--areas m²,…] [--width m] " +
      "[--side n --distances m,…] [--at x,y] [--path x,y,…] [--across n|--parallel-to n|--bearing °] [--from start|end] " +
      "[--remainder create|last|spread] [--min-frontage m] [--houses refuse|shift|allow] [--preview] " +
      "| --input {…}|FILE.json [--out OUT.gpkg]",
    load: async () => (await import("#shells/cli/divide")).divideVerb,
  },
  {
    name: "adjust",
    usage: "adjust P.gpkg --parcels 3/12,3/13 [--moved m²|--path x,y,…] | --input {…}|FILE.json [--out OUT.gpkg]",
    load: async () => (await import("#shells/cli/divide")).adjustVerb,
  },
  {
    name: "remembrement",
    usage:
      "remembrement P.gpkg --parcels 3/12,3/13[,…] [--areas m²,…|--shares n,…|--parts n] | --input {…}|FILE.json [--out OUT.gpkg]",
    load: async () => (await import("#shells/cli/divide")).remembrementVerb,
  },
  {
    name: "reserve",
    usage: "reserve P.gpkg --parcel 3/12 --purpose ecole | --input {…}|FILE.json [--out OUT.gpkg]",
    load: async () => (await import("#shells/cli/divide")).reserveVerb,
  },
  {
    name: "cede",
    usage: "cede P.gpkg --parcel 3/12 --width m [--side n] | --input {…}|FILE.json [--out OUT.gpkg]",
    load: async () => (await import("#shells/cli/divide")).cedeVerb,
  },
  {
    name: "merge",
    usage: 'merge P.gpkg --ids 3/12,3/13[,…]|--input {"ids":["A","B"],"fields":{…},"act":{…}} [--out OUT.gpkg]',
    load: async () => (await import("#shells/cli/cadastre")).mergeVerb,
  },
  {
    name: "number",
    usage: "number P.gpkg [--ilot N] [--start n] [--template T] [--input FILE.json] [--out OUT.gpkg]",
    load: async () => (await import("#shells/cli/cadastre")).numberVerb,
  },
  {
    name: "address",
    usage:
      "address P.gpkg [--origin x,y] [--method sequential|metric] [--even right|left] [--prefix R-] [--plates F.csv] [--out OUT.gpkg]",
    load: async () => (await import("#shells/cli/address")).addressVerb,
  },
  {
    name: "print",
    usage:
      "print P.gpkg --template A4|A3|A2|A1|A0[-portrait]|FILE.json --out F.pdf [--scale n] [--title T] " +
      "| --template bornage --parcel 3/12,… | --template filiation --parcel 3/12",
    load: async () => (await import("#shells/cli/print")).printVerb,
  },
  {
    name: "export",
    usage:
      "export P.gpkg OUT.gpkg|.shp.zip|.geojson|.kml|.dxf|.csv|.xlsx|.gpx|.osm|.inp|.txt|.gtfs.zip|.dataset.zip|… " +
      "[--profile interne|affichage|ouvert] [--class TABLE,…] [--crs EPSG:n] [--lang fr|en] [--formulas] [--documents]",
    load: async () => (await import("#shells/cli/export")).exportVerb,
  },
  {
    name: "georef",
    usage: "georef POINTS.csv [--method helmert|affine] [--out F.pgw]",
    load: async () => (await import("#shells/cli/georef")).georefVerb,
  },
  {
    name: "pack",
    usage: "pack FILE… --name N [--date YYYY-MM-DD] [--out FOLDER] | pack FOLDER --check",
    load: async () => (await import("#shells/cli/pack")).packVerb,
  },
  {
    name: "bench",
    usage: "bench NAME [--size n]",
    load: async () => (await import("#shells/cli/bench")).benchVerb,
  },
];
