/** One way of an area: its vertices in order, on a grid, and which node each is. */
export interface AreaWay {
  readonly id: number;
  /** Flat positions, integers. */
  readonly path: readonly number[];
  /** Place of the node of each vertex. */
  readonly nodes: ArrayLike<number>;
}
