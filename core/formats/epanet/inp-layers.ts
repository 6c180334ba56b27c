import type { InpLine, InpSection } from "#core/formats/epanet/inp-lines";
import { type InpNetwork, LINK_KINDS } from "#core/formats/epanet/inp-network";
import type { OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import { surveyedFields } from "#core/formats/surveyed-fields";
import type { FieldValue } from "#core/model/feature";

/**
 * A network as layers: junctions, reservoirs, tanks, pipes, pumps and valves where they lie, patterns, curves, controls,
 * rules and labels as tables, and every other line with its section as `settings`. Those without objects are left out.
 */
export function inpLayers(network: InpNetwork, lines: readonly InpLine[]): OutsideLayer[] {
  const layers = [...nodeLayers(network), ...linkLayers(network), ...tableLayers(network, lines)];
  return layers.filter(({ objects }) => objects.length > 0);
}

function nodeLayers({ nodes }: InpNetwork): OutsideLayer[] {
  return (["junctions", "reservoirs", "tanks"] as const).map((kind) =>
    layerOf(
      kind,
      [...nodes.values()]
        .filter((node) => node.kind === kind)
        .map(({ id, line, values, at }): OutsideObject => {
          const shapes: OutsideShape[] = at ? [{ kind: "point", at }] : [];
          return { feature: id, line, values: Object.fromEntries([["id", id], ...values]), shapes };
        }),
    ),
  );
}

function linkLayers({ nodes, links }: InpNetwork): OutsideLayer[] {
  return LINK_KINDS.map((kind) =>
    layerOf(
      kind,
      [...links.values()]
        .filter((link) => link.kind === kind)
        .map(({ id, line, from, to, values, vertices }): OutsideObject => {
          const [start, end] = [nodes.get(from)?.at, nodes.get(to)?.at];
          const path = start && end ? [...start, ...vertices, ...end] : vertices;
          const ends: [string, FieldValue][] = [
            ["id", id],
            ["node1", from],
            ["node2", to],
          ];
          const shapes: OutsideShape[] = path.length >= 4 ? [{ kind: "line", path }] : [];
          return { feature: id, line, values: Object.fromEntries([...ends, ...values]), shapes };
        }),
    ),
  );
}

/** Sections whose lines are told of a node or link already, or that are tables of their own. */
const TOLD: readonly InpSection[] = [
  "JUNCTIONS",
  "RESERVOIRS",
  "TANKS",
  "PIPES",
  "PUMPS",
  "VALVES",
  "COORDINATES",
  "VERTICES",
  "DEMANDS",
  "EMITTERS",
  "STATUS",
  "TAGS",
  "PATTERNS",
  "CURVES",
  "CONTROLS",
  "RULES",
  "LABELS",
];

function tableLayers({ patterns, curves, controls, rules }: InpNetwork, lines: readonly InpLine[]): OutsideLayer[] {
  const row = (
    feature: string,
    values: Record<string, FieldValue>,
    line?: number,
    shapes: OutsideShape[] = [],
  ): OutsideObject => ({
    feature,
    ...(line === undefined ? {} : { line }),
    values,
    shapes,
  });
  const list = (numbers: readonly number[]): string => numbers.join(" ");
  return [
    layerOf(
      "patterns",
      [...patterns].map(([id, held]) => row(id, { id, multipliers: list(held) })),
    ),
    layerOf(
      "curves",
      [...curves].map(([id, held]) => row(id, { id, points: list(held) })),
    ),
    layerOf(
      "controls",
      controls.map(({ text, line }, i) => row(String(i + 1), { text }, line)),
    ),
    layerOf(
      "rules",
      rules.map((rule) =>
        row(rule[0]?.words[1] ?? "", { text: rule.map(({ text }) => text).join("\n") }, rule[0]?.line),
      ),
    ),
    layerOf(
      "labels",
      lines
        .filter(({ section }) => section === "LABELS")
        .map(({ words, line }, i) => {
          const [x, y] = [Number(words[0]), Number(words[1])];
          const shapes: OutsideShape[] =
            Number.isFinite(x) && Number.isFinite(y) ? [{ kind: "point", at: [x, y] }] : [];
          return row(String(i + 1), words[2] ? { text: words[2] } : {}, line, shapes);
        }),
    ),
    layerOf(
      "settings",
      lines
        .filter(({ section }) => !TOLD.includes(section))
        .map(({ section, text, line }) => row(String(line), { section, text }, line)),
    ),
  ];
}

function layerOf(name: string, objects: readonly OutsideObject[]): OutsideLayer {
  return { name, crs: null, fields: surveyedFields(objects), objects };
}
