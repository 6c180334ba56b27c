import { describe, expect, test } from "vitest";
import { splitFace } from "#core/commands/split-face";
import { type Position, pointAt, polygonOf } from "#core/geometry/geometry";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { Ledger, seededIds } from "#core/model/ledger";
import { isRefusal } from "#core/model/refusal";
import { FeatureArrays } from "#editor/feature-arrays";
import { edgeAt, handleAt } from "#editor/handles";
import type { ShapedFeature } from "#editor/pack";
import { pick, within } from "#editor/picking";
import { snapAt } from "#editor/snapping";
import type { Act, ToolEvent, ToolId, ToolOptions } from "#editor/tool";
import { ToolRunner } from "#editor/tool-runner";

const META = { id: "p", name: "p", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] };
const ORIGIN = [620_000_000, 1_381_000_000] as const;
const NONE = new Set<never>();

/** Metres from the world's corner to millimetres of the project. */
function m(x: number, y: number): Position {
  return [ORIGIN[0] + Math.round(x * 1000), ORIGIN[1] + Math.round(y * 1000)];
}

function rectangle(id: string, x: number, y: number, w: number, h: number, more: Partial<Feature> = {}): Feature {
  const ring = [m(x, y), m(x + w, y), m(x + w, y + h), m(x, y + h)].flat();
  return { id, class: "parcel", geometry: polygonOf(ring), fields: { number: id }, ...more };
}

/**
 * A hand on a small map, 10 mm a pixel:
 *
 *    0    20   40
 *  20 ┌────┬────┐   10,10: house H (6 × 6) in A; pole P in B at 30,10; A and B share the side x = 20
 *     │ A  │ B  │
 *   0 └────┴────┘
 */
class Bench {
  readonly ledger: Ledger;
  readonly acts: Act[] = [];
  readonly refusals: string[] = [];
  readonly runner: ToolRunner;
  arrays: FeatureArrays;
  selected = new Set<string>();

  constructor() {
    const { ledger } = Ledger.found(META, { newId: seededIds("n"), now: () => "2026-01-02T00:00:00Z" });
    this.ledger = ledger;
    const features: Feature[] = [
      rectangle("L", 0, 0, 40, 20, { class: "perimeter", fields: {} }),
      rectangle("A", 0, 0, 20, 20),
      rectangle("B", 20, 0, 20, 20),
      rectangle("H", 10, 10, 6, 6, { class: "building", fields: {} }),
      { id: "P", class: "powerPole", geometry: pointAt(...m(30, 10)), fields: {} },
    ];
    ledger.project.apply({ added: features, updated: [], removed: [] });
    this.arrays = new FeatureArrays(ledger.project.all());
    ledger.listen((change: Change) => this.arrays.follow(change));
    const chosen = (): ShapedFeature[] =>
      [...this.selected].flatMap((id) => {
        const feature = ledger.project.get(id);
        return feature?.geometry ? [feature as ShapedFeature] : [];
      });
    const bench = this;
    this.runner = new ToolRunner(
      {
        get selected() {
          return bench.selected;
        },
        get: (id) => ledger.project.get(id),
        pick: (at, toleranceMm) => pick(bench.arrays, NONE, at, toleranceMm).map(({ id }) => id),
        within: (box) => within(bench.arrays, NONE, box).map(({ id }) => id),
        handleAt: (at, toleranceMm) => handleAt(bench.arrays, chosen(), at, toleranceMm),
        edgeAt: (at, toleranceMm) => edgeAt(chosen(), at, toleranceMm),
      },
      {
        run: (act) => {
          this.acts.push(act);
          const done = ledger.run(act.command, act.input);
          if (!isRefusal(done)) return undefined;
          this.refusals.push(done.code);
          return done;
        },
        select: ({ ids, mode }) => {
          if (mode === "replace") this.selected = new Set(ids);
          else if (mode === "add") this.selected = new Set([...this.selected, ...ids]);
          else for (const id of ids) if (!this.selected.delete(id)) this.selected.add(id);
        },
      },
    );
  }

