import { classOfTable } from "#core/features/classes";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import { type Column, columnsOf } from "#core/formats/write/columns";
import type { Lang } from "#core/messages/catalogue";

/** A licence of a data set, by what its sources ask for. */
export interface DatasetLicence {
  /** As Data Package calls it. */
  readonly name: string;
  readonly title: string;
  readonly path: string;
}

const ODBL: DatasetLicence = {
  name: "ODbL-1.0",
  title: "Open Data Commons Open Database License 1.0",
  path: "https://opendatacommons.org/licenses/odbl/1-0/",
};

/** The licence the sources ask for; none where they do not say, for the office to choose one. */
function licenceOf(attributions: readonly string[]): DatasetLicence | undefined {
  return attributions.some((one) => /openstreetmap|odbl/i.test(one)) ? ODBL : undefined;
}

/** What `LICENCE.txt` says, in both languages. */
export function licenceText(attributions: readonly string[]): string {
  const licence = licenceOf(attributions);
  const sources = attributions.map((one) => `  ${one}`).join("\r\n");
  const lines = licence
    ? [
        `Licence : ${licence.title}`,
        licence.path,
        "",
        "Sources à citer partout où ces données sont montrées / Sources to be cited wherever these data are shown:",
        sources,
        "",
        "Ces données contiennent des informations d'OpenStreetMap, mises à disposition sous la licence ODbL. Une base",
        "dérivée qui est publiée doit l'être sous la même licence.",
        "These data contain information from OpenStreetMap, made available under the ODbL. A derived database that is",
        "published must be so under the same licence.",
      ]
    : [
        "Licence : à choisir par le service qui publie ces données.",
        "Licence: to be chosen by the office that publishes these data.",
        ...(sources ? ["", "Sources :", sources] : []),
      ];
  return `${lines.join("\r\n")}\r\n`;
}

const TYPES: Readonly<Record<Column["type"], string>> = {
  text: "string",
  integer: "integer",
  real: "number",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
};

/** `datapackage.json`: what the set holds, for data portals. @see https://specs.frictionlessdata.io/data-package/ */
export function dataPackage(content: OutsideContent, files: readonly string[], title: string, time: string): string {
  const { layers, attributions = [] } = content;
  const licence = licenceOf(attributions);
  const resources = layers.map((layer, i) => ({
    name: slug(layer.name),
    path: files[i],
    profile: "tabular-data-resource",
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    title: classOfTable(layer.name)?.plural.fr ?? layer.name,
    ...(layer.crs ? { "geo:crs": layer.crs } : {}),
    schema: { fields: schemaOf(layer) },
  }));
  const geo = { name: "geopackage", path: "donnees.gpkg", format: "gpkg", mediatype: "application/geopackage+sqlite3" };
  return `${JSON.stringify(
    {
      profile: "data-package",
      name: slug(title),
      title,
      created: time,
      ...(licence ? { licenses: [licence] } : {}),
      sources: attributions.map((one) => ({ title: one })),
      resources: [geo, ...resources],
    },
    undefined,
    2,
  )}\n`;
}

function schemaOf(layer: OutsideLayer): object[] {
  const { shaped, points } = placesOf(layer);
  const places = !shaped ? [] : points ? ["X", "Y"] : ["WKT"];
  const own = columnsOf(layer).map(({ name, type, huge }) => {
    const words = fieldWords(layer.name, name);
    return { name, type: huge ? "string" : TYPES[type], ...(words ? { title: words.fr, description: words.en } : {}) };
  });
  const numbered = own.length === 0 ? [{ name: "id", type: "integer" }] : own;
  return [...places.map((name) => ({ name, type: points ? "number" : "string" })), ...numbered];
}

function placesOf({ objects }: OutsideLayer): { shaped: boolean; points: boolean } {
  const shaped = objects.some(({ shapes }) => shapes.length > 0);
  return {
    shaped,
    points: shaped && objects.every(({ shapes }) => shapes.every(({ kind }) => kind === "point") && shapes.length <= 1),
  };
}

/** The dictionary of the data, a table a layer, as Markdown. */
export function dictionary({ layers }: OutsideContent, title: string, lang: Lang): string {
  const words = lang === "fr" ? FRENCH : ENGLISH;
  const parts = [`# ${title}\n\n${words.intro}\n`];
  for (const layer of layers) {
    const featureClass = classOfTable(layer.name);
    const heading = featureClass ? `${featureClass.plural[lang]} (\`${layer.name}\`)` : layer.name;
    parts.push(
      `## ${heading}\n\n${words.objects} : ${layer.objects.length}. ${words.crs} : ${layer.crs ?? words.unknown}.\n`,
    );
    const rows = columnsOf(layer).map(({ name, type }) => {
      const told = fieldWords(layer.name, name);
      return `| \`${name}\` | ${words.types[type]} | ${[told?.[lang] ?? "", told?.unit ?? "", told?.choices?.[lang] ?? ""].map(plain).join(" | ")} |`;
    });
    parts.push(`| ${words.heads.join(" | ")} |\n|---|---|---|---|---|\n${rows.join("\n")}\n`);
  }
  return parts.join("\n");
}

function plain(text: string): string {
  return text.replaceAll("|", "\\|").replace(/[\r\n]+/g, " ");
}

/** What a declared column means; the two every table has are declared nowhere. */
function fieldWords(
  table: string,
  column: string,
): { fr: string; en: string; unit?: string | undefined; choices?: { fr: string; en: string } } | undefined {
  const field = classOfTable(table)?.fields.find((one) => one.column === column);
  if (field) {
    const list = (lang: Lang): string =>
      (field.choices ?? []).map(({ value, label }) => `${value} : ${label[lang]}`).join(" ; ");
    const { fr, en } = field.label;
    return { fr, en, unit: field.unit, ...(field.choices ? { choices: { fr: list("fr"), en: list("en") } } : {}) };
  }
  if (!classOfTable(table)) return undefined;
  if (column === "id") return { fr: "Identifiant stable", en: "Stable identifier" };
  if (column === "surface_m2") return { fr: "Surface du plan", en: "Plan area", unit: "m²" };
  return column === "longueur_m" ? { fr: "Longueur", en: "Length", unit: "m" } : undefined;
}

const FRENCH = {
  intro:
    "Dictionnaire des données. Les mêmes colonnes se trouvent dans `donnees.gpkg` et dans les fichiers du dossier `csv`.",
  objects: "Objets",
  crs: "Système de coordonnées",
  unknown: "non dit",
  heads: ["Colonne", "Type", "Sens", "Unité", "Valeurs"],
  types: {
    text: "texte",
    integer: "entier",
    real: "nombre",
    boolean: "oui/non",
    date: "date",
    datetime: "date et heure",
  },
} as const;

const ENGLISH = {
  intro: "Data dictionary. The same columns stand in `donnees.gpkg` and in the files of the folder `csv`.",
  objects: "Objects",
  crs: "Coordinate system",
  unknown: "not said",
  heads: ["Column", "Type", "Meaning", "Unit", "Values"],
  types: {
    text: "text",
    integer: "integer",
    real: "number",
    boolean: "yes/no",
    date: "date",
    datetime: "date and time",
  },
} as const;

function slug(text: string): string {
  const plainText = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plainText.replace(/[^a-z0-9._-]+/g, "-").replace(/^-|-$/g, "") || "donnees";
}
