import { type Cells, WordCells } from "#core/derived/table/cell-columns";
import type { Column } from "#core/derived/table/columns";
import { classOf } from "#core/features/classes";
import { type Projection, projectionOf } from "#core/geometry/crs";
import { groundAreaM2 } from "#core/geometry/ground-area";
import { lengthM } from "#core/geometry/path";
import { planAreaM2 } from "#core/geometry/ring";
import type { Change } from "#core/model/change";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/**
 * The features of a class as rows: îlot by îlot, number by number. Columns are typed arrays made when first asked
 * for, so that 100,000 rows sort and filter without a stall, and an area on the ellipsoid costs only who shows it.
 */
export class TableRows {
  readonly class: ClassId;
  readonly #project: ProjectView;
  #features: Feature[] = [];
  #rowOf: Map<string, number> | undefined;
  readonly #cells = new Map<string, Cells>();
  #projection: Projection | undefined;

  constructor(project: ProjectView, id: ClassId) {
    this.class = id;
    this.#project = project;
    this.#rebuild();
  }

  get size(): number {
    return this.#features.length;
  }

  /** The feature of a row. @throws RangeError (a bug) beyond the last row */
  feature(row: number): Feature {
    const feature = this.#features[row];
    if (!feature) throw new RangeError(`no row ${row} of ${this.size}`);
    return feature;
  }

  /** The row of a feature, if it is of this class. */
  rowOf(id: string): number | undefined {
    this.#rowOf ??= new Map(this.#features.map((feature, row) => [feature.id, row]));
    return this.#rowOf.get(id);
  }

  /** The cells of a column, all rows. */
  cells(column: Column): Cells {
    let cells = this.#cells.get(column.key);
    if (!cells) {
      const { size } = this;
      cells = column.kind === "number" ? { kind: "number", values: new Float64Array(size) } : new WordCells(size);
      for (let row = 0; row < size; row++) this.#write(cells, column.key, row);
      this.#cells.set(column.key, cells);
    }
    return cells;
  }

  /** One cell as a value: a number, a word, or `undefined` where nothing is known. Does not make the whole column. */
  value(column: Column, row: number): number | string | undefined {
    const value = column.measure ? this.#measured(this.feature(row), column.key) : this.feature(row).fields[column.key];
    if (column.kind === "number") return typeof value === "number" && !Number.isNaN(value) ? value : undefined;
    return value === undefined ? undefined : String(value);
  }

  /**
   * Follows a change. Followed step by step, the rows equal rows made anew.
   *
   * @returns whether rows came, went or moved (orders of rows held outside are void), or only values changed, or
   *   nothing of this class
   */
  follow(change: Change): "rows" | "values" | "nothing" {
    const updated = change.updated.filter(([, to]) => to.class === this.class);
    const isOther = [...change.added, ...change.removed].some((feature) => feature.class === this.class);
    const isMoved = updated.some(
      ([from, to]) => from.fields["ilot"] !== to.fields["ilot"] || from.fields["number"] !== to.fields["number"],
    );
    if (isOther || isMoved) {
      this.#rebuild();
      return "rows";
    }
    if (updated.length === 0) return "nothing";
    for (const [, to] of updated) {
      const row = this.rowOf(to.id);
      if (row === undefined) continue;
      this.#features[row] = to;
      for (const [key, cells] of this.#cells) this.#write(cells, key, row);
    }
    return "values";
  }

  #rebuild(): void {
    this.#features = [...this.#project.ofClass(this.class)];
    this.#rowOf = undefined;
    this.#cells.clear();
    const keys = classOf(this.class).fields.map(({ key }) => key);
    const order = ["ilot", "number"].filter((key) => keys.includes(key));
    if (!keys.includes("number")) return;
    const ranks = order.map((key) => {
      const cells = new WordCells(this.size);
      this.#features.forEach((feature, row) => {
        cells.set(row, feature.fields[key]);
      });
      // What has no number comes last.
      return { codes: cells.codes, ranks: cells.ranks.map((rank) => (rank === 0 ? 0xffffffff : rank)) };
    });
    const places = Uint32Array.from(this.#features, (_, row) => row).sort((a, b) => {
      for (const { codes, ranks: rank } of ranks) {
        const difference = (rank[codes[a] as number] as number) - (rank[codes[b] as number] as number);
        if (difference !== 0) return difference;
      }
      return a - b;
    });
    this.#features = Array.from(places, (row) => this.#features[row] as Feature);
  }

  #write(cells: Cells, key: string, row: number): void {
    const feature = this.feature(row);
    if (cells.kind === "words") cells.set(row, feature.fields[key]);
    else {
      const value = isMeasure(key) ? this.#measured(feature, key) : feature.fields[key];
      cells.values[row] = typeof value === "number" ? value : Number.NaN;
    }
  }

  #measured({ geometry }: Feature, measure: string): number {
    if (geometry?.kind === "line" && measure === "lengthM") return lengthM(geometry.path);
    if (geometry?.kind !== "polygon") return Number.NaN;
    if (measure === "planAreaM2") return planAreaM2(geometry);
    this.#projection ??= projectionOf(this.#project.meta.crs);
    return groundAreaM2(geometry, this.#projection);
  }
}

function isMeasure(key: string): boolean {
  return key === "planAreaM2" || key === "groundAreaM2" || key === "lengthM";
}
