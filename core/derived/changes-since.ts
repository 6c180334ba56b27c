import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { featureJson } from "#core/model/sorted-json";

/**
 * Sums changes that follow each other into one: what has become of the state before the first. What was added and
 * removed again is left out, and so is what ended as it began.
 *
 * @param changes oldest first, each planned on the state after the one before it
 */
export function changesSince(changes: Iterable<Change>): Change {
  /** By id: as it was before all, and as it is after them; absent where there was none. */
  const touched = new Map<string, { readonly from: Feature | undefined; readonly to: Feature | undefined }>();
  let meta: Change["meta"];
  const note = (id: string, before: Feature | undefined, after: Feature | undefined): void => {
    const known = touched.get(id);
    touched.set(id, { from: known ? known.from : before, to: after });
  };
  for (const change of changes) {
    for (const feature of change.removed) note(feature.id, feature, undefined);
    for (const [from, to] of change.updated) note(from.id, from, to);
    for (const feature of change.added) note(feature.id, undefined, feature);
    if (change.meta) meta = [meta ? meta[0] : change.meta[0], change.meta[1]];
  }
  const added: Feature[] = [];
  const updated: [Feature, Feature][] = [];
  const removed: Feature[] = [];
  for (const { from, to } of touched.values()) {
    if (!from && to) added.push(to);
    else if (from && !to) removed.push(from);
    else if (from && to && from !== to && featureJson(from) !== featureJson(to)) updated.push([from, to]);
  }
  return { added, updated, removed, ...(meta ? { meta } : {}) };
}
