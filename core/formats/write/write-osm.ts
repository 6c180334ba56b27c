import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { ByteSink } from "#core/formats/write/byte-sink";
import { textOf } from "#core/formats/write/columns";
import { type CoordinateText, coordinateText } from "#core/formats/write/coordinate-text";
import { twiceArea } from "#core/formats/write/shape-kinds";
import type { Writer } from "#core/formats/write/writer";
import { xmlText } from "#core/formats/write/xml-text";

/** Longest key or value the OSM database takes, letters; and most nodes of a way. */
const MOST_LETTERS = 255;
const MOST_NODES = 2000;

/**
 * Writes OSM XML for JOSM: new objects with negative ids, values as tags, the same position the same node. Areas are
 * closed ways, or multipolygons where they have holes or parts. `upload="never"`: what a planner drew is no survey, and
 * nothing of it must go to the world's map by mistake.
 *
 * @see https://wiki.openstreetmap.org/wiki/JOSM_file_format
 */
export const writeOsm: Writer = (content, open) => {
  const sink = open("");
  sink.text('<?xml version="1.0" encoding="UTF-8"?>\n');
  const sources = (content.attributions ?? []).join(" · ");
  sink.text(
    `<osm version="0.6" generator="Maillage" upload="never"${sources ? ` attribution="${xmlText(sources)}"` : ""}>\n`,
  );
  const drawing = new OsmDrawing(content);
  drawing.write(sink);
  sink.text("</osm>\n");
  sink.end();
  return drawing.warnings();
};

/** How many elements an OSM file of this content has. */
export function osmCounts(content: OutsideContent): {
  readonly nodes: number;
  readonly ways: number;
  readonly relations: number;
} {
  return new OsmDrawing(content).counts();
}

type Tags = readonly (readonly [key: string, value: string])[];

class OsmDrawing {
  /** Node of each position that lines and areas use, by its text. */
  readonly #places = new Map<string, number>();
  readonly #nodes: { readonly at: string; tags: Tags }[] = [];
  readonly #ways: { readonly nodes: readonly number[]; readonly tags: Tags }[] = [];
  readonly #relations: { readonly members: readonly { way: number; role: string }[]; readonly tags: Tags }[] = [];
  readonly #write: CoordinateText = coordinateText("EPSG:4326");
  #cut = 0;

  constructor({ layers }: OutsideContent) {
    for (const { objects } of layers) for (const object of objects) this.#add(object);
  }

