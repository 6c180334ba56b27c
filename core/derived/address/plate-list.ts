import { plusCodeOf } from "#core/derived/plus-code";
import type { Projection } from "#core/geometry/crs";
import type { ProjectView } from "#core/model/project";

/** One plate to be made: what the street is called, the number, and where it goes. */
export interface Plate {
  readonly street: string;
  readonly number: string;
  readonly side: string;
  readonly ilot: string;
  readonly parcel: string;
  /** Metres in the project's CRS. */
  readonly x: number;
  readonly y: number;
  readonly plusCode: string;
}

/** Plates of all doors, street by street in order of their numbers. */
export function plateList(project: ProjectView, projection: Projection): Plate[] {
  const plates: Plate[] = [];
  for (const { geometry, fields } of project.ofClass("door")) {
    if (geometry?.kind !== "point") continue;
    const [x, y] = geometry.at;
    const [lon, lat] = projection.toLonLat(x, y);
    const axis = project.get(String(fields["street"]));
    const parcel = project.get(String(fields["parcel"]));
    const text = (value: unknown): string => (typeof value === "string" ? value : "");
    const words = [text(axis?.fields["code"]), text(axis?.fields["name"])].filter((word) => word !== "");
    plates.push({
      street: words.join(" – "),
      number: text(fields["number"]),
      side: text(fields["side"]),
      ilot: text(parcel?.fields["ilot"]),
      parcel: text(parcel?.fields["number"]),
      x: x / 1000,
      y: y / 1000,
      plusCode: plusCodeOf(lat, lon),
    });
  }
  const order = new Intl.Collator("fr", { numeric: true });
  return plates.sort((a, b) => order.compare(a.street, b.street) || order.compare(a.number, b.number));
}
