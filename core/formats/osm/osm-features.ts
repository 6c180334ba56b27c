import { featureClasses } from "#core/features/classes";
import type { FeatureClass, OsmRule } from "#core/features/feature-class";
import { ProjectedNodes } from "#core/formats/osm/node-grid";
import { areaOfRelation, areaOfWay, isAreaTagged, isClosedWay, missingNodes } from "#core/formats/osm/osm-areas";
import {
  type OsmData,
  type OsmKind,
  type OsmTags,
  type OsmWarning,
  osmName,
  tableOf,
  tagsOf,
} from "#core/formats/osm/osm-data";
import { fieldsOfTags, keptTags, saySomething } from "#core/formats/osm/osm-fields";
import { breathe, type ReadOsmOptions } from "#core/formats/osm/reading";
import { WarningTally } from "#core/formats/osm/warning-tally";
import { zoneShares } from "#core/formats/osm/zone-shares";
import type { Projection } from "#core/geometry/crs";
import { lineOf, pointAt, polygonOf, type Ring } from "#core/geometry/geometry";
import { innerPosition, planAreaM2, sideOfPolygon } from "#core/geometry/ring";
import type { Feature, Fields } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";

/** The licence asks for these words wherever the data is shown. @see https://www.openstreetmap.org/copyright */
export const OSM_ATTRIBUTION = "© OpenStreetMap contributors";

/** What an OSM file becomes in a project. */
export interface OsmImport {
  readonly features: Feature[];
  readonly attributions: string[];
  readonly warnings: OsmWarning[];
  /** Objects with tags that say something, but that no class takes. */
  readonly ignored: number;
}

/**
 * Maps OSM objects onto the feature classes of Maillage, each in integer millimetres of the project CRS.
 *
 * An object becomes at most one surface, one line and one point: of the classes of each geometry, from the top of the
 * drawing order down, the first whose rule takes its tags. An area may so give a surface and, inside it, a point: a
 * school drawn as a building is a building and a facility. Ids: `osm-n1`, `osm-w12`, `osm-r7` (`osm-r7-2` for a second
 * polygon), `osm-w12-p` for the point in an area. Tags are kept but for personal ones.
 *
 * @throws RefusalError `import.nothing` without any position, `import.too-wide`, `import.cancelled`
 */
export function osmFeatures(
  data: OsmData,
  projection: Projection,
  options: Omit<ReadOsmOptions, "file"> = {},
): OsmImport {
  if (data.nodes.count === 0 && data.centers.size === 0) {
    throw new RefusalError(refuse("import.nothing", { file: data.file }));
  }
  const mapping = new Mapping(data, projection, { ...options, file: data.file });
  const features = mapping.run();
  return {
    features,
    attributions: [data.holder ?? OSM_ATTRIBUTION],
    warnings: [...data.warnings, ...mapping.tally.list(), ...outsideZone(data, projection)],
    ignored: mapping.ignored,
  };
}

interface Taken {
  readonly featureClass: FeatureClass;
  readonly given: Fields;
}

const topDown = featureClasses.toReversed();

/** The first class from the top down, of a geometry, whose rule of a shape takes the tags. */
function taker(geometry: FeatureClass["geometry"], shape: "point" | "line" | "area", tags: OsmTags): Taken | undefined {
  for (const featureClass of topDown) {
    if (featureClass.geometry !== geometry) continue;
    const rule: OsmRule | undefined = featureClass.osm?.[shape];
    const given = rule?.(tags);
    // A table of values asked for "constructor" answers with a function: that is no field.
    if (given && Object.values(given).every((value) => typeof value !== "function" && typeof value !== "object")) {
      return { featureClass, given };
    }
  }
  return undefined;
}

class Mapping {
  readonly tally = new WarningTally();
  ignored = 0;
  readonly #data: OsmData;
  readonly #grid: ProjectedNodes;
  readonly #options: ReadOsmOptions;
  /** Ways that only draw a relation which is in already. */
  readonly #drawn = new Set<number>();

  constructor(data: OsmData, projection: Projection, options: ReadOsmOptions) {
    this.#data = data;
    this.#grid = new ProjectedNodes(data, projection);
    this.#options = options;
  }

