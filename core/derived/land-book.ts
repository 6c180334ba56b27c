/** An area in the hectares, ares and centiares of the land books; a centiare is a square metre. */
export function landBookArea(areaM2: number): { readonly ha: number; readonly a: number; readonly ca: number } {
  const whole = Math.round(areaM2);
  return { ha: Math.floor(whole / 10_000), a: Math.floor(whole / 100) % 100, ca: whole % 100 };
}

/** An area as the land books write it: `1 ha 23 a 45 ca`. */
export function landBookWords(areaM2: number): string {
  const { ha, a, ca } = landBookArea(areaM2);
  return [ha > 0 ? `${ha} ha` : "", ha > 0 || a > 0 ? `${a} a` : "", `${ca} ca`].filter(Boolean).join(" ");
}

const PART = String.raw`(\d+)\s*`;
const WRITTEN = new RegExp(String.raw`^(?:${PART}ha)?\s*(?:${PART}a(?!\w))?\s*(?:(\d+(?:[.,]\d+)?)\s*ca)?$`, "i");

/**
 * Reads an area as the land books write it, `7ha 60a 74ca`, any of the three left out; the first one written may be
 * of any size, those behind it below 100.
 *
 * @returns square metres; `undefined` for what is written otherwise
 */
export function readLandBook(text: string): number | undefined {
  const parts = WRITTEN.exec(text.trim().replaceAll(/[\u00a0\u202f]/g, " "));
  if (!parts) return undefined;
  const written = parts.slice(1).map((part) => (part === undefined ? undefined : Number(part.replace(",", "."))));
  const first = written.findIndex((part) => part !== undefined);
  if (first < 0 || written.some((part, i) => i > first && part !== undefined && part >= 100)) return undefined;
  const [ha = 0, a = 0, ca = 0] = written;
  return ha * 10_000 + a * 100 + ca;
}
