import type { InpLine } from "#core/formats/epanet/inp-lines";
import type { FieldValue } from "#core/model/feature";

/** A junction, reservoir or tank. */
export interface InpNode {
  readonly id: string;
  readonly kind: "junctions" | "reservoirs" | "tanks";
  readonly line: number;
  readonly values: Map<string, FieldValue>;
  at?: readonly [x: number, y: number];
}

/** A pipe, pump or valve. */
export interface InpLink {
  readonly id: string;
  readonly kind: "pipes" | "pumps" | "valves";
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly values: Map<string, FieldValue>;
  readonly vertices: number[];
}

/** A network as its lines say it. */
export interface InpNetwork {
  readonly nodes: Map<string, InpNode>;
  readonly links: Map<string, InpLink>;
  readonly patterns: Map<string, number[]>;
  readonly curves: Map<string, number[]>;
  readonly controls: InpLine[];
  readonly rules: InpLine[][];
  /** Lines whose place is of no known node or link, or no place. */
  readonly misplaced: number[];
}

/** Ends the reading with a refusal at a line. */
export type Fail = (line: number, code: string, params?: Readonly<Record<string, string | number>>) => never;

/** Kinds of links, in the order EPANET writes them. */
export const LINK_KINDS: readonly InpLink["kind"][] = ["pipes", "pumps", "valves"];
