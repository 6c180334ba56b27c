import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesSince } from "#core/derived/changes-since";
import { pointAt } from "#core/geometry/geometry";
import { type Change, changeBetween, inverted, isEmpty } from "#core/model/change";
import type { Feature } from "#core/model/feature";

const pole = (id: string, number: string): Feature => ({
  id,
  class: "powerPole",
  geometry: pointAt(1, 2),
  fields: { number },
});
const adding = (...added: Feature[]): Change => ({ added, updated: [], removed: [] });
const turning = (from: Feature, to: Feature): Change => ({ added: [], updated: [[from, to]], removed: [] });
const taking = (...removed: Feature[]): Change => ({ added: [], updated: [], removed });

describe("changesSince", () => {
  it("is nothing where nothing was done", () => {
    expect(isEmpty(changesSince([]))).toBe(true);
  });
  it("shows what was added as it is now", () => {
    const [a, b] = [pole("a", "1"), pole("a", "2")];
    expect(changesSince([adding(a), turning(a, b)])).toEqual(adding(b));
  });
  it("shows what was removed as it was then", () => {
    const [a, b] = [pole("a", "1"), pole("a", "2")];
    expect(changesSince([turning(a, b), taking(b)])).toEqual(taking(a));
  });
  it("leaves out what came and went, and what ended as it began", () => {
    const [a, b] = [pole("a", "1"), pole("a", "2")];
    expect(isEmpty(changesSince([adding(a), taking(a)]))).toBe(true);
    expect(isEmpty(changesSince([turning(a, b), turning(b, pole("a", "1"))]))).toBe(true);
    expect(isEmpty(changesSince([taking(a), adding(pole("a", "1"))]))).toBe(true);
  });
  it("sums the project's own words", () => {
    const meta = (name: string) => ({ id: "p", name, crs: "EPSG:32629", created: "2026-01-01", attributions: [] });
    const renamed = (from: string, to: string): Change => ({ ...adding(), meta: [meta(from), meta(to)] });
    expect(changesSince([renamed("A", "B"), renamed("B", "C")]).meta).toEqual([meta("A"), meta("C")]);
  });

  /** A state of at most eight features: which are there, and which number each has. */
  const states = fc.array(fc.dictionary(fc.constantFrom(..."abcdefgh"), fc.constantFrom("1", "2", "3")), {
    minLength: 1,
    maxLength: 12,
  });
  const features = (state: Readonly<Record<string, string>>) =>
    new Map(Object.entries(state).map(([id, number]) => [id, pole(id, number)]));
  const sorted = (change: Change) => ({
    added: change.added.map((each) => JSON.stringify(each)).sort(),
    updated: change.updated.map((each) => JSON.stringify(each)).sort(),
    removed: change.removed.map((each) => JSON.stringify(each)).sort(),
  });
  const walk = (through: readonly Readonly<Record<string, string>>[]): Change[] =>
    through.slice(1).map((state, i) => changeBetween(features(through[i] ?? {}), features(state)));

  it("law: equals the difference of the two states", () => {
    fc.assert(
      fc.property(states, (through) => {
        const difference = changeBetween(features(through[0] ?? {}), features(through.at(-1) ?? {}));
        expect(sorted(changesSince(walk(through)))).toEqual(sorted(difference));
      }),
    );
  });
  it("law: summing in two goes, or there and back, changes nothing", () => {
    fc.assert(
      fc.property(states, fc.nat(), (through, at) => {
        const changes = walk(through);
        const cut = changes.length === 0 ? 0 : at % changes.length;
        const parts = [changesSince(changes.slice(0, cut)), changesSince(changes.slice(cut))];
        expect(sorted(changesSince(parts))).toEqual(sorted(changesSince(changes)));
        expect(isEmpty(changesSince([...changes, ...changes.toReversed().map(inverted)]))).toBe(true);
      }),
    );
  });
});
