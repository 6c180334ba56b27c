import { colourOf, type palette } from "#core/features/palette";

/** `light` is the plan's own palette; `contrast` keeps its hues and drives lines to ink, for screens in sunlight. */
export type Tone = "light" | "contrast";

const CONTRAST: Readonly<Record<string, string>> = {
  paper: "#ffffff",
  ink: "#000000",
  laterite: "#8a2a12",
  clay: "#b3a190",
  clayDark: "#40362e",
  milletPale: "#fff0b8",
  lateritePale: "#f2c9b4",
  river: "#0b5675",
  riverPale: "#a9d6e6",
  indigo: "#16246b",
  indigoPale: "#c3cbf0",
  acacia: "#37561a",
  acaciaPale: "#cfe2ae",
  power: "#8f0f08",
  pipe: "#00418a",
};

/** The colour of a palette token in a tone, `#rrggbb`. */
export function toned(token: string, tone: Tone): string {
  return (tone === "contrast" ? CONTRAST[token] : undefined) ?? colourOf(token);
}

/** A palette token with an opacity, `rgba(…)`. */
export function veiled(token: keyof typeof palette, alpha: number, tone: Tone = "light"): string {
  const hex = toned(token, tone);
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return `rgba(${part(1)}, ${part(3)}, ${part(5)}, ${alpha})`;
}
