import { childOf, textOf, type XmlNode } from "#core/formats/xml/read-xml";
import type { FieldValue } from "#core/model/feature";

/** Types of the fields of a schema, by name. */
export type SchemaTypes = Readonly<Record<string, string>>;

/** Elements of a placemark that are values, and what they are called. */
const PLAIN: readonly (readonly [element: string, field: string])[] = [
  ["name", "Name"],
  ["description", "description"],
  ["address", "address"],
  ["phoneNumber", "phoneNumber"],
  ["Snippet", "snippet"],
];

/**
 * What a placemark says of itself: its name, its description as plain text, its dates, its extended data by their
 * schema, and the rows of two cells of a table in its description.
 */
export function kmlValues(
  placemark: XmlNode,
  schemas: ReadonlyMap<string, SchemaTypes>,
): Readonly<Record<string, FieldValue>> {
  const values = new Map<string, FieldValue>();
  const add = (name: string, value: FieldValue | undefined): void => {
    if (name !== "" && value !== undefined && value !== "" && !values.has(name)) values.set(name, value);
  };
  for (const [element, field] of PLAIN) {
    const text = textOf(placemark, element);
    if (text !== undefined) add(field, field === "description" ? plainWords(text) : text);
  }
  add("timestamp", textOf(childOf(placemark, "TimeStamp"), "when"));
  add("begin", textOf(childOf(placemark, "TimeSpan"), "begin"));
  add("end", textOf(childOf(placemark, "TimeSpan"), "end"));
  const moments = trackMoments(placemark);
  add("begin", moments[0]);
  add("end", moments.at(-1));
  const extended = childOf(placemark, "ExtendedData");
  for (const data of extended?.children ?? []) {
    if (data.name === "Data") {
      const name = data.attributes["name"] ?? "";
      add(name, textOf(data, "value"));
    } else if (data.name === "SchemaData") {
      const schema = schemas.get((data.attributes["schemaUrl"] ?? "").replace(/^.*#/, ""));
      for (const field of data.children) {
        const name = field.attributes["name"] ?? "";
        add(name, field.name === "SimpleData" ? typed(field.text, schema?.[name]) : undefined);
      }
    } else if (data.children.length === 0) add(data.name, data.text);
  }
  const own = schemas.get(placemark.name);
  if (own)
    for (const { name, text } of placemark.children) if (Object.hasOwn(own, name)) add(name, typed(text, own[name]));
  for (const [name, value] of tableRows(textOf(placemark, "description") ?? "")) add(name, value);
  return Object.fromEntries(values);
}

function typed(text: string, type: string | undefined): FieldValue {
  if (type && /^u?(int|short)$|^(float|double)$/.test(type)) {
    const number = text === "" ? Number.NaN : Number(text);
    return Number.isFinite(number) ? number : text;
  }
  if (type === "bool" && /^(true|false|0|1)$/i.test(text)) return /^(true|1)$/i.test(text);
  return text;
}

/** When the positions of a track were taken. */
function trackMoments(placemark: XmlNode): string[] {
  const tracks = [placemark, ...placemark.children.filter(({ name }) => name === "MultiTrack")]
    .flatMap(({ children }) => children)
    .filter(({ name }) => name === "Track");
  return tracks.flatMap(({ children }) => children.filter(({ name }) => name === "when").map(({ text }) => text));
}

const MARKUP = /<\/?(html|body|table|t[rdh]|div|p|br|b|i|u|a|img|span|font|h[1-6]|ul|ol|li|hr|center|strong|em)\b/i;

/** The words of a description, without its dress where it is HTML. */
function plainWords(text: string): string {
  if (!MARKUP.test(text)) return text;
  const bare = text
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, " ")
    .replace(/<(br|\/?p|\/?tr|\/?div|\/?li|\/?h[1-6]|table)\b[^>]*>/gi, "\n")
    .replace(/<\/t[dh]\s*>/gi, " ")
    .replace(/<[^>]*>/g, "");
  return unescaped(bare)
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}

/** Rows of exactly two cells, as many programs write attributes into a description. */
function tableRows(html: string): (readonly [string, string])[] {
  if (!/<table\b/i.test(html)) return [];
  return html.split(/<tr\b/i).flatMap((row) => {
    const cells = row.split(/<t[dh]\b[^>]*>/i).slice(1);
    if (cells.length !== 2) return [];
    const [name = "", value = ""] = cells.map((cell) => plainCell(cell));
    return name === "" || name.length > 60 ? [] : [[name.replace(/\s*:$/, ""), value] as const];
  });
}

function plainCell(cell: string): string {
  const own = cell.split(/<\/t[dhr]\b/i)[0] ?? "";
  return unescaped(own.replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

function unescaped(text: string): string {
  return text.replace(/&(#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,6});/gi, (all, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name.toLowerCase()] ?? all;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