  use(id: ToolId, options?: ToolOptions): this {
    this.runner.set(id, options);
    return this;
  }

  send(type: Exclude<ToolEvent["type"], "finish" | "back">, x: number, y: number, more = false): boolean {
    const raw = m(x, y);
    const snap = this.runner.snaps ? snapAt(this.arrays, NONE, raw, 110, { except: this.runner.held?.at }) : undefined;
    return this.runner.send({
      type,
      raw,
      at: snap?.at ?? raw,
      more,
      toleranceMm: 70,
      ...(snap ? { snap: snap.kind } : {}),
    });
  }

  /** As a mouse does it: press, release, click. */
  click(x: number, y: number, more = false): this {
    this.send("move", x, y, more);
    this.send("press", x, y, more);
    this.send("release", x, y, more);
    this.send("click", x, y, more);
    return this;
  }

  drag(from: readonly [number, number], to: readonly [number, number], more = false): boolean {
    const claimed = this.send("press", ...from, more);
    if (claimed) {
      this.send("drag", (from[0] + to[0]) / 2, (from[1] + to[1]) / 2, more);
      this.send("drag", ...to, more);
      this.send("release", ...to, more);
    }
    return claimed;
  }

  ids(): string[] {
    return [...this.selected].sort();
  }

  last(): unknown {
    const act = this.acts.at(-1);
    return act && { id: act.command.id, input: act.input };
  }
}

describe("select", () => {
  test("a click takes the topmost, again the one below, and round", () => {
    const bench = new Bench();
    expect(bench.click(13, 13).ids()).toEqual(["H"]);
    expect(bench.click(13, 13).ids()).toEqual(["A"]);
    expect(bench.click(13, 13).ids()).toEqual(["L"]);
    expect(bench.click(13, 13).ids()).toEqual(["H"]);
    expect(bench.click(60, 60).ids()).toEqual([]);
  });

  test("a click elsewhere starts from the top again", () => {
    expect(new Bench().click(13, 13).click(14, 14).ids()).toEqual(["H"]);
  });

  test("Shift-click adds and takes out, and keeps what is chosen where nothing is", () => {
    const bench = new Bench().click(5, 5).click(25, 5, true);
    expect(bench.ids()).toEqual(["A", "B"]);
    expect(bench.click(5, 5, true).ids()).toEqual(["B"]);
    expect(bench.click(60, 60, true).ids()).toEqual(["B"]);
  });

  test("a Shift-drag takes what lies wholly in the box, and pans nothing; a plain drag is the map's", () => {
    const bench = new Bench();
    expect(bench.drag([-1, -1], [21, 21], true)).toBe(true);
    expect(bench.ids()).toEqual(["A", "H"]);
    expect(bench.drag([-1, -1], [41, 21])).toBe(false);
    expect(bench.ids()).toEqual(["A", "H"]);
  });
});

describe("draw-perimeter", () => {
  test("vertices, then a click on the first: one command, counter-clockwise", () => {
    const bench = new Bench().use("draw-perimeter");
    bench.click(100, 100).click(100, 130).click(140, 130);
    expect(bench.runner.points).toBe(3);
    expect(bench.runner.sketch.measures?.areaM2).toBeCloseTo(600);
    bench.click(100, 100);
    expect(bench.last()).toEqual({
      id: "draw-perimeter",
      input: { rings: [[...m(100, 100), ...m(140, 130), ...m(100, 130)]] },
    });
    expect(bench.runner.points).toBe(0);
  });

  test("a double-click finishes; one on two vertices does not", () => {
    const bench = new Bench().use("draw-perimeter");
    bench.click(100, 100).click(100, 130).click(100, 130);
    expect(bench.acts).toEqual([]);
    bench.click(140, 130).click(140, 130);
    expect(bench.acts).toHaveLength(1);
  });

  test("back takes the last vertex away, Escape all, and neither leaves a trace", () => {
    const bench = new Bench().use("draw-perimeter");
    bench.click(100, 100).click(100, 130);
    bench.runner.send({ type: "back" });
    expect(bench.runner.points).toBe(1);
    expect(bench.runner.cancel()).toBe(true);
    expect(bench.runner.points).toBe(0);
    expect(bench.ledger.history.done).toEqual([]);
  });
});

