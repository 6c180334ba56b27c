/**
 * Colours of the map, by what they mean. Names of the place: paper ground, laterite earth, millet, river, indigo.
 * Screen and paper use the same; the high-contrast set is for screens in sunlight.
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
} as const;

export type PaletteToken = keyof typeof palette;

/** The colour of a token, `#rrggbb`. */
export function colourOf(token: string): string {
  return palette[token as PaletteToken] ?? palette.ink;
}
