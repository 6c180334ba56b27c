/**
 * Colours of the map, by what they mean. Names of the place: paper ground, laterite earth, millet, river, indigo.
 * Screen and paper use the same. `added`, `changed` and `removed` compare two states of a plan, each with a hatch of
 * its own.
 */
export const palette = {
  paper: "#faf6ee",
  ink: "#2a2420",
  laterite: "#a8452c",
  lateritePale: "#ecd3c4",
  millet: "#d9a62e",
  milletPale: "#f6e7bd",
  river: "#2f7f9e",
  riverPale: "#c3dfe8",
  indigo: "#30407f",
  indigoPale: "#d5daee",
  acacia: "#5c7a3a",
  acaciaPale: "#dbe5c8",
  clay: "#c9bcae",
  clayDark: "#7d6f63",
  street: "#ffffff",
  power: "#b3261e",
  pipe: "#1466b8",
  plum: "#7b3f73",
  plumPale: "#e8d6e5",
  added: "#2c7031",
  changed: "#b85c00",
  removed: "#b3261e",
} as const;

export type PaletteToken = keyof typeof palette;

/** `light` is the plan's own palette; `contrast` keeps its hues and drives lines to ink, for screens in sunlight. */
export type Tone = "light" | "contrast";

/** What the high-contrast set draws otherwise. */
const contrast: Readonly<Partial<Record<PaletteToken, string>>> = {
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
  plum: "#5a1f52",
  added: "#0c4a12",
  changed: "#7d3d00",
  removed: "#8f0f08",
};

/** The colour of a token, `#rrggbb`; on paper always that of the `light` tone. */
export function colourOf(token: string, tone: Tone = "light"): string {
  const known = token as PaletteToken;
  return (tone === "contrast" ? contrast[known] : undefined) ?? palette[known] ?? palette.ink;
}
