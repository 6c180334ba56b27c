import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { lineOf, pointAt, polygonOf } from "#core/geometry/geometry";
import type { ClassId, Feature } from "#core/model/feature";
import type { JournalHead } from "#core/model/journal";
import { Draughtsman, type DrawingPort } from "#editor/drawing/draughtsman";
import type { DrawNews, DrawOrder, Look, ShownChange, Wanted } from "#editor/drawing/draw-orders";
import { DrawingDesk } from "#editor/drawing/drawing-desk";
import { FeatureArrays } from "#editor/feature-arrays";
import { type KeptPack, Pack, type ShapedFeature } from "#editor/pack";

const EVERYWHERE = [-Infinity, -Infinity, Infinity, Infinity] as [number, number, number, number];
const CLASSES: readonly ClassId[] = ["parcel", "building", "streetAxis", "powerPole"];
const HEAD: JournalHead = { seq: 7, hash: "seven" };
const LOOK: Look = { hidden: new Set(), labels: true, surfaces: 1, tone: "light", lang: "fr" };
const wanted = (left: number): Wanted => ({
  frame: { left, top: 0, mmPerPx: 100, width: 800, height: 600 },
  ratio: 1,
  look: LOOK,
});

const parcel = (id: string, x: number): ShapedFeature => ({
  id,
  class: "parcel",
  geometry: polygonOf([x, 0, x + 900, 0, x + 900, 900, x, 900]),
  fields: { number: id, holder: "Awa" },
});
const many = (count: number, from = 0): ShapedFeature[] =>
  Array.from({ length: count }, (_, k) => parcel(`p${from + k}`, (from + k) * 1000));

/** What stands in arrays, in no order; of the fields only one that is drawn. */
function shown(arrays: FeatureArrays): string[] {
  return CLASSES.flatMap((id) => [...arrays.featuresMeeting(id, EVERYWHERE)])
    .map(({ id, class: kind, geometry, fields }) => JSON.stringify([id, kind, geometry, fields["number"]]))
    .sort();
}

/** A draughtsman whose worker is a desk in this process: what passes between them is copied, and takes its time. */
function house(kept = new Map<string, { head: JournalHead; packs: readonly KeptPack[] }>()) {
  let drawings = 0;
  let failing = false;
  let desk: DrawingDesk | undefined;
  const start = (): DrawingPort => {
    const answer = (news: DrawNews) => setTimeout(() => port.onmessage?.({ data: news } as MessageEvent<DrawNews>));
    const made = new DrawingDesk({
      *draw(_, { frame }) {
        yield;
        if (failing) throw new Error("no canvas");
        drawings++;
        return { left: frame.left, close: () => undefined } as unknown as ImageBitmap;
      },
      answer,
      later: (work) => setTimeout(work),
      fetch: async (project, seq) => [kept.get(project)].find((one) => one?.head.seq === seq),
      keep: (project, head, packs) => kept.set(project, structuredClone({ head, packs })),
    });
    const port: DrawingPort = {
      postMessage: (order: DrawOrder) => {
        const copy = structuredClone(order);
        setTimeout(() => made.hear(copy));
      },
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
    };
    desk = made;
    return port;
  };
  return {
    draughtsman: new Draughtsman(start),
    kept,
    fail: () => (failing = true),
    get drawings() {
      return drawings;
    },
    get arrays() {
      if (!desk) throw new Error("nobody was called");
      return desk.arrays;
    },
  };
}

const rest = () => new Promise((resolve) => setTimeout(resolve, 30));
const at = (drawn: { readonly picture: ImageBitmap } | undefined) =>
  (drawn?.picture as { readonly left?: number } | undefined)?.left;

beforeAll(() => {
  vi.stubGlobal("requestIdleCallback", (work: () => void) => setTimeout(work));
});
afterAll(() => {
  vi.unstubAllGlobals();
});

describe("what the draughtsman holds", () => {
  const someChanges = fc.array(
    fc.record({
      add: fc.integer({ min: 0, max: 40 }),
      much: fc.boolean(),
      take: fc.array(fc.nat(200), { maxLength: 20 }),
      move: fc.array(fc.nat(200), { maxLength: 20 }),
    }),
    { minLength: 1, maxLength: 5 },
  );

  test("law: is what the window shows, whatever happened meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(someChanges, fc.boolean(), async (steps, patient) => {
        const world = house();
        const { draughtsman } = world;
        const window = new FeatureArrays(many(600));
        const standing = () => [...window.standing()];
        const handOver = () => draughtsman.idle && void draughtsman.hand(standing());
        window.onFollow = (change) => {
          draughtsman.follow(change);
          handOver();
        };
        draughtsman.onLost = handOver;
        handOver();
        if (patient) await rest();
        let next = 1000;
        for (const { add, much, take, move } of steps) {
          const now = standing();
          const removed = new Map(take.flatMap((k) => (now[k] ? [[now[k].id, now[k]] as const] : [])));
          const moved = new Map(move.flatMap((k) => (now[k] ? [[now[k].id, now[k]] as const] : [])));
          const added = many(much ? 1100 : add, next);
          next += added.length;
          const change: ShownChange = {
            added,
            removed: [...removed.values()],
            updated: [...moved.values()]
              .filter(({ id }) => !removed.has(id))
              .map((from) => [from, { ...parcel(from.id, -Math.round(Math.abs(next * 7))), fields: { number: "x" } }]),
          };
          window.follow(change);
          if (patient) await rest();
        }
        await vi.waitFor(() => expect(draughtsman.ready).toBe(true));
        await rest();
        expect(shown(world.arrays)).toEqual(shown(window));
      }),
      { numRuns: 12 },
    );
  });

  test("is fetched from what was kept, of the record the project is at", async () => {
    const { draughtsman: first, kept } = house();
    await first.hand(many(700));
    expect(first.keep("p", HEAD)).toBe(true);
    await rest();
    // Only what a picture asks for is kept.
    expect(JSON.stringify([...kept.values()].map(({ packs }) => packs.map(({ about }) => about)))).not.toContain("Awa");

    const again = house(kept);
    again.draughtsman.open("p", HEAD.seq, wanted(0));
    expect(again.draughtsman.ready).toBe(false);
    again.draughtsman.confirm(HEAD);
    await rest();
    expect(again.draughtsman.ready).toBe(true);
    expect(shown(again.arrays)).toEqual(shown(new FeatureArrays(many(700))));
  });

  test.each([
    ["of a record with another seal", { seq: HEAD.seq, hash: "other" }],
    ["of an earlier record", { seq: 6, hash: "six" }],
  ])("is of no use when it was kept %s", async (_, head) => {
    const kept = new Map([["p", { head, packs: [new Pack(many(3)).keep([])] }]]);
    const { draughtsman } = house(kept);
    const lost = vi.fn();
    draughtsman.onLost = lost;
    draughtsman.open("p", HEAD.seq, wanted(0));
    draughtsman.confirm(HEAD);
    const picture = draughtsman.draw(wanted(0).frame, 1, LOOK);
    await rest();
    expect(await picture).toBeUndefined();
    expect(lost).toHaveBeenCalled();
    expect(draughtsman.ready).toBe(false);
  });

  test("is not kept while it is not whole", () => {
    const { draughtsman } = house();
    void draughtsman.hand(many(700));
    expect(draughtsman.keep("p", HEAD)).toBe(false);
  });
});

