import type { OutsideContent, OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import { textOf } from "#core/formats/write/columns";
import type { FieldValue } from "#core/model/feature";

/** Columns of each section, in EPANET's order; the last ones may be missing. */
const SECTIONS: Readonly<Record<string, readonly [section: string, columns: readonly string[]]>> = {
  junctions: ["JUNCTIONS", ["id", "elevation", "demand", "pattern"]],
  reservoirs: ["RESERVOIRS", ["id", "head", "pattern"]],
  tanks: ["TANKS", ["id", "elevation", "initlevel", "minlevel", "maxlevel", "diameter", "minvolume", "volumecurve"]],
  pipes: ["PIPES", ["id", "node1", "node2", "length", "diameter", "roughness", "minorloss", "status"]],
  valves: ["VALVES", ["id", "node1", "node2", "diameter", "type", "setting", "minorloss"]],
};

/** Whether content is an EPANET network as its reader gives it. */
export function isInpContent({ format }: OutsideContent): boolean {
  return format === "EPANET INP";
}

/**
 * The lines of an EPANET network that was read, section by section, in the units it came in. Comments are gone, what
 * other sections said of a node or link stands with it again.
 */
export function inpLinesOf({ layers }: OutsideContent): string[] {
  const lines: string[] = [];
  const layer = (name: string): readonly OutsideObject[] => layers.find((one) => one.name === name)?.objects ?? [];
  const section = (name: string, rows: readonly string[]): void => {
    if (rows.length > 0) lines.push(`[${name}]`, ...rows, "");
  };
  for (const [name, [heading, columns]] of Object.entries(SECTIONS)) {
    section(
      heading,
      layer(name).map(({ values }) =>
        row(
          columns.map((column) => values[column]),
          columns,
        ),
      ),
    );
  }
  section(
    "PUMPS",
    layer("pumps").map(({ values }) => pumpRow(values)),
  );
  // A line of EPANET holds no more than 1024 letters.
  section(
    "PATTERNS",
    layer("patterns").flatMap(({ values }) => {
      const factors = String(values["multipliers"] ?? "").split(" ");
      return Array.from({ length: Math.ceil(factors.length / 12) }, (_, i) =>
        row([values["id"], ...factors.slice(12 * i, 12 * i + 12)]),
      );
    }),
  );
  section(
    "CURVES",
    layer("curves").flatMap(({ values }) => {
      const points = String(values["points"] ?? "").split(" ");
      return Array.from({ length: Math.floor(points.length / 2) }, (_, i) =>
        row([values["id"], points[2 * i], points[2 * i + 1]]),
      );
    }),
  );
  const nodes = ["junctions", "reservoirs", "tanks"].flatMap(layer);
  const links = ["pipes", "pumps", "valves"].flatMap(layer);
  const told = (objects: readonly OutsideObject[], column: string): string[] =>
    objects.flatMap(({ values }) => (values[column] === undefined ? [] : [row([values["id"], values[column]])]));
  section(
    "DEMANDS",
    nodes.flatMap(({ values }) => {
      const { demands } = values as { demands?: FieldValue };
      return demands === undefined
        ? []
        : String(demands)
            .split("; ")
            .map((one) => `${textOf(values["id"] ?? "")} ${one}`);
    }),
  );
  section("EMITTERS", told(nodes, "emitter"));
  section("STATUS", [...told(layer("pumps"), "status"), ...told(layer("valves"), "status")]);
  section("TAGS", [
    ...told(nodes, "tag").map((one) => `NODE ${one}`),
    ...told(links, "tag").map((one) => `LINK ${one}`),
  ]);
  section(
    "CONTROLS",
    layer("controls").map(({ values }) => String(values["text"] ?? "")),
  );
  section(
    "RULES",
    layer("rules").flatMap(({ values }) => [...String(values["text"] ?? "").split("\n"), ""]),
  );
  lines.push(...otherSections(layers));
  section("COORDINATES", nodes.flatMap(placeRow));
  section("VERTICES", links.flatMap(bendRows));
  section(
    "LABELS",
    layer("labels").flatMap(({ values, shapes: [shape] }) =>
      shape?.kind === "point"
        ? [row([shape.at[0], shape.at[1], `"${textOf(values["text"] ?? "").replaceAll('"', "'")}"`])]
        : [],
    ),
  );
  return lines;
}

function row(values: readonly (FieldValue | undefined)[], columns: readonly string[] = []): string {
  const last = values.findLastIndex((value) => value !== undefined);
  // A gap before the last word is held open.
  const open = (i: number): string => (/pattern|curve/.test(columns[i] ?? "") ? "*" : "0");
  return values
    .slice(0, last + 1)
    .map((value, i) => (value === undefined ? open(i) : textOf(value)))
    .join("\t");
}

function pumpRow(values: Readonly<Record<string, FieldValue>>): string {
  const words = ["head", "power", "speed", "pattern"].flatMap((word) =>
    values[word] === undefined ? [] : [word.toUpperCase(), textOf(values[word])],
  );
  return row([
    values["id"],
    values["node1"],
    values["node2"],
    ...(values["properties"] === undefined ? words : [values["properties"]]),
  ]);
}

function placeRow({ values, shapes: [shape] }: OutsideObject): string[] {
  return shape?.kind === "point" ? [row([values["id"], shape.at[0], shape.at[1]])] : [];
}

/** The bends of a link: its path less its ends, which are its nodes. */
function bendRows({ values, shapes: [shape] }: OutsideObject): string[] {
  if (shape?.kind !== "line") return [];
  const rows: string[] = [];
  for (let i = 2; i + 3 < shape.path.length; i += 2) {
    rows.push(row([values["id"], shape.path[i] as number, shape.path[i + 1] as number]));
  }
  return rows;
}

/** Sections the reader keeps line by line, as they were. */
function otherSections(layers: readonly OutsideLayer[]): string[] {
  const found = new Map<string, string[]>();
  for (const { values } of layers.find(({ name }) => name === "settings")?.objects ?? []) {
    const section = String(values["section"] ?? "");
    const held = found.get(section) ?? [];
    found.set(section, held);
    held.push(String(values["text"] ?? ""));
  }
  return [...found].flatMap(([name, rows]) => [`[${name}]`, ...rows, ""]);
}