describe("split", () => {
  test("a line snapped to two sides divides the face it crosses", () => {
    const bench = new Bench().use("split");
    bench.click(20.05, 8).click(40.05, 8).click(40.05, 8);
    expect(bench.refusals).toEqual([]);
    expect(bench.last()).toEqual({ id: splitFace.id, input: { id: "B", path: [...m(20, 8), ...m(40, 8)] } });
    expect(bench.ledger.project.countOf("parcel")).toBe(3);
  });

  test("the one face chosen is divided, whatever else the line crosses", () => {
    const bench = new Bench().click(5, 5).use("split");
    bench.click(0, 8).click(40, 8).click(40, 8);
    expect(bench.last()).toMatchObject({ input: { id: "A" } });
  });

  test("a refused line stays to be mended", () => {
    const bench = new Bench().click(25, 5).use("split");
    bench.click(2, 2).click(2, 6).click(2, 6);
    expect(bench.refusals).toHaveLength(1);
    expect(bench.runner.points).toBe(2);
  });
});

describe("move-vertex", () => {
  test("a drag of a shared vertex moves it in both neighbours, with both in the rubber band", () => {
    const bench = new Bench().click(5, 5).use("move-vertex");
    expect(bench.send("press", 20, 20)).toBe(true);
    bench.send("drag", 22, 19);
    const moved = bench.runner.sketch.lines.filter(({ run }) => run.includes(m(22, 19)[0]));
    expect(moved).toHaveLength(2);
    expect(bench.acts).toEqual([]);
    bench.send("release", 22, 20);
    expect(bench.last()).toEqual({ id: "move-vertex", input: { from: m(20, 20), to: m(22, 20) } });
    expect(bench.refusals).toEqual([]);
    for (const id of ["A", "B"]) {
      const geometry = bench.ledger.project.get(id)?.geometry;
      expect(geometry?.kind === "polygon" && geometry.rings[0]).toContain(m(22, 20)[0]);
    }
  });

  test("Escape in the middle of a drag leaves no trace", () => {
    const bench = new Bench().click(5, 5).use("move-vertex");
    bench.send("press", 20, 20);
    bench.send("drag", 22, 19);
    expect(bench.runner.cancel()).toBe(true);
    bench.send("release", 22, 19);
    expect(bench.acts).toEqual([]);
  });

  test("the keyboard takes with one click and drops with the next", () => {
    const bench = new Bench().click(5, 5).use("move-vertex");
    bench.send("click", 20, 20);
    bench.send("move", 23, 20);
    bench.send("click", 23, 20);
    expect(bench.last()).toEqual({ id: "move-vertex", input: { from: m(20, 20), to: m(23, 20) } });
  });

  test("a pole moves whole, a house by its corner or whole", () => {
    const bench = new Bench();
    bench.selected = new Set(["P"]);
    bench.use("move-vertex").drag([30, 10], [32, 12]);
    expect(bench.last()).toEqual({ id: "move-feature", input: { id: "P", dx: 2000, dy: 2000 } });
    bench.selected = new Set(["H"]);
    bench.drag([10, 10], [9, 9]);
    expect(bench.last()).toEqual({ id: "move-vertex-of", input: { id: "H", from: m(10, 10), to: m(9, 9) } });
    bench.drag([14, 14.5], [15, 14.5]);
    expect(bench.last()).toEqual({ id: "move-feature", input: { id: "H", dx: 1000, dy: 0 } });
  });

  test("dropped where it was taken, nothing happens; without a selection a click chooses", () => {
    const bench = new Bench().use("move-vertex").click(5, 5);
    expect(bench.ids()).toEqual(["A"]);
    bench.drag([20, 20], [20, 20]);
    expect(bench.acts).toEqual([]);
  });

  test("a vertex may move by less than it snaps, and a press beside it moves nothing", () => {
    const bench = new Bench().click(5, 5).use("move-vertex");
    bench.send("press", 20.03, 19.98);
    bench.send("release", 20.03, 19.98);
    expect(bench.acts).toEqual([]);
    bench.drag([20, 20], [20.08, 20]);
    expect(bench.last()).toEqual({ id: "move-vertex", input: { from: m(20, 20), to: m(20.08, 20) } });
  });

  test("Shift-click puts a vertex into an edge and takes it out again", () => {
    const bench = new Bench().click(5, 5).use("move-vertex").click(20.02, 7, true);
    expect(bench.last()).toEqual({ id: "insert-vertex", input: { id: "A", at: m(20, 7) } });
    bench.click(20, 7, true);
    expect(bench.last()).toEqual({ id: "remove-vertex", input: { at: m(20, 7) } });
    expect(bench.refusals).toEqual([]);
  });
});

