import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideObject } from "#core/formats/outside-content";
import { textOf } from "#core/formats/write/columns";
import { uniqueNames } from "#core/formats/write/unique-names";
import { inpLinesOf, isInpContent } from "#core/formats/write/write-inp-sections";
import type { Writer } from "#core/formats/write/writer";
import type { FieldValue } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";

/** How near an end of a pipe a point is for the network to hang on it, metres. */
const NEAR_M = 0.5;
/** Hazen-Williams roughness of plastic, what pipes are of unless they say otherwise. */
const ROUGHNESS = 140;
/** Diameter of a pipe that says none, millimetres. */
const DIAMETER_MM = 90;
/** Head a pump of a borehole gives at its yield, metres, and its yield when it says none, l/s. */
const HEAD_M = 40;
const YIELD_LPS = 1.5;
/** A tank that says nothing: levels above its floor and diameter, metres. */
const TANK = { initial: 2, least: 0.2, most: 3, diameter: 4 };

type Kind = "junction" | "reservoir" | "tank";

interface Node {
  readonly x: number;
  readonly y: number;
  kind: Kind;
  id: string;
  elevation: number;
  demandLps: number;
  /** A borehole's pump lifts from it. */
  pump?: number;
  values: Readonly<Record<string, FieldValue>>;
}

/**
 * Writes an EPANET 2.2 network. One that was read is written as it was; else lines are pipes, their ends junctions, points on them what they say they are. Boreholes
 * become a reservoir with a pump, water towers tanks, standpipes junctions with a demand. What a plan does not know
 * (heads, roughness) is put at a usual figure and told, for the engineer to settle. Units l/s, losses Hazen-Williams.
 *
 * @throws RefusalError `write.no-network` without a line
 * @see EPANET 2.2 user's manual, appendix C
 */
export const writeInp: Writer = (content, open, { title }) => {
  if (isInpContent(content)) {
    const sink = open("");
    sink.text([...inpLinesOf(content), "[END]", ""].join("\r\n"));
    sink.end();
    return [];
  }
  const network = new Network(content);
  if (network.pipes.length === 0) throw new RefusalError(refuse("write.no-network"));
  const sink = open("");
  const section = (name: string, heads: string, rows: readonly (readonly (string | number)[])[]): void => {
    sink.text(`[${name}]\r\n${heads ? `;${heads}\r\n` : ""}`);
    for (const row of rows) sink.text(` ${row.join("\t")}\r\n`);
    sink.text("\r\n");
  };
  const of = (kind: Kind): Node[] => network.nodes.filter((node) => node.kind === kind);
  sink.text(`[TITLE]\r\n${title.replace(/[\r\n[\]]+/g, " ").slice(0, 79)}\r\n\r\n`);
  section(
    "JUNCTIONS",
    "ID\tElev\tDemand\tPattern",
    of("junction").map((node) => [node.id, figure(node.elevation), figure(node.demandLps), ";"]),
  );
  section(
    "RESERVOIRS",
    "ID\tHead\tPattern",
    of("reservoir").map((node) => [node.id, figure(node.elevation), ";"]),
  );
  section(
    "TANKS",
    "ID\tElev\tInitLevel\tMinLevel\tMaxLevel\tDiameter\tMinVol",
    of("tank").map(({ id, elevation, values }) => [
      id,
      figure(elevation),
      ...[
        numberOf(values, ["initiallevel", "initlevel"], TANK.initial),
        numberOf(values, ["minlevel"], TANK.least),
      ].map(figure),
      ...[numberOf(values, ["maxlevel"], TANK.most), numberOf(values, ["diameter"], TANK.diameter), 0].map(figure),
      ";",
    ]),
  );
  section(
    "PIPES",
    "ID\tNode1\tNode2\tLength\tDiameter\tRoughness\tMinorLoss\tStatus",
    network.pipes.map((pipe) => [
      pipe.id,
      pipe.from.id,
      pipe.to.id,
      figure(pipe.lengthM),
      figure(pipe.diameterMm),
      figure(pipe.roughness),
      0,
      "Open;",
    ]),
  );
  section(
    "PUMPS",
    "ID\tNode1\tNode2\tParameters",
    network.pumps.map((pump) => [pump.id, pump.from.id, pump.to.id, `HEAD ${pump.curve};`]),
  );
  section(
    "CURVES",
    "ID\tX\tY",
    network.pumps.map((pump) => [pump.curve, figure(pump.yieldLps), figure(HEAD_M)]),
  );
  section("PATTERNS", "ID\tMultipliers", [["1", 1]]);
  section("OPTIONS", "", [
    ["Units", "LPS"],
    ["Headloss", "H-W"],
    ["Pattern", "1"],
  ]);
  section("TIMES", "", [
    ["Duration", "24:00"],
    ["Hydraulic Timestep", "1:00"],
  ]);
  section("REPORT", "", [
    ["Status", "No"],
    ["Summary", "No"],
  ]);
  section(
    "COORDINATES",
    "Node\tX\tY",
    network.nodes.map(({ id, x, y }) => [id, x.toFixed(3), y.toFixed(3)]),
  );
  section(
    "VERTICES",
    "Link\tX\tY",
    network.pipes.flatMap(({ id, bends }) => bends.map(([x, y]) => [id, x.toFixed(3), y.toFixed(3)])),
  );
  sink.text("[END]\r\n");
  sink.end();
  return network.warnings;
};

