import type { Ring } from "#core/geometry/geometry";

/** What a face is before it is numbered. */
export interface Label {
  readonly kind: "street" | "water" | "servitude" | "green" | "lot" | "reserve";
  /** Number of the block, -1 for none. */
  readonly block: number;
  readonly use?: string;
  /** Pads that stand in a lot. */
  readonly pads: number[];
}

/** A face of the plan, local millimetres. */
export interface PlanFace {
  readonly label: Label;
  readonly rings: readonly Ring[];
}