test("place-point places one a click, with the fields it was given", () => {
  const bench = new Bench().use("place-point", { class: "waterPoint", fields: { kind: "forage" } }).click(33, 3);
  expect(bench.last()).toEqual({
    id: "add-feature",
    input: { class: "waterPoint", geometry: pointAt(...m(33, 3)), fields: { kind: "forage" } },
  });
  expect(bench.ledger.project.countOf("waterPoint")).toBe(1);
});

test("draw-route asks for a power line along the streets, and keeps any other line as drawn", () => {
  const bench = new Bench().use("draw-route", { class: "powerLine", fields: { level: "BT" }, withPoles: true });
  bench.click(100, 100).click(120, 100).click(120, 100);
  expect(bench.last()).toEqual({
    id: "draw-route",
    input: { class: "powerLine", points: [m(100, 100), m(120, 100)], fields: { level: "BT" }, withPoles: true },
  });
  bench.use("draw-route", { class: "waterCourse" }).click(100, 100).click(120, 100).click(120, 100);
  expect(bench.last()).toMatchObject({
    id: "add-feature",
    input: { class: "waterCourse", geometry: { kind: "line", path: [...m(100, 100), ...m(120, 100)] } },
  });
});

test("measure keeps its figures until the next click, and runs no command", () => {
  const bench = new Bench().use("measure").click(100, 100).click(110, 100).click(110, 110).click(110, 110);
  expect(bench.runner.sketch.measures).toMatchObject({ totalM: 20, areaM2: 50 });
  bench.send("move", 300, 300);
  expect(bench.runner.sketch.measures).toMatchObject({ totalM: 20 });
  expect(bench.click(200, 200).runner.points).toBe(1);
  expect(bench.acts).toEqual([]);
});

test("measure hands out what was drawn, the same while only the hand moves", () => {
  const bench = new Bench().use("measure");
  expect(bench.runner.measured).toBeUndefined();
  bench.click(100, 100).click(110, 100);
  const drawn = bench.runner.measured;
  expect(drawn).toEqual({ run: [...m(100, 100), ...m(110, 100)], closed: false });
  bench.send("move", 150, 150);
  expect(bench.runner.measured).toBe(drawn);
  bench.runner.send({ type: "back" });
  expect(bench.runner.measured?.run).toEqual([...m(100, 100)]);
  expect(bench.runner.cancel()).toBe(true);
  expect(bench.runner.measured).toBeUndefined();
});

test("measure closes on its first vertex, and then counts the way back", () => {
  const bench = new Bench().use("measure").click(100, 100).click(103, 100).click(103, 104).click(100, 100);
  expect(bench.runner.measured).toEqual({ run: [...m(100, 100), ...m(103, 100), ...m(103, 104)], closed: true });
  expect(bench.runner.sketch.measures).toMatchObject({ totalM: 12, areaM2: 6 });
  expect(bench.runner.cancel()).toBe(true);
  expect(bench.acts).toEqual([]);
});
