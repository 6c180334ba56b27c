import type { NodeGrid } from "#core/formats/osm/osm-areas";
import { type OsmData, osmName } from "#core/formats/osm/osm-data";
import type { Projection } from "#core/geometry/crs";
import { RefusalError, refuse } from "#core/model/refusal";

/** A UTM zone is 6° wide; twice that and lengths are off by more than 1 in 400, which no plan bears. */
const REACH_DEG = 6;

/** Projects nodes when they are asked for, each once. */
export class ProjectedNodes implements NodeGrid {
  readonly #data: OsmData;
  readonly #projection: Projection;
  readonly #meridian: number | undefined;
  readonly #x: Float64Array;
  readonly #y: Float64Array;

  constructor(data: OsmData, projection: Projection) {
    this.#data = data;
    this.#projection = projection;
    this.#meridian = centralMeridian(projection.crs.definition);
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
   * @param feature whose position it is, for the refusal
   * @throws RefusalError `import.too-wide` more than 6° east or west of the central meridian
   */
  place(lon: number, lat: number, feature: string): [x: number, y: number] {
    const away = Math.abs(lon - (this.#meridian ?? lon));
    const grid = this.#projection.toGrid(lon, lat);
    if (Math.min(away, 360 - away) > REACH_DEG || !grid.every(Number.isFinite)) {
      const params = { lon: lon.toFixed(3), lat: lat.toFixed(3), crs: this.#projection.crs.name };
      throw new RefusalError(refuse("import.too-wide", { file: this.#data.file, feature, params }));
    }
    return grid;
  }

  #project(node: number): void {
    const { lon, lat } = this.#data.nodes;
    const [x, y] = this.place(lon[node] as number, lat[node] as number, osmName(this.#data, "node", node));
    this.#x[node] = x;
    this.#y[node] = y;
  }
}

/** Central meridian of a PROJ definition, degrees east; `undefined` where it has none. */
function centralMeridian(definition: string): number | undefined {
  const zone = /\+zone=(\d+)/.exec(definition)?.[1];
  if (zone) return Number(zone) * 6 - 183;
  const lon = /\+lon_0=(-?[\d.]+)/.exec(definition)?.[1];
  return lon === undefined ? undefined : Number(lon);
}