/** How many nodes and links an EPANET file of this content has. */
export function inpCounts(content: OutsideContent): { readonly nodes: number; readonly links: number } {
  if (!isInpContent(content)) {
    const { nodes, pipes, pumps } = new Network(content);
    return { nodes: nodes.length, links: pipes.length + pumps.length };
  }
  const count = (names: RegExp): number =>
    content.layers.reduce((sum, { name, objects }) => sum + (names.test(name) ? objects.length : 0), 0);
  return { nodes: count(INP_NODES), links: count(INP_LINKS) };
}

/** Layers of nodes, and of links, as the reader of EPANET files names them. */
export const INP_NODES = /^(junctions|reservoirs|tanks)$/;
export const INP_LINKS = /^(pipes|pumps|valves)$/;

interface Pipe {
  readonly id: string;
  readonly from: Node;
  readonly to: Node;
  readonly bends: readonly (readonly [number, number])[];
  readonly lengthM: number;
  readonly diameterMm: number;
  readonly roughness: number;
}

interface Pump {
  readonly id: string;
  readonly curve: string;
  readonly from: Node;
  readonly to: Node;
  readonly yieldLps: number;
}

class Network {
  readonly nodes: Node[] = [];
  readonly pipes: Pipe[] = [];
  readonly pumps: Pump[] = [];
  readonly warnings: SurveyWarning[] = [];
  readonly #cells = new Map<string, Node[]>();

  constructor({ layers }: OutsideContent) {
    let away = 0;
    const lines: { object: OutsideObject; path: ArrayLike<number> }[] = [];
    const points: { object: OutsideObject; layer: string; at: readonly [number, number]; z: number | undefined }[] = [];
    for (const layer of layers) {
      for (const object of layer.objects) {
        for (const shape of object.shapes) {
          if (shape.kind === "line" && !/voie|ligne_elec|cours_eau/.test(layer.name))
            lines.push({ object, path: shape.path });
          else if (shape.kind === "point") points.push({ object, layer: layer.name, at: shape.at, z: shape.z });
        }
      }
    }
    const ends = lines.map(({ path }) => {
      const n = path.length;
      return [
        this.#nodeAt(path[0] as number, path[1] as number, true),
        this.#nodeAt(path[n - 2] as number, path[n - 1] as number, true),
      ] as [Node, Node];
    });
    for (const { object, layer, at, z } of points) {
      const node = this.#nodeAt(at[0], at[1], /^(junctions?|reservoirs?|tanks?)$/i.test(layer));
      if (!node) away++;
      else this.#be(node, object, layer, z);
    }
    const names = uniqueNames(
      this.nodes.map(({ id }, i) => id || `N${i + 1}`),
      epanetId,
    );
    this.nodes.forEach((node, i) => {
      node.id = names[i] as string;
    });
    this.#lift();
    const ids = uniqueNames(
      lines.map(({ object }, i) => idOf(object) ?? `C${i + 1}`),
      epanetId,
    );
    lines.forEach(({ object, path }, i) => {
      const [from, to] = ends[i] as [Node, Node];
      if (from !== to) this.pipes.push(pipeOf(ids[i] as string, object, path, from, to));
      else away++;
    });
    if (away > 0) this.warnings.push({ code: "write.off-network", count: away, params: { metres: NEAR_M } });
    this.warnings.push({ code: "write.usual-figures", count: 1, params: { roughness: ROUGHNESS, head: HEAD_M } });
  }