  counts(): { nodes: number; ways: number; relations: number } {
    return { nodes: this.#nodes.length, ways: this.#ways.length, relations: this.#relations.length };
  }

  warnings(): SurveyWarning[] {
    return [
      ...(this.#cut > 0
        ? [{ code: "write.text-cut", count: this.#cut, params: { layer: "osm", bytes: MOST_LETTERS } }]
        : []),
    ];
  }

  /** Nodes, then ways, then relations, each from -1 down: the order OSM programs expect. */
  write(sink: ByteSink): void {
    const element = (head: string, name: string, body: string, tags: Tags): void => {
      const told = tags.map(([key, value]) => `<tag k="${xmlText(key)}" v="${xmlText(value)}"/>`).join("");
      sink.text(body + told === "" ? `<${name} ${head}/>\n` : `<${name} ${head}>${body}${told}</${name}>\n`);
    };
    this.#nodes.forEach(({ at, tags }, i) => {
      const [lat, lon] = at.split(" ");
      element(`id="${-1 - i}" visible="true" lat="${lat}" lon="${lon}"`, "node", "", tags);
    });
    this.#ways.forEach(({ nodes, tags }, i) => {
      element(`id="${-1 - i}" visible="true"`, "way", nodes.map((node) => `<nd ref="${-1 - node}"/>`).join(""), tags);
    });
    this.#relations.forEach(({ members, tags }, i) => {
      const told = members.map(({ way, role }) => `<member type="way" ref="${-1 - way}" role="${role}"/>`);
      element(`id="${-1 - i}" visible="true"`, "relation", told.join(""), tags);
    });
  }

  #add({ values, shapes }: OutsideObject): void {
    const tags: [string, string][] = [];
    for (const [key, value] of Object.entries(values)) {
      const text = textOf(value);
      if (text === "" || key === "") continue;
      if (text.length > MOST_LETTERS || key.length > MOST_LETTERS) this.#cut++;
      tags.push([key.slice(0, MOST_LETTERS), text.slice(0, MOST_LETTERS).toWellFormed()]);
    }
    const areas = shapes.filter((shape) => shape.kind === "polygon");
    for (const shape of shapes) {
      if (shape.kind === "point")
        this.#point(shape.at[0], shape.at[1], shape.z === undefined ? tags : [...tags, ["ele", String(shape.z)]]);
      else if (shape.kind === "line")
        for (const nodes of pieces(this.#nodesOf(shape.path, false))) this.#way(nodes, tags);
    }
    if (areas.length > 0) this.#area(areas, tags);
  }

  #area(areas: readonly Extract<OutsideShape, { kind: "polygon" }>[], tags: Tags): void {
    const rings = areas.flatMap(({ rings: held }) =>
      held.map((ring, k) => ({ ring, role: k === 0 ? "outer" : "inner" })),
    );
    const [only] = rings;
    if (rings.length === 1 && only) {
      const nodes = this.#nodesOf(turnedLeft(only.ring), true);
      if (nodes.length <= MOST_NODES) {
        this.#way(nodes, tags.length > 0 ? [...tags, ...(isAreaTagged(tags) ? [] : [["area", "yes"] as const])] : tags);
        return;
      }
    }
    const members = rings.flatMap(({ ring, role }) =>
      pieces(this.#nodesOf(ring, true)).map((nodes) => ({ way: this.#way(nodes, []), role })),
    );
    this.#relations.push({ members, tags: [["type", "multipolygon"], ...tags.filter(([key]) => key !== "type")] });
  }

  #point(x: number, y: number, tags: Tags): void {
    const at = `${this.#write(y)} ${this.#write(x)}`;
    const shared = this.#places.get(at);
    const node = shared === undefined ? undefined : this.#nodes[shared];
    // A vertex that bears nothing yet can bear the point itself.
    if (node && node.tags.length === 0) node.tags = tags;
    else this.#places.set(at, this.#nodes.push({ at, tags }) - 1);
  }

  #nodesOf(run: ArrayLike<number>, close: boolean): number[] {
    const nodes: number[] = [];
    for (let i = 0; i + 1 < run.length; i += 2) {
      const at = `${this.#write(run[i + 1] as number)} ${this.#write(run[i] as number)}`;
      let node = this.#places.get(at);
      if (node === undefined) {
        node = this.#nodes.push({ at, tags: [] }) - 1;
        this.#places.set(at, node);
      }
      if (node !== nodes.at(-1)) nodes.push(node);
    }
    if (close && nodes[0] !== undefined && nodes.at(-1) !== nodes[0]) nodes.push(nodes[0]);
    return nodes;
  }

  #way(nodes: readonly number[], tags: Tags): number {
    return this.#ways.push({ nodes, tags }) - 1;
  }
}

/** A run of nodes in pieces a way can hold, each beginning where the last ends. */
function pieces(nodes: readonly number[]): number[][] {
  const out: number[][] = [];
  for (let at = 0; at === 0 || at < nodes.length - 1; at += MOST_NODES - 1) out.push(nodes.slice(at, at + MOST_NODES));
  return out;
}

/** Keys that make a closed way an area by themselves. */
function isAreaTagged(tags: Tags): boolean {
  return tags.some(([key, value]) => AREA_KEYS.has(key) || (key === "area" && value === "yes"));
}

const AREA_KEYS: ReadonlySet<string> = new Set([
  "building",
  "landuse",
  "natural",
  "amenity",
  "leisure",
  "place",
  "boundary",
  "area:highway",
]);

function turnedLeft(ring: ArrayLike<number>): ArrayLike<number> {
  if (twiceArea(ring) >= 0) return ring;
  const out: number[] = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) out.push(ring[i] as number, ring[i + 1] as number);
  return out;
}
