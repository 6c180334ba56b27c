import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { osmFeatures } from "#core/formats/osm/osm-features";
import { inspectOsm } from "#core/formats/osm/osm-report";
import { readOsm } from "#core/formats/osm/read-osm";
import { projectionOf } from "#core/geometry/crs";
import { signedAreaMm2 } from "#core/geometry/ring";
import { sortedJson } from "#core/model/sorted-json";
import { sharedPath } from "#tests/helpers/shared";

/**
 * What comes of real extracts. The figures of `data/INDEX.md` count tags; beside them stands what becomes a feature:
 * ways at the cut edge with too few nodes left are warned of, turning circles are points, not streets.
 */
const extracts = [
  // Walls and fences too, one cut at the edge. 568 buildings tagged, 2 with two nodes left; 113 highways tagged: 3 turning circles, 1 way with one node left.
  ["lr-village-robertking.osm", { annexLine: 1, building: 566, streetAxis: 109, waterPoint: 1, landUse: 19 }, 17],
  ["lr-village-korma.osm", { building: 101, streetAxis: 28, landUse: 22 }, 2],
  // 296 highways tagged, 2 of them turning circles.
  ["lr-bourg-dwe.osm.pbf", { building: 755, streetAxis: 294, water: 1, waterCourse: 2, landUse: 3 }, 1],
  // 455 highways tagged, 1 a roundabout node; 41 buildings, 2 of them nodes.
  ["senegal-pikine-2017.osm", { annexLine: 4, building: 39, streetAxis: 454, water: 9, landUse: 11, facility: 39 }, 0],
  // 3,706 highway tags: 44 nodes and 5 relations beside 3,657 ways.
  ["osm_accra_routes_roads_2017.osm", { streetAxis: 3657 }, 77],
] as const;

describe.skipIf(!sharedPath("data/osm"))("real extracts (outside data in ../shared)", () => {
  const load = (name: string) => readOsm(readFileSync(sharedPath(`data/osm/${name}`) ?? ""), { file: name });

  test.each(extracts)("%s", (name, expected, warned) => {
    const report = inspectOsm(load(name));
    expect(Object.fromEntries(report.counts.map((entry) => [entry.class, entry.count]))).toEqual(expected);
    expect(report.warnings.reduce((sum, { count }) => sum + count, 0)).toBe(warned);
  });

  test.each(["lr-village-robertking", "lr-village-korma"])("%s is the same from XML and from PBF", (name) => {
    const [xml, pbf] = [".osm", ".osm.pbf"].map((ending) => {
      const { features } = osmFeatures(load(name + ending), projectionOf("EPSG:32629"));
      return features.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(sortedJson);
    });
    expect(xml).toEqual(pbf);
  });

  test("accents survive", () => {
    const { features } = osmFeatures(load("senegal-pikine-2017.osm"), projectionOf("EPSG:32628"));
    const names = features.map(({ fields }) => fields["name"]);
    expect(names).toContain("Cité du Golf");
  });

  test.each([
    ["liechtenstein-2021.osm.pbf", 295_005, 29_874, 884],
    ["andorra-2021.osm.pbf", 256_677, 13_133, 289],
  ])("%s: all objects, every ring sound, every id once", (name, nodes, ways, relations) => {
    const data = load(name);
    expect([data.nodes.count, data.ways.count, data.relations.count]).toEqual([nodes, ways, relations]);
    const crs = inspectOsm(data).crs[0]?.code ?? "";
    const { features } = osmFeatures(data, projectionOf(crs));
    expect(new Set(features.map(({ id }) => id)).size).toBe(features.length);
    let wrong = 0;
    for (const { geometry } of features) {
      if (geometry?.kind !== "polygon") continue;
      for (const [i, ring] of geometry.rings.entries()) {
        if (ring.length < 6 || signedAreaMm2(ring) > 0 !== (i === 0) || !ring.every(Number.isInteger)) wrong++;
      }
    }
    expect(wrong).toBe(0);
  });
});