describe("pictures", () => {
  test("one drawn ahead is given for the same frame, though it was worked out by another road", async () => {
    const kept = new Map([["p", { head: HEAD, packs: [new Pack(many(3)).keep([])] }]]);
    const world = house(kept);
    world.draughtsman.open("p", HEAD.seq, wanted(0));
    world.draughtsman.confirm(HEAD);
    const picture = world.draughtsman.draw({ ...wanted(0).frame, left: 0.0001 }, 1, { ...LOOK, hidden: new Set() });
    expect(at(await picture)).toBe(0);
    expect(world.drawings).toBe(1);
  });

  test("of what changed since, none is given that was drawn ahead", async () => {
    const kept = new Map([["p", { head: HEAD, packs: [new Pack(many(3)).keep([])] }]]);
    const world = house(kept);
    world.draughtsman.open("p", HEAD.seq, wanted(0));
    world.draughtsman.confirm(HEAD);
    await rest();
    world.draughtsman.follow({ added: [parcel("new", -5000)], updated: [], removed: [] });
    expect(at(await world.draughtsman.draw(wanted(0).frame, 1, LOOK))).toBe(0);
    expect(world.drawings).toBe(2);
  });

  test("the last one asked for is drawn; who asked before is told so", async () => {
    const { draughtsman } = house();
    await draughtsman.hand(many(10));
    const first = draughtsman.draw(wanted(1).frame, 1, LOOK);
    const last = draughtsman.draw(wanted(2).frame, 1, LOOK);
    expect(at(await first)).toBeUndefined();
    expect(at(await last)).toBe(2);
  });

  test("after a failure the window draws by itself", async () => {
    const world = house();
    await world.draughtsman.hand(many(10));
    world.fail();
    const error = vi.spyOn(console, "error").mockReturnValue();
    expect(await world.draughtsman.draw(wanted(1).frame, 1, LOOK)).toBeUndefined();
    expect(error).toHaveBeenCalled();
    expect(world.draughtsman.draw(wanted(1).frame, 1, LOOK)).toBeUndefined();
    expect(world.draughtsman.idle).toBe(false);
    error.mockRestore();
  });
});

describe("a kept pack", () => {
  const number = fc.integer({ min: -10_000_000, max: 10_000_000 });
  const run = (least: number) =>
    fc.array(fc.tuple(number, number), { minLength: least, maxLength: 6 }).map((all) => all.flat());
  const shapes = fc.oneof(
    fc.array(run(3), { minLength: 1, maxLength: 3 }).map((rings) => polygonOf(...rings)),
    run(2).map(lineOf),
    fc.tuple(number, number).map(([x, y]) => pointAt(x, y)),
  );
  const features = fc.array(shapes, { minLength: 1, maxLength: 30 }).map((all) =>
    all.map(
      (geometry, k): ShapedFeature => ({
        id: `f${k}`,
        class: "streetAxis",
        geometry,
        fields: { rank: "primary", name: `rue ${k}`, notes: "…" },
      }),
    ),
  );

  test("law: gives its features again, and answers as the pack it was made of", () => {
    fc.assert(
      fc.property(features, fc.tuple(number, number, number, number), (all, [a, b, c, d]) => {
        const pack = new Pack(all);
        const again = new Pack(structuredClone(pack.keep(["rank", "name"])));
        const bare = (one: Feature) => ({ ...one, fields: { rank: one.fields["rank"], name: one.fields["name"] } });
        expect(all.map((_, slot) => again.feature(slot))).toEqual(all.map(bare));
        const box: [number, number, number, number] = [Math.min(a, b), Math.min(c, d), Math.max(a, b), Math.max(c, d)];
        for (const asked of [box, EVERYWHERE]) expect(again.meeting(asked).sort()).toEqual(pack.meeting(asked).sort());
        expect([again.kind, again.count, [...again.pens]]).toEqual([pack.kind, pack.count, [...pack.pens]]);
      }),
    );
  });
});
