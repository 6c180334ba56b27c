import type { Feature } from "#core/model/feature";
import type { ProjectMeta } from "#core/model/project-meta";

/**
 * What one command does to a project: features added, updated as [from, to], removed, and perhaps the
 * project's own words. A feature stands in one list only. Turned round, it undoes itself.
 */
export interface Change {
  readonly added: readonly Feature[];
  readonly updated: readonly (readonly [from: Feature, to: Feature])[];
  readonly removed: readonly Feature[];
  readonly meta?: readonly [from: ProjectMeta, to: ProjectMeta];
}

export const noChange: Change = { added: [], updated: [], removed: [] };

/** The change that takes back `change`. */
export function inverted(change: Change): Change {
  return {
    added: change.removed,
    updated: change.updated.map(([from, to]) => [to, from]),
    removed: change.added,
    ...(change.meta ? { meta: [change.meta[1], change.meta[0]] as const } : {}),
  };
}

/** Whether a change does nothing. */
export function isEmpty(change: Change): boolean {
  return change.added.length + change.updated.length + change.removed.length === 0 && !change.meta;
}

/** How many features a change touches. */
export function touchedCount(change: Change): number {
  return change.added.length + change.updated.length + change.removed.length;
}

/** The difference between two states given as features by id: the change that leads from one to the other. */
export function changeBetween(from: ReadonlyMap<string, Feature>, to: ReadonlyMap<string, Feature>): Change {
  const added: Feature[] = [];
  const updated: [Feature, Feature][] = [];
  const removed: Feature[] = [];
  for (const [id, feature] of to) {
    const before = from.get(id);
    if (!before) added.push(feature);
    else if (before !== feature && JSON.stringify(before) !== JSON.stringify(feature)) updated.push([before, feature]);
  }
  for (const [id, feature] of from) if (!to.has(id)) removed.push(feature);
  return { added, updated, removed };
}

/** A change in parts of so many features at most, which one after the other come to the same. Its words come last. */
export function* partsOf(change: Change, size: number): Generator<Change, void> {
  const { added, updated, removed, meta } = change;
  for (let i = 0; i < removed.length; i += size) yield { ...noChange, removed: removed.slice(i, i + size) };
  for (let i = 0; i < updated.length; i += size) yield { ...noChange, updated: updated.slice(i, i + size) };
  for (let i = 0; i < added.length; i += size) yield { ...noChange, added: added.slice(i, i + size) };
  if (meta) yield { ...noChange, meta };
}