  /** The node at a place; made when there is none near, where it may be. */
  #nodeAt(x: number, y: number, make: true): Node;
  #nodeAt(x: number, y: number, make: boolean): Node | undefined;
  #nodeAt(x: number, y: number, make: boolean): Node | undefined {
    const [column, row] = [Math.floor(x / NEAR_M), Math.floor(y / NEAR_M)];
    let best: Node | undefined;
    let least = NEAR_M;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const node of this.#cells.get(`${column + dx} ${row + dy}`) ?? []) {
          const distance = Math.hypot(node.x - x, node.y - y);
          if (distance <= least) [best, least] = [node, distance];
        }
      }
    }
    if (best || !make) return best;
    const node: Node = { x, y, kind: "junction", id: "", elevation: 0, demandLps: 0, values: {} };
    this.nodes.push(node);
    const key = `${column} ${row}`;
    this.#cells.set(key, [...(this.#cells.get(key) ?? []), node]);
    return node;
  }

  /** What a point makes of the node it stands on. */
  #be(node: Node, object: OutsideObject, layer: string, z: number | undefined): void {
    const { values } = object;
    const said = String(values["nature"] ?? values["type"] ?? values["kind"] ?? layer).toLowerCase();
    node.values = values;
    node.id = idOf(object) ?? node.id;
    node.elevation = numberOf(values, ["elevation", "elev", "head", "altitude", "cote"], z ?? 0);
    const yieldLps = numberOf(values, ["debit_m3h"], 0) / 3.6;
    if (/^(reservoirs?|source)$/.test(said)) node.kind = "reservoir";
    else if (/tank|chateau/.test(said)) node.kind = "tank";
    else if (/forage|puits|borehole|well/.test(said)) {
      node.kind = "reservoir";
      node.pump = yieldLps || YIELD_LPS;
    } else
      node.demandLps = numberOf(values, ["demand", "base_demand", "basedemand", "demande", "demande_ls"], yieldLps);
  }

  /** Between a borehole and the network stands its pump: the borehole steps aside, a junction takes its place. */
  #lift(): void {
    for (const node of [...this.nodes]) {
      if (node.pump === undefined) continue;
      const source: Node = { ...node, x: node.x - 1, y: node.y, id: epanetId(`${node.id}_S`, 0) };
      this.nodes.push(source);
      const number = this.pumps.length + 1;
      this.pumps.push({ id: `POMPE${number}`, curve: `COURBE${number}`, from: source, to: node, yieldLps: node.pump });
      node.kind = "junction";
    }
  }
}

function pipeOf(id: string, object: OutsideObject, path: ArrayLike<number>, from: Node, to: Node): Pipe {
  const bends: (readonly [number, number])[] = [];
  let lengthM = 0;
  for (let i = 2; i + 1 < path.length; i += 2) {
    const [x, y] = [path[i] as number, path[i + 1] as number];
    lengthM += Math.hypot(x - (path[i - 2] as number), y - (path[i - 1] as number));
    if (i + 2 < path.length) bends.push([x, y]);
  }
  return {
    id,
    from,
    to,
    bends,
    lengthM: Math.max(0.01, numberOf(object.values, ["length"], lengthM)),
    diameterMm: numberOf(object.values, ["diametre_mm", "diameter", "diametre"], DIAMETER_MM) || DIAMETER_MM,
    roughness: numberOf(object.values, ["roughness", "rugosite"], ROUGHNESS) || ROUGHNESS,
  };
}

function idOf({ values }: OutsideObject): string | undefined {
  const found = values["id"] ?? values["ID"] ?? values["numero"] ?? values["nom"];
  return found === undefined ? undefined : textOf(found);
}

/** EPANET takes 31 letters of ASCII, without blanks, quotes and semicolons. */
function epanetId(name: string, room: number): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x21-\x7e]|[";[\]]/g, "_");
  return (plain || "X").slice(0, 31 - room);
}

function numberOf(values: Readonly<Record<string, FieldValue>>, names: readonly string[], otherwise: number): number {
  for (const [key, value] of Object.entries(values)) {
    if (!names.includes(key.toLowerCase())) continue;
    const number = Number(value);
    if (value !== "" && Number.isFinite(number)) return number;
  }
  return otherwise;
}

function figure(value: number): string {
  return String(Number(value.toFixed(4)));
}
