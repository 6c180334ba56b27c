import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pointAt } from "#core/geometry/geometry";
import { changeBetween, inverted, isEmpty } from "#core/model/change";
import type { Command } from "#core/model/command";
import { recordOf } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import { chainHash, replay, type SealedRecord, verifiedPrefix } from "#core/model/journal";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";

const meta = { id: "p", name: "Sinsina", crs: "EPSG:32629", created: "2026-11-22", attributions: [] };
const env = { newId: seededIds("t"), now: () => "2026-11-22T08:00:00Z" };

type Act = { kind: "put" | "remove" | "undo" | "redo"; id: string; x: number };
const acts = fc.array(
  fc.record({
    kind: fc.constantFrom<Act["kind"]>("put", "put", "put", "remove", "undo", "undo", "redo"),
    id: fc.constantFrom("a", "b", "c", "d"),
    x: fc.integer(),
  }),
  { maxLength: 40 },
);

/** Puts a post at x, or takes it away. */
const act: Command<Act> = {
  id: "test-act",
  plan(project, { kind, id, x }) {
    const before = project.get(id);
    const after: Feature = { id, class: "transformer", geometry: pointAt(x, 0), fields: {} };
    if (kind === "remove") return { change: { added: [], updated: [], removed: before ? [before] : [] } };
    return {
      change: before
        ? { added: [], updated: [[before, after]], removed: [] }
        : { added: [after], updated: [], removed: [] },
    };
  },
};

function carriedOut(list: readonly Act[]): { ledger: Ledger; records: SealedRecord[]; states: string[] } {
  const { ledger, record } = Ledger.found(meta, env);
  const records = [record];
  const states = [canonicalText(ledger.project)];
  for (const step of list) {
    const outcome = step.kind === "undo" || step.kind === "redo" ? ledger[step.kind]() : ledger.run(act, step);
    if (isRefusal(outcome)) continue;
    records.push(outcome);
    states.push(canonicalText(ledger.project));
  }
  return { ledger, records, states };
}

describe("the history", () => {
  test("undone to the end gives the first state byte for byte, and redone the last", () => {
    fc.assert(
      fc.property(acts, (list) => {
        const { ledger, states } = carriedOut(list);
        while (!isRefusal(ledger.redo()));
        const last = canonicalText(ledger.project);
        while (!isRefusal(ledger.undo()));
        expect(canonicalText(ledger.project)).toBe(states[0]);
        while (!isRefusal(ledger.redo()));
        expect(canonicalText(ledger.project)).toBe(last);
      }),
    );
  });

  test("replayed from its records gives the same state and the same steps", () => {
    fc.assert(
      fc.property(acts, (list) => {
        const { ledger, records } = carriedOut(list);
        const again = replay(records.map(recordOf));
        expect(canonicalText(again.project)).toBe(canonicalText(ledger.project));
        expect(again.history).toEqual(ledger.history);
      }),
    );
  });
});

describe("the chain of records", () => {
  const chain = carriedOut("abcdabcd".split("").map((id, x) => ({ kind: "put", id, x }))).records;

  test("is good as it was written", () => {
    expect(verifiedPrefix(chain)).toMatchObject({ head: { seq: 9, hash: chain.at(-1)?.hash } });
  });

  test("shows where any one record was altered, removed or swapped", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: chain.length - 2 }),
        fc.constantFrom("alter", "remove", "swap", "forge"),
        (i, how) => {
          const damaged = [...chain];
          const record = chain[i] as SealedRecord;
          const next = chain[i + 1] as SealedRecord;
          if (how === "alter") damaged[i] = { ...record, text: `${record.text} ` };
          if (how === "remove") damaged.splice(i, 1);
          if (how === "swap") damaged.splice(i, 2, next, record);
          if (how === "forge")
            damaged[i] = { ...record, text: `${record.text} `, hash: chainHash("", `${record.text} `) };
          // A first record forged with its own hash is found out by the second.
          expect(verifiedPrefix(damaged).brokenAt).toBe(how === "forge" && i === 0 ? 2 : i + 1);
        },
      ),
    );
  });
});

test("a change between two states leads there, and back when turned round", () => {
  const { ledger } = carriedOut([
    { kind: "put", id: "a", x: 1 },
    { kind: "put", id: "b", x: 2 },
  ]);
  const features = new Map([...ledger.project.all()].map((feature) => [feature.id, feature]));
  const other = new Map<string, Feature>([["b", { ...(features.get("b") as Feature), fields: { note: "x" } }]]);
  const change = changeBetween(features, other);
  expect([change.added.length, change.updated.length, change.removed.length]).toEqual([0, 1, 1]);
  expect(isEmpty(changeBetween(features, features))).toBe(true);
  expect(inverted(inverted(change))).toEqual(change);
});