  run(): Feature[] {
    const { nodes, ways, relations } = this.#data;
    const total = nodes.count + ways.count + relations.count;
    let done = 0;
    const each = (kind: OsmKind, count: number, replaced: ReadonlySet<number>, map: (i: number) => Feature[]) => {
      const features: Feature[] = [];
      const { tagStart } = tableOf(this.#data, kind);
      for (let i = 0; i < count; i++) {
        if (done++ % 4096 === 0) breathe(this.#options, "project", done / total);
        // Without a tag it is a vertex or a member of something else.
        if (tagStart[i] === tagStart[i + 1] || replaced.has(i)) continue;
        const made = map(i);
        for (const feature of made) features.push(feature);
        if (made.length === 0) this.#countIgnored(kind, i);
      }
      return features;
    };
    // Relations first: they say which ways are only a part of them.
    const areas = each("relation", relations.count, relations.replaced, (i) => this.#relation(i));
    const points = each("node", nodes.count, nodes.replaced, (i) => this.#node(i));
    const shapes = each("way", ways.count, ways.replaced, (i) => this.#way(i));
    return points.concat(shapes, areas);
  }

  readonly #dropped = new Set<string>();

  #countIgnored(kind: OsmKind, index: number): void {
    if (kind === "way" && this.#drawn.has(index)) return;
    const tags = tagsOf(this.#data, kind, index);
    if (tags && saySomething(tags) && !this.#dropped.has(`${kind}/${index}`)) this.ignored++;
  }

  #drop(code: string, kind: OsmKind, index: number): Feature[] {
    this.#dropped.add(`${kind}/${index}`);
    this.tally.add(code, osmName(this.#data, kind, index));
    return [];
  }

  #node(node: number): Feature[] {
    const tags = tagsOf(this.#data, "node", node);
    const taken = tags && taker("point", "point", tags);
    if (!taken) return [];
    const geometry = pointAt(this.#grid.x(node), this.#grid.y(node));
    return [feature(`osm-n${this.#data.nodes.ids[node]}`, taken, geometry, tags)];
  }

  #way(way: number): Feature[] {
    if (this.#drawn.has(way)) return [];
    const tags = tagsOf(this.#data, "way", way);
    if (!tags) return [];
    const id = `osm-w${this.#data.ways.ids[way]}`;
    const { start } = this.#data.ways;
    if (start[way] === start[way + 1]) return this.#center("way", way, id, tags);
    if (isAreaTagged(tags) && isClosedWay(this.#data, way)) return this.#closedWay(way, id, tags);
    const taken = taker("line", "line", tags);
    return taken ? this.#line(way, id, taken, tags) : [];
  }

  #line(way: number, id: string, taken: Taken, tags: OsmTags): Feature[] {
    const { start, refs } = this.#data.ways;
    const path: number[] = [];
    for (let i = start[way] as number; i < (start[way + 1] as number); i++) {
      const node = refs[i] as number;
      if (node === -1) continue;
      const [x, y] = [this.#grid.x(node), this.#grid.y(node)];
      if (path.length === 0 || path.at(-2) !== x || path.at(-1) !== y) path.push(x, y);
    }
    const missing = missingNodes(this.#data, way) > 0;
    if (missing) this.tally.add("osm.missing-nodes", osmName(this.#data, "way", way));
    if (path.length >= 4) return [feature(id, taken, lineOf(path), tags)];
    if (!missing) return this.#drop("osm.no-length", "way", way);
    this.#dropped.add(`way/${way}`);
    return [];
  }

  #closedWay(way: number, id: string, tags: OsmTags): Feature[] {
    const surface = taker("polygon", "area", tags);
    const spot = taker("point", "area", tags);
    if (!surface && !spot) return [];
    const { polygons, problems } = areaOfWay(this.#data, way, this.#grid);
    const missing = missingNodes(this.#data, way) > 0;
    if (polygons.length === 0) return this.#drop(missing ? "osm.missing-nodes" : "osm.broken-area", "way", way);
    // A house at the edge of the extract that lacks a corner still stands there.
    if (missing) this.tally.add("osm.missing-nodes", osmName(this.#data, "way", way));
    else if (problems.has("doubled") || problems.has("touching")) {
      this.tally.add("osm.mended-area", osmName(this.#data, "way", way));
    }
    return areaFeatures(id, surface, spot, polygons, tags);
  }

  #relation(relation: number): Feature[] {
    const own = tagsOf(this.#data, "relation", relation);
    if (own?.["type"] !== "multipolygon" && own?.["type"] !== "boundary") return [];
    const id = `osm-r${this.#data.relations.ids[relation]}`;
    const { start } = this.#data.relations;
    if (start[relation] === start[relation + 1]) return this.#center("relation", relation, id, own);
    const inherits = !saySomething(own);
    const wanted = (tags: OsmTags) => taker("polygon", "area", tags) ?? taker("point", "area", tags);
    if (!inherits && !wanted(own)) return [];
    const area = areaOfRelation(this.#data, relation, this.#grid);
    const tags = inherits ? this.#outerTags(area.outer, own) : own;
    if (!wanted(tags)) return [];
    if (area.polygons.length === 0) {
      return this.#drop(area.missing > 0 ? "osm.incomplete-relation" : "osm.broken-area", "relation", relation);
    }
    const name = osmName(this.#data, "relation", relation);
    if (area.missing > 0) this.tally.add("osm.incomplete-relation", name);
    else if (["doubled", "touching", "twin-ways"].some((problem) => area.problems.has(problem as "doubled"))) {
      this.tally.add("osm.mended-area", name);
    }
    this.#noteDrawn(area.outer, area.inner, tags);
    return areaFeatures(id, taker("polygon", "area", tags), taker("point", "area", tags), area.polygons, tags);
  }

  /** Old style: the tags stand on the outer ways. They count when all outer ways that have tags agree. */
  #outerTags(outer: readonly number[], own: OsmTags): OsmTags {
    const said = outer.map((way) => tagsOf(this.#data, "way", way)).filter((tags) => tags && saySomething(tags));
    const [first] = said;
    return first && said.every((tags) => tags && sameTags(tags, first)) ? { ...own, ...first } : own;
  }

  /** Outer ways that say no more than their relation, and inner ways that say just the same, are not objects. */
  #noteDrawn(outer: readonly number[], inner: readonly number[], tags: OsmTags): void {
    for (const way of outer) {
      const said = tagsOf(this.#data, "way", way);
      if (!said || Object.entries(said).every(([key, value]) => tags[key] === value || !saySomething({ [key]: "" }))) {
        this.#drawn.add(way);
      }
    }
    for (const way of inner) {
      const said = tagsOf(this.#data, "way", way);
      if (said && sameTags(said, tags)) this.#drawn.add(way);
    }
  }

  /** Overpass `out center`: only a point can be made of it. */
  #center(kind: OsmKind, index: number, id: string, tags: OsmTags): Feature[] {
    const name = osmName(this.#data, kind, index);
    const center = this.#data.centers.get(name);
    const surface = taker("polygon", "area", tags) ?? taker("line", "line", tags);
    const spot = taker("point", "area", tags);
    if (surface || (spot && !center)) this.#drop("osm.no-shape", kind, index);
    if (!center || !spot) return [];
    return [feature(`${id}-p`, spot, pointAt(...this.#grid.place(...center, () => name)), tags)];
  }
}

function areaFeatures(
  id: string,
  surface: Taken | undefined,
  spot: Taken | undefined,
  polygons: readonly (readonly Ring[])[],
  tags: OsmTags,
): Feature[] {
  const shapes = polygons.map((rings) => polygonOf(...rings));
  const features = surface
    ? shapes.map((shape, i) => feature(i === 0 ? id : `${id}-${i + 1}`, surface, shape, tags))
    : [];
  if (spot) {
    const widest = shapes.reduce((best, shape) => (planAreaM2(shape) > planAreaM2(best) ? shape : best));
    const exact = innerPosition(widest);
    const [x, y] = [Math.round(exact[0]), Math.round(exact[1])];
    // Rounding to the millimetre leaves only surfaces no wider than that; those keep a vertex.
    const at = sideOfPolygon(widest, x, y) >= 0 ? pointAt(x, y) : pointAt(...(widest.rings[0] as [number, number]));
    features.push(feature(`${id}-p`, spot, at, tags));
  }
  return features;
}

function feature(id: string, taken: Taken, geometry: Feature["geometry"], tags: OsmTags): Feature {
  const fields = fieldsOfTags(taken.featureClass, taken.given, tags);
  return { id, class: taken.featureClass.id, geometry, fields, tags: keptTags(tags) };
}

/** Whether two objects say the same, remarks on the data and the kind of relation aside. */
function sameTags(a: OsmTags, b: OsmTags): boolean {
  const said = (tags: OsmTags) => Object.entries(tags).filter(([key]) => saySomething({ [key]: "" }));
  const left = said(a);
  return left.length === said(b).length && left.every(([key, value]) => b[key] === value);
}

function outsideZone(data: OsmData, projection: Projection): OsmWarning[] {
  const shares = zoneShares(data);
  const inside = shares.find((zone) => zone.code === projection.crs.code)?.share ?? 0;
  if (inside === 1 || !/^EPSG:32[67]/.test(projection.crs.code)) return [];
  const count = Math.round((1 - inside) * data.nodes.count);
  const percent = Math.max(1, Math.round((1 - inside) * 100));
  return count > 0 ? [{ code: "osm.two-zones", params: { percent, crs: projection.crs.name }, count }] : [];
}
