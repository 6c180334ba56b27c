import { type Choice, type FeatureClass, fieldOf, type Style } from "#core/features/feature-class";
import { colourOf } from "#core/features/palette";
import type { Lang } from "#core/messages/catalogue";

type PlainStyle = Omit<Style, "by">;

/**
 * The style of a class's table for QGIS 3.22 and later (QML): one symbol, or one for each value of the field its style
 * depends on, and labels down to their scale. Goes into `layer_styles` of the project file, or beside a file as `.qml`.
 */
export function qmlOf(featureClass: FeatureClass, lang: Lang): string {
  const label = featureClass.style.label;
  return [
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>",
    `<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="${label ? 1 : 0}">`,
    rendererOf(featureClass, lang),
    label ? labelingOf(featureClass, label, lang) : "",
    "<blendMode>0</blendMode>",
    `<layerGeometryType>${{ point: 0, line: 1, polygon: 2, group: 2, none: 4 }[featureClass.geometry]}</layerGeometryType>`,
    "</qgis>",
  ]
    .filter(Boolean)
    .join("\n");
}

function rendererOf(featureClass: FeatureClass, lang: Lang): string {
  const { by, ...base } = featureClass.style;
  const field = by ? fieldOf(featureClass, by.field) : undefined;
  if (!by || !field) {
    return `<renderer-v2 type="singleSymbol" symbollevels="0" forceraster="0" enableorderby="0"><symbols>${symbolOf(featureClass, base, "0")}</symbols></renderer-v2>`;
  }
  const choices: readonly Choice[] =
    field.choices ?? Object.keys(by.cases).map((value) => ({ value, label: { fr: value, en: value } }));
  const symbols = choices.map(({ value }, i) => symbolOf(featureClass, { ...base, ...by.cases[value] }, String(i)));
  const categories = choices.map(
    ({ value, label }, i) =>
      `<category type="string" render="true" value="${escaped(value)}" symbol="${i}" label="${escaped(label[lang])}"/>`,
  );
  // A category without a value takes all the others, those that are not known among them.
  const rest = String(choices.length);
  symbols.push(symbolOf(featureClass, base, rest));
  categories.push(
    `<category type="string" render="true" value="" symbol="${rest}" label="${escaped(featureClass.label[lang])}"/>`,
  );
  return [
    `<renderer-v2 type="categorizedSymbol" attr="${escaped(field.column)}" symbollevels="0" forceraster="0" enableorderby="0">`,
    `<categories>${categories.join("")}</categories>`,
    `<symbols>${symbols.join("")}</symbols>`,
    "</renderer-v2>",
  ].join("\n");
}

function symbolOf(featureClass: FeatureClass, style: PlainStyle, name: string): string {
  const kind = { point: "marker", line: "line", polygon: "fill", group: "fill", none: "fill" }[featureClass.geometry];
  const layers =
    kind === "marker"
      ? markerLayer(style)
      : kind === "line"
        ? lineLayer(style)
        : `${style.fill ? fillLayer(style) : ""}${!style.fill || style.dashMm ? lineLayer(style) : ""}`;
  return `<symbol type="${kind}" name="${name}" alpha="1" clip_to_extent="1" force_rhr="0">${layers}</symbol>`;
}

function fillLayer(style: PlainStyle): string {
  const outlined = style.stroke && !style.dashMm;
  return layer("SimpleFill", {
    color: rgba(style.fill),
    style: "solid",
    outline_color: rgba(style.stroke),
    outline_style: outlined ? "solid" : "no",
    outline_width: String(style.widthMm ?? 0.18),
    outline_width_unit: "MM",
    joinstyle: "miter",
  });
}

function lineLayer(style: PlainStyle): string {
  return layer("SimpleLine", {
    line_color: rgba(style.stroke),
    line_style: "solid",
    line_width: String(style.widthMm ?? 0.18),
    line_width_unit: "MM",
    joinstyle: "round",
    capstyle: style.dashMm ? "flat" : "round",
    use_custom_dash: style.dashMm ? "1" : "0",
    ...(style.dashMm ? { customdash: style.dashMm.join(";"), customdash_unit: "MM" } : {}),
  });
}

/** A drop for `SvgMarker`, with QGIS's parameters for colour: QGIS 3.22 has no such shape of its own. */
const DROP =
  "base64:PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAyMCAyMCI+PHBhdGggZD0iTTEwIDFDMTIgNSAxNiA4IDE2IDEzQTYgNiAwIDAgMSA0IDEzQzQgOCA4IDUgMTAgMVoiIGZpbGw9InBhcmFtKGZpbGwpIHJlZCIgc3Ryb2tlPSJwYXJhbShvdXRsaW5lKSB3aGl0ZSIgc3Ryb2tlLXdpZHRoPSJwYXJhbShvdXRsaW5lLXdpZHRoKSAxIi8+PC9zdmc+";

