import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { runsOf } from "#core/geometry/geometry";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { FeatureArrays } from "#editor/feature-arrays";

/** The three ways in which a plan differs from what it was, and the outlines of what was moved. */
export interface ComparedArrays {
  readonly added: FeatureArrays;
  readonly changed: FeatureArrays;
  readonly removed: FeatureArrays;
  /** What changed its shape, as it was before. */
  readonly former: FeatureArrays;
}

/** Packs a change to be drawn. Features without a shape of their own (îlots) show by their faces. */
export function comparedArrays(change: Change): ComparedArrays {
  const reshaped = change.updated.filter(([from, to]) => shapeOf(from) !== shapeOf(to));
  return {
    added: new FeatureArrays(change.added),
    changed: new FeatureArrays(change.updated.map(([, to]) => to)),
    removed: new FeatureArrays(change.removed),
    former: new FeatureArrays(reshaped.map(([from]) => from)),
  };
}

/** The ground that a change touches, then and now. Empty (`minX > maxX`) when it has no shape at all. */
export function groundOfChange(change: Change): Box {
  const box = emptyBox();
  for (const { geometry } of [...change.added, ...change.updated.flat(), ...change.removed]) {
    if (geometry) for (const run of runsOf(geometry)) growBox(box, run);
  }
  return box;
}

function shapeOf({ geometry }: Feature): string {
  return JSON.stringify(geometry);
}
