import { colourOf, type PaletteToken, type Tone } from "#core/features/palette";

/** A palette token with an opacity, `rgba(…)`. */
export function veiled(token: PaletteToken, alpha: number, tone: Tone = "light"): string {
  const hex = colourOf(token, tone);
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return `rgba(${part(1)}, ${part(3)}, ${part(5)}, ${alpha})`;
}
