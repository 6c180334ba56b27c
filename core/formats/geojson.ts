import { ilotOutlines } from "#core/derived/ilot-outline";
import { featureClasses } from "#core/features/classes";
import type { FeatureClass } from "#core/features/feature-class";
import { type ExportProfile, profiledDocument } from "#core/formats/export-profile";
import { type Projection, projectionOf } from "#core/geometry/crs";
import type { Path, PolygonGeometry, Ring } from "#core/geometry/geometry";
import { lengthM } from "#core/geometry/path";
import { planAreaM2 } from "#core/geometry/ring";
import type { Lang } from "#core/messages/catalogue";
import type { ProjectDocument } from "#core/model/document";
import type { ClassId, Feature } from "#core/model/feature";
import { Project } from "#core/model/project";

export interface GeoJsonOptions {
  readonly profile: ExportProfile;
  /** Language of the collection's `title`; columns and values are the same in every language. */
  readonly lang: Lang;
  /** Classes to write; all when absent. */
  readonly classes?: readonly ClassId[];
}

/** Nine decimals of a degree are a tenth of a millimetre: the grid survives the way there and back. */
const DECIMALS = 9;

/**
 * Writes a project as one GeoJSON FeatureCollection (RFC 7946): WGS 84 degrees, shells counter-clockwise, `bbox`.
 * Properties: `classe` (the table's name), the declared columns, `surface_m2` (plan area) or `longueur_m`. Îlots come
 * with the outline of their faces. Sources stand in `attribution`.
 */
export function writeGeoJson(document: ProjectDocument, options: GeoJsonOptions): Uint8Array<ArrayBuffer> {
  const project = new Project(document.meta, profiledDocument(document, options.profile).features);
  const door = new Door(projectionOf(document.meta.crs));
  const rows: string[] = [];
  for (const featureClass of featureClasses) {
    if (options.classes ? !options.classes.includes(featureClass.id) : featureClass.archive) continue;
    if (featureClass.id === "ilot") rows.push(...ilotRows(featureClass, project, door));
    else for (const feature of project.ofClass(featureClass.id)) rows.push(featureRow(featureClass, feature, door));
  }
  const head = [`"type":"FeatureCollection"`, `"title":${JSON.stringify(document.meta.name)}`];
  if (document.meta.attributions.length > 0) {
    head.push(`"attribution":${JSON.stringify(document.meta.attributions.join(" · "))}`);
  }
  if (door.box) head.push(`"bbox":[${door.box.map((value) => value.toFixed(DECIMALS)).join(",")}]`);
  return new TextEncoder().encode(`{${head.join(",")},"features":[\n${rows.join(",\n")}\n]}\n`);
}

/** Turns runs of the grid into coordinates, and remembers how far they reach. */
class Door {
  box: [number, number, number, number] | undefined;
  readonly #projection: Projection;
  /** Text of positions already turned: boundaries are shared, and projecting is what takes the time. */
  readonly #known = new Map<string, string>();

  constructor(projection: Projection) {
    this.#projection = projection;
  }

  position(x: number, y: number): string {
    const key = `${x},${y}`;
    const known = this.#known.get(key);
    if (known) return known;
    const [lon, lat] = this.#projection.toLonLat(x, y);
    if (!this.box) this.box = [lon, lat, lon, lat];
    const [west, south, east, north] = this.box;
    this.box = [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)];
    const text = `[${lon.toFixed(DECIMALS)},${lat.toFixed(DECIMALS)}]`;
    this.#known.set(key, text);
    return text;
  }

  path(run: Path): string {
    const parts: string[] = [];
    for (let i = 0; i < run.length; i += 2) parts.push(this.position(run[i] as number, run[i + 1] as number));
    return `[${parts.join(",")}]`;
  }

  ring(ring: Ring): string {
    return this.path([...ring, ring[0] as number, ring[1] as number]);
  }

  rings(polygon: PolygonGeometry): string {
    return `[${polygon.rings.map((ring) => this.ring(ring)).join(",")}]`;
  }
}

function featureRow(featureClass: FeatureClass, feature: Feature, door: Door): string {
  const properties: Record<string, unknown> = { classe: featureClass.table };
  for (const { key, column } of featureClass.fields) {
    if (feature.fields[key] !== undefined) properties[column] = feature.fields[key];
  }
  const { geometry } = feature;
  let shape = "null";
  if (geometry?.kind === "point")
    shape = `{"type":"Point","coordinates":${door.position(geometry.at[0], geometry.at[1])}}`;
  if (geometry?.kind === "line") {
    properties["longueur_m"] = rounded(lengthM(geometry.path), 3);
    shape = `{"type":"LineString","coordinates":${door.path(geometry.path)}}`;
  }
  if (geometry?.kind === "polygon") {
    properties["surface_m2"] = rounded(planAreaM2(geometry), 2);
    shape = `{"type":"Polygon","coordinates":${door.rings(geometry)}}`;
  }
  return row(feature.id, shape, properties);
}

function ilotRows(featureClass: FeatureClass, project: Project, door: Door): string[] {
  const outlines = ilotOutlines(project);
  return [...project.ofClass("ilot")].map((feature) => {
    const polygons = outlines.get(String(feature.fields["number"])) ?? [];
    if (polygons.length === 0) return featureRow(featureClass, feature, door);
    const properties: Record<string, unknown> = { classe: featureClass.table };
    for (const { key, column } of featureClass.fields) {
      if (feature.fields[key] !== undefined) properties[column] = feature.fields[key];
    }
    properties["surface_m2"] = rounded(
      polygons.reduce((sum, polygon) => sum + planAreaM2(polygon), 0),
      2,
    );
    const [first] = polygons;
    const shape =
      polygons.length === 1 && first
        ? `{"type":"Polygon","coordinates":${door.rings(first)}}`
        : `{"type":"MultiPolygon","coordinates":[${polygons.map((polygon) => door.rings(polygon)).join(",")}]}`;
    return row(feature.id, shape, properties);
  });
}

function row(id: string, shape: string, properties: Readonly<Record<string, unknown>>): string {
  return `{"type":"Feature","id":${JSON.stringify(id)},"geometry":${shape},"properties":${JSON.stringify(properties)}}`;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
