import advances from "../../../resources/fonts/advances.json" with { type: "json" };

/** Height of a capital over the size of the letters. */
export const CAP_HEIGHT = advances.capHeight / advances.unitsPerEm;

const tables = { regular: tableOf(advances.regular), bold: tableOf(advances.bold) };

function tableOf(runs: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const table = new Map<number, number>();
  for (const [first, ...widths] of runs) widths.forEach((width, i) => void table.set((first as number) + i, width));
  return table;
}

/** Width of a text in the plan's font, in the unit of `size`. The font has no kerning: it is a plain sum. */
export function textWidth(text: string, size: number, bold = false): number {
  const table = bold ? tables.bold : tables.regular;
  const missing = bold ? advances.missing.bold : advances.missing.regular;
  let sum = 0;
  for (const letter of text) sum += table.get(letter.codePointAt(0) as number) ?? missing;
  return (sum * size) / advances.unitsPerEm;
}

/**
 * Breaks a text at spaces into lines no wider than `width`; a word that is wider stands alone. What is over
 * `maxLines` is cut with an ellipsis.
 */
export function wrapText(text: string, size: number, width: number, bold = false, maxLines = Infinity): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const longer = current ? `${current} ${word}` : word;
    if (current && textWidth(longer, size, bold) > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  if (current) lines.push(current);
  if (lines.length <= maxLines) return lines.map((text_) => cutText(text_, size, width, bold));
  const kept = lines.slice(0, maxLines);
  kept[maxLines - 1] = cutText(`${kept[maxLines - 1]} ${lines.slice(maxLines).join(" ")}`, size, width, bold);
  return kept;
}

/** The text, cut with an ellipsis where it is wider than `width`. */
export function cutText(text: string, size: number, width: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join("")}…`, size, bold) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** The text at a size that lets it stand in `width`: down to three quarters of `size`, cut only then. */
export function fitText(text: string, size: number, width: number, bold = false): { text: string; size: number } {
  // A hair less, so that what just fits is not cut for a rounding.
  const share = Math.max(0.75, Math.min(1, (0.999 * width) / textWidth(text, size, bold)));
  return { text: cutText(text, size * share, width, bold), size: size * share };
}
