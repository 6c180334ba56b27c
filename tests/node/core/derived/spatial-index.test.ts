import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SpatialIndex } from "#core/derived/spatial-index";
import { boxesMeet, boxOf } from "#core/geometry/box";
import { pointAt, polygonOf, runsOf } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { testMeta } from "#tests/helpers/builders";

const coordinate = fc.integer({ min: 0, max: 40 });
const shapes = fc.record({
  id: fc.integer({ min: 0, max: 12 }),
  x: coordinate,
  y: coordinate,
  side: fc.integer({ min: 0, max: 9 }),
});

function featureOf({ id, x, y, side }: { id: number; x: number; y: number; side: number }): Feature {
  const geometry = side === 0 ? pointAt(x, y) : polygonOf([x, y, x + side, y, x + side, y + side, x, y + side]);
  return { id: side === 0 ? `p${id}` : `f${id}`, class: side === 0 ? "waterPoint" : "building", geometry, fields: {} };
}

describe("spatial index", () => {
  it("followed step by step answers as a look through all features does", () => {
    fc.assert(
      fc.property(
        fc.array(shapes, { maxLength: 12 }),
        fc.array(shapes, { maxLength: 30 }),
        coordinate,
        coordinate,
        fc.integer({ min: 1, max: 15 }),
        (first, steps, x, y, reach) => {
          const project = new Project(testMeta, first.map(featureOf));
          const index = SpatialIndex.build(project);
          index.nearestVertex(0, 0, 1);
          for (const [i, step] of steps.entries()) {
            const to = featureOf(step);
            const from = project.get(to.id);
            const change = !from
              ? { added: [to], updated: [], removed: [] }
              : i % 3 === 0
                ? { added: [], updated: [], removed: [from] }
                : { added: [], updated: [[from, to] as const], removed: [] };
            project.apply(change);
            index.follow(change);
          }
          const all = [...project.all()].filter((feature) => feature.geometry !== null);
          const box: [number, number, number, number] = [x, y, x + reach, y + reach];
          const meeting = all.filter(({ geometry }) => geometry && boxesMeet(boxOf(geometry), box)).map(({ id }) => id);
          expect(index.query(box).sort()).toEqual(meeting.sort());
          expect(index.query(box, new Set(["waterPoint"])).length).toBe(
            all.filter(({ id, class: cls }) => cls === "waterPoint" && meeting.includes(id)).length,
          );
          let least = Infinity;
          for (const { geometry } of all) {
            for (const run of geometry ? runsOf(geometry) : []) {
              for (let i = 0; i < run.length; i += 2)
                least = Math.min(least, Math.hypot((run[i] as number) - x, (run[i + 1] as number) - y));
            }
          }
          expect(index.nearestVertex(x, y, reach)?.distanceMm).toEqual(least <= reach ? least : undefined);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("finds the nearest place on an edge, of the features wanted", () => {
    const square = polygonOf([0, 0, 10, 0, 10, 10, 0, 10]);
    const project = new Project(testMeta, [
      { id: "a", class: "parcel", geometry: square, fields: {} },
      { id: "b", class: "building", geometry: polygonOf([4, 1, 6, 1, 6, 3, 4, 3]), fields: {} },
    ]);
    const index = SpatialIndex.build(project);
    expect(index.nearestEdge(5, 0.6, 5)).toEqual({ id: "b", at: [5, 1], distanceMm: 0.4 });
    expect(index.nearestEdge(5, 0.6, 5, (feature) => feature.class === "parcel")).toMatchObject({
      id: "a",
      at: [5, 0],
    });
    expect(index.nearestEdge(50, 50, 5)).toBeUndefined();
  });
});
