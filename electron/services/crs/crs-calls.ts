import type { Services } from "#core/bridge/bridge";
import type { CrsWords } from "#core/bridge/outside";
import type { CrsEntry } from "#core/geometry/crs-entry";
import { epsgList } from "#services/crs/epsg-list";

/** The calls on coordinate reference systems. */
export const crsCalls: Pick<Services, "crs.search"> = {
  "crs.search": async ({ words }) => ({ value: { found: epsgList().search(words).map(crsWords) } }),
};

/** What the window is told of a CRS. */
export function crsWords({ code, name, accuracyM, definition }: CrsEntry): CrsWords {
  return { code, name, accuracyM, definition };
}
