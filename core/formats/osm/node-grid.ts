import type { NodeGrid } from "#core/formats/osm/osm-areas";
import { type OsmData, osmName } from "#core/formats/osm/osm-data";
import type { Projection } from "#core/geometry/crs";
import { reachOfCrs } from "#core/geometry/projection-reach";
import { RefusalError, refuse } from "#core/model/refusal";

/** Projects nodes when they are asked for, each once. */
export class ProjectedNodes implements NodeGrid {
  readonly #data: OsmData;
  readonly #projection: Projection;
  readonly #inReach: (lon: number, lat: number) => boolean;
  readonly #x: Float64Array;
  readonly #y: Float64Array;

  constructor(data: OsmData, projection: Projection) {
    this.#data = data;
    this.#projection = projection;
    this.#inReach = reachOfCrs(projection.crs);
    this.#x = new Float64Array(data.nodes.count).fill(Number.NaN);
    this.#y = new Float64Array(data.nodes.count);
  }

  x(node: number): number {
    if (Number.isNaN(this.#x[node])) this.#project(node);
    return this.#x[node] as number;
  }

  y(node: number): number {
    if (Number.isNaN(this.#x[node])) this.#project(node);
    return this.#y[node] as number;
  }

  /**
   * Integer millimetres of degrees.
   *
   * @param feature names whose position it is, for the refusal
   * @throws RefusalError `import.too-wide` more than 6° east or west of the central meridian
   */
  place(lon: number, lat: number, feature: () => string): [x: number, y: number] {
    const grid = this.#projection.toGrid(lon, lat);
    if (!this.#inReach(lon, lat) || !Number.isFinite(grid[0]) || !Number.isFinite(grid[1])) {
      const params = { lon: lon.toFixed(3), lat: lat.toFixed(3), crs: this.#projection.crs.name };
      throw new RefusalError(refuse("import.too-wide", { file: this.#data.file, feature: feature(), params }));
    }
    return grid;
  }

  #project(node: number): void {
    const { lon, lat } = this.#data.nodes;
    const [x, y] = this.place(lon[node] as number, lat[node] as number, () => osmName(this.#data, "node", node));
    this.#x[node] = x;
    this.#y[node] = y;
  }
}
