import { type LineGeometry, lineOf, type PolygonGeometry, pointAt, polygonOf } from "#core/geometry/geometry";
import type { ClassId, Feature, Fields } from "#core/model/feature";
import { Project } from "#core/model/project";
import type { ProjectMeta } from "#core/model/project-meta";

/** What a test project says of itself. */
export const testMeta: ProjectMeta = {
  id: "essai",
  name: "Essai",
  crs: "EPSG:32629",
  created: "2026-11-22T08:00:00Z",
  attributions: [],
};

/** A square of `sideM` metres with its south-west corner at (`xM`, `yM`) metres. */
export function square(sideM: number, xM = 0, yM = 0): PolygonGeometry {
  return rectangle(sideM, sideM, xM, yM);
}

/** A rectangle in metres, south-west corner at (`xM`, `yM`). */
export function rectangle(widthM: number, heightM: number, xM = 0, yM = 0): PolygonGeometry {
  return polygonM([xM, yM, xM + widthM, yM, xM + widthM, yM + heightM, xM, yM + heightM]);
}

/** A polygon from flat rings in metres. */
export function polygonM(...ringsM: number[][]): PolygonGeometry {
  return polygonOf(...ringsM.map(grid));
}

/** A line from a flat path in metres. */
export function lineM(...pathM: number[]): LineGeometry {
  return lineOf(grid(pathM));
}

/** Metres to the millimetre grid. */
export function grid(metres: readonly number[]): number[] {
  return metres.map((m) => Math.round(m * 1000));
}

/** Builds small worlds: `aProject().parcel("A", square(10)).build()`. */
export class ProjectBuilder {
  readonly #features: Feature[] = [];

  feature(cls: ClassId, id: string, geometry: Feature["geometry"], fields: Fields = {}): this {
    this.#features.push({ id, class: cls, geometry, fields });
    return this;
  }

  parcel(id: string, geometry: PolygonGeometry, fields: Fields = {}): this {
    return this.feature("parcel", id, geometry, fields);
  }

  street(id: string, geometry: PolygonGeometry, fields: Fields = {}): this {
    return this.feature("street", id, geometry, fields);
  }

  openSpace(id: string, geometry: PolygonGeometry, fields: Fields = {}): this {
    return this.feature("openSpace", id, geometry, fields);
  }

  perimeter(geometry: PolygonGeometry): this {
    return this.feature("perimeter", "perimeter", geometry);
  }

  ilot(number: string, fields: Fields = {}): this {
    return this.feature("ilot", `ilot-${number}`, null, { number, ...fields });
  }

  axis(id: string, geometry: LineGeometry, fields: Fields = {}): this {
    return this.feature("streetAxis", id, geometry, fields);
  }

  point(cls: ClassId, id: string, xM: number, yM: number, fields: Fields = {}): this {
    return this.feature(cls, id, pointAt(xM * 1000, yM * 1000), fields);
  }

  features(): Feature[] {
    return [...this.#features];
  }

  build(): Project {
    return new Project(testMeta, this.#features);
  }
}

/** An empty world to build on. */
export function aProject(): ProjectBuilder {
  return new ProjectBuilder();
}
