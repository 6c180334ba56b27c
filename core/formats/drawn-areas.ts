import { areasOfLines } from "#core/formats/areas-of-lines";
import type { OutsideContent } from "#core/formats/outside-content";
import { withTextsInside } from "#core/formats/texts-inside";

/**
 * A drawing as a planner takes it in: beside its layers, the areas their open lines enclose, with the words that stand
 * in them. Other contents stay as they are.
 */
export function withDrawnAreas(content: OutsideContent): OutsideContent {
  if (!content.format.startsWith("DXF")) return content;
  const further = content.layers.flatMap((layer) => areasOfLines(layer) ?? []);
  if (further.length === 0) return content;
  return { ...content, layers: withTextsInside([...content.layers, ...further]) };
}
