/**
 * What was typed while drawing: a value for the field it stands in, a place, a step from the last position, or a step
 * on a bearing. Lengths in metres; angles in the unit the planner writes in.
 */
export type WrittenEntry =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "place"; readonly xM: number; readonly yM: number }
  | { readonly kind: "step"; readonly dxM: number; readonly dyM: number }
  | { readonly kind: "polar"; readonly distanceM: number; readonly angle: number };

/**
 * Reads a typed entry: `12,5` or `12.5` a value; `@12.5,3` or `@12,5;3` a step east and north; `25<48,5` a distance on
 * a bearing; `612345.2,1398765` or `612 345,20; 1 398 765` a place. With decimal commas the two numbers are parted by
 * a semicolon or a blank. `undefined` for anything else.
 */
export function readEntry(text: string): WrittenEntry | undefined {
  const plain = text
    .trim()
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/[\u00a0\u202f]/g, " ");
  if (plain.includes("<")) {
    const [left, right, ...more] = plain.replace(/^@/, "").split("<");
    const distanceM = numberOf(left);
    const angle = numberOf(right);
    if (distanceM === undefined || angle === undefined || more.length > 0) return undefined;
    return { kind: "polar", distanceM, angle };
  }
  const isStep = plain.startsWith("@");
  const body = isStep ? plain.slice(1).trim() : plain;
  const single = isStep ? undefined : numberOf(body);
  if (single !== undefined && !isPairOfComma(body)) return { kind: "value", value: single };
  const pair = pairOf(body);
  if (!pair) return undefined;
  return isStep ? { kind: "step", dxM: pair[0], dyM: pair[1] } : { kind: "place", xM: pair[0], yM: pair[1] };
}

/** `612345.25,1398765.1`: a point stands in one of the halves, so the comma parts them. */
function isPairOfComma(text: string): boolean {
  return text.includes(".") && text.includes(",");
}

function pairOf(text: string): readonly [number, number] | undefined {
  for (const halves of [text.split(";"), text.split(/\s*\t\s*/), halvesAtComma(text), text.split(/\s+/)]) {
    if (halves.length !== 2) continue;
    const [x, y] = [numberOf(halves[0]), numberOf(halves[1])];
    if (x !== undefined && y !== undefined) return [x, y];
  }
  return undefined;
}

/** Parts at the one comma, or at the second of three: `12,5,3,2`. */
function halvesAtComma(text: string): string[] {
  const parts = text.split(",");
  if (parts.length === 2) return parts;
  return parts.length === 4 ? [parts.slice(0, 2).join(","), parts.slice(2).join(",")] : [];
}

/** A number with decimal comma or point, its thousands perhaps parted by blanks. */
function numberOf(text: string | undefined): number | undefined {
  const plain = (text ?? "").trim().replace(/(\d) (?=\d{3}(?!\d))/g, "$1");
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(plain) ? Number(plain.replace(",", ".")) : undefined;
}
