import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptIssue } from "#core/commands/accept-issue";
import { maliReferentiel } from "#core/features/mali";
import { type Geometry, runsOf } from "#core/geometry/geometry";
import { type Change, inverted } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { seededIds } from "#core/model/ledger";
import { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { FollowedIssues } from "#core/rules/followed-issues";
import { type Issue, issueKey } from "#core/rules/issue";
import { aProject, lineM, square } from "#tests/helpers/builders";
import { coverageSeeds, randomCoverage } from "#tests/helpers/random-coverage";

/** One blow at a plan: what is hit, how, and by how much. */
const blows = fc.record({
  kind: fc.constantFrom(
    "vertex",
    "remove",
    "copy",
    "shift",
    "insert",
    "field",
    "house",
    "river",
    "perimeter",
    "accept",
    "undo",
  ),
  which: fc.nat(500),
  dx: fc.integer({ min: -9000, max: 9000 }),
  dy: fc.integer({ min: -9000, max: 9000 }),
});
type Blow = typeof blows extends fc.Arbitrary<infer T> ? T : never;

describe("FollowedIssues", () => {
  it("judges access only where there are streets, from the first to the last of them", () => {
    const project = aProject().parcel("A", square(20), { number: "1" }).build();
    const followed = FollowedIssues.build(project, maliReferentiel);
    const unserved = (): number => followed.issues.filter(({ rule }) => rule === "no-street-access").length;
    const run = (change: Change): void => {
      project.apply(change);
      followed.follow(change);
    };
    expect(unserved()).toBe(0);
    const far: Feature = { id: "S", class: "street", geometry: square(20, 100), fields: {} };
    run({ added: [far], updated: [], removed: [] });
    expect(unserved()).toBe(1);
    run({ added: [], updated: [], removed: [far] });
    expect(unserved()).toBe(0);
  });

  it("finds, followed change by change, what it finds built anew, in the same order", () => {
    fc.assert(
      fc.property(coverageSeeds, fc.array(blows, { minLength: 1, maxLength: 12 }), (seed, hits) => {
        const project = withHouses(randomCoverage(seed));
        const followed = FollowedIssues.build(project, maliReferentiel);
        const shown = new Map(followed.issues.map((issue) => [issueKey(issue), issue]));
        let last: Change | undefined;
        for (const [n, hit] of hits.entries()) {
          const change =
            hit.kind === "undo"
              ? last && inverted(last)
              : hit.kind === "accept"
                ? accepted(project, followed.issues, hit.which, n)
                : changeOf(project, hit, n);
          if (!change) continue;
          last = hit.kind === "undo" ? undefined : change;
          project.apply(change);
          tell(shown, followed.follow(change));
          const anew = FollowedIssues.build(project, maliReferentiel).issues;
          expect(followed.issues).toEqual(anew);
          // Who only hears of the differences knows as much.
          expect([...shown.keys()].sort()).toEqual(anew.map(issueKey).sort());
        }
      }),
      { numRuns: 120 },
    );
  });
});

function tell(shown: Map<string, Issue>, { gone, come }: { gone: readonly Issue[]; come: readonly Issue[] }): void {
  for (const issue of gone) expect(shown.delete(issueKey(issue))).toBe(true);
  for (const issue of come) shown.set(issueKey(issue), issue);
}

function withHouses(project: Project): Project {
  const features = [...project.all()];
  for (const [i, feature] of features.entries()) {
    const [x, y] = feature.geometry?.kind === "polygon" ? (feature.geometry.rings[0] ?? []) : [];
    if (i % 3 !== 0 || x === undefined || y === undefined || feature.class === "perimeter") continue;
    features.push({ id: `house-${i}`, class: "building", geometry: square(5, x / 1000 - 2, y / 1000 + 1), fields: {} });
  }
  return new Project(project.meta, features);
}

function accepted(project: Project, issues: readonly Issue[], which: number, n: number): Change | undefined {
  const issue = issues[which % Math.max(1, issues.length)];
  if (!issue) return undefined;
  const env = { newId: seededIds(`exception-${n}`), now: "2026-11-22T09:00:00Z" };
  const edit = acceptIssue.plan(project, { ...issue, reason: "essai" }, env);
  return isRefusal(edit) ? undefined : edit.change;
}

function changeOf(project: Project, { kind, which, dx, dy }: Blow, n: number): Change | undefined {
  const none = { added: [], updated: [], removed: [] };
  const faces = [...project.all()].filter((f) => ["parcel", "street", "reserve", "openSpace"].includes(f.class));
  const all = [...project.all()].filter((f) => f.geometry && f.class !== "perimeter");
  const face = faces[which % faces.length];
  if (!face?.geometry) return undefined;
  if (kind === "vertex") return { ...none, updated: [[face, edited(face, which, dx, dy, "move")]] };
  if (kind === "insert") return { ...none, updated: [[face, edited(face, which, dx % 3, dy % 3, "insert")]] };
  if (kind === "remove") {
    const gone = all[which % all.length];
    return gone && faces.length > 2 ? { ...none, removed: [gone] } : undefined;
  }
  if (kind === "copy")
    return { ...none, added: [{ ...face, id: `copy-${n}`, geometry: shifted(face.geometry, dx, 0) }] };
  if (kind === "shift") return { ...none, updated: [[face, { ...face, geometry: shifted(face.geometry, dx, dy) }]] };
  if (kind === "field") {
    const fields = { ...face.fields, number: String(which % 5), ilot: "1", ninacad: `N${which % 2}` };
    return { ...none, updated: [[face, { ...face, fields }]] };
  }
  const [x = 0, y = 0] = runsOf(face.geometry)[0] ?? [];
  if (kind === "house") {
    const at = square(6, (x + dx) / 1000, (y + dy) / 1000);
    return { ...none, added: [{ id: `built-${n}`, class: "building", geometry: at, fields: {} }] };
  }
  if (kind === "river") {
    const path = lineM((x + dx) / 1000, y / 1000, (x + dx) / 1000 + 60, (y + dy) / 1000);
    return { ...none, added: [{ id: `river-${n}`, class: "waterCourse", geometry: path, fields: { kind: "stream" } }] };
  }
  const limit = [...project.ofClass("perimeter")][0];
  if (!limit) return undefined;
  return which % 3 === 0
    ? { ...none, removed: [limit] }
    : { ...none, updated: [[limit, edited(limit, which, dx, dy, "move")]] };
}

/** A vertex of the first ring moved, or one more put in the middle of an edge. */
function edited(feature: Feature, which: number, dx: number, dy: number, how: "move" | "insert"): Feature {
  if (feature.geometry?.kind !== "polygon") return feature;
  const [first = [], ...others] = feature.geometry.rings;
  const ring = [...first];
  const i = (which % (ring.length / 2)) * 2;
  const j = (i + 2) % ring.length;
  const [ax, ay, bx, by] = [ring[i] ?? 0, ring[i + 1] ?? 0, ring[j] ?? 0, ring[j + 1] ?? 0];
  if (how === "move") ring.splice(i, 2, ax + dx, ay + dy);
  else ring.splice(i + 2, 0, Math.round((ax + bx) / 2) + dx, Math.round((ay + by) / 2) + dy);
  return { ...feature, geometry: { kind: "polygon", rings: [ring, ...others] } };
}

function shifted(geometry: Geometry, dx: number, dy: number): Geometry {
  if (geometry.kind !== "polygon") return geometry;
  return {
    kind: "polygon",
    rings: geometry.rings.map((ring) => ring.map((n, i) => n + (i % 2 === 0 ? dx : dy))),
  };
}
