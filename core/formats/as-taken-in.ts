import { withDrawnAreas } from "#core/formats/drawn-areas";
import { inMetres } from "#core/formats/drawn-metres";
import type { OutsideContent } from "#core/formats/outside-content";
import { withHeadings } from "#core/formats/table/sheets";

/**
 * An outside file as a planner takes it in, where `info` and `convert` keep to what the file says: drawings in metres and
 * with the areas their lines enclose, sheets with their headings.
 */
export function asTakenIn(content: OutsideContent): OutsideContent {
  return withDrawnAreas(inMetres(withHeadings(content)));
}