/** A speech bubble, likewise. */
const BUBBLE =
  "base64:PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAyMCAyMCI+PHBhdGggZD0iTTEgMkgxOVYxNEg5TDUgMTlWMTRIMVoiIGZpbGw9InBhcmFtKGZpbGwpIHJlZCIgc3Ryb2tlPSJwYXJhbShvdXRsaW5lKSBibGFjayIgc3Ryb2tlLXdpZHRoPSJwYXJhbShvdXRsaW5lLXdpZHRoKSAxIi8+PC9zdmc+";

/** A camera, likewise. */
const CAMERA =
  "base64:PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAyMCAyMCI+PHBhdGggZD0iTTEgNUg2TDggMkgxMkwxNCA1SDE5VjE3SDFaIiBmaWxsPSJwYXJhbShmaWxsKSByZWQiIHN0cm9rZT0icGFyYW0ob3V0bGluZSkgd2hpdGUiIHN0cm9rZS13aWR0aD0icGFyYW0ob3V0bGluZS13aWR0aCkgMSIvPjxjaXJjbGUgY3g9IjEwIiBjeT0iMTEiIHI9IjMuNSIgZmlsbD0icGFyYW0ob3V0bGluZSkgd2hpdGUiLz48L3N2Zz4=";

const MARKERS = { circle: "circle", square: "square", triangle: "triangle", cross: "cross_fill" } as const;

function markerLayer(style: PlainStyle): string {
  const { shape, sizeMm } = style.symbol ?? { shape: "circle" as const, sizeMm: 1.5 };
  const common = {
    color: rgba(style.fill),
    outline_color: rgba(style.stroke),
    outline_width: String(style.widthMm ?? 0.18),
    outline_width_unit: "MM",
    size: String(sizeMm),
    size_unit: "MM",
  };
  if (shape === "drop") return layer("SvgMarker", { ...common, name: DROP });
  if (shape === "bubble") return layer("SvgMarker", { ...common, name: BUBBLE });
  if (shape === "camera") return layer("SvgMarker", { ...common, name: CAMERA });
  return layer("SimpleMarker", { ...common, name: MARKERS[shape], outline_style: style.stroke ? "solid" : "no" });
}

function layer(kind: string, values: Readonly<Record<string, string>>): string {
  const options = Object.entries(values).map(
    ([key, value]) => `<Option type="QString" name="${key}" value="${value}"/>`,
  );
  return `<layer class="${kind}" enabled="1" locked="0" pass="0"><Option type="Map">${options.join("")}</Option></layer>`;
}

function labelingOf(featureClass: FeatureClass, label: NonNullable<Style["label"]>, lang: Lang): string {
  const field = fieldOf(featureClass, label.field);
  const column = field?.column ?? label.field;
  const cases = (field?.choices ?? []).map(
    (choice) => `WHEN ${quoted(choice.value)} THEN ${quoted(choice.label[lang])}`,
  );
  const text = cases.length > 0 ? `CASE "${column}" ${cases.join(" ")} ELSE "${column}" END` : column;
  const strong = featureClass.id === "ilot";
  const placement = { point: 6, line: 2, polygon: 1, group: 1, none: 1 }[featureClass.geometry];
  return [
    '<labeling type="simple"><settings calloutType="simple">',
    `<text-style fieldName="${escaped(text)}" isExpression="${cases.length > 0 ? 1 : 0}" fontFamily="Noto Sans" namedStyle="${strong ? "Bold" : "Regular"}" fontWeight="${strong ? 75 : 50}" fontSize="${strong ? 10 : 8}" fontSizeUnit="Point" textColor="${rgba("ink")}" textOpacity="1">`,
    `<text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="${rgba("street")}" bufferOpacity="0.8" bufferJoinStyle="128" bufferNoFill="1"/></text-style>`,
    `<placement placement="${placement}" placementFlags="10" centroidInside="1" fitInPolygonOnly="0" dist="0" priority="5"/>`,
    `<rendering drawLabels="1" scaleVisibility="1" scaleMin="0" scaleMax="${label.maxScale}" obstacle="1" displayAll="0"/>`,
    "</settings></labeling>",
  ].join("\n");
}

function rgba(token: string | undefined): string {
  if (!token) return "0,0,0,0";
  const colour = colourOf(token);
  return [...[1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16)), 255].join(",");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
