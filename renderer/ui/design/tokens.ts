/** A colour of the window and the grounds it stands on, each with the least contrast it owes there. */
export interface ColourToken {
  readonly name: string;
  readonly on: readonly { readonly ground: string; readonly least: number }[];
}

const text = (...grounds: string[]): ColourToken["on"] => grounds.map((ground) => ({ ground, least: 4.5 }));
const line = (...grounds: string[]): ColourToken["on"] => grounds.map((ground) => ({ ground, least: 3 }));

/** Grounds, then what is written or drawn on them. Values stand in `theme.css`. */
export const colourTokens: readonly ColourToken[] = [
  { name: "ground", on: [] },
  { name: "paper", on: [] },
  { name: "surface", on: [] },
  { name: "sunken", on: [] },
  { name: "line", on: [] },
  { name: "line-strong", on: [] },
  { name: "ink", on: text("paper", "surface", "sunken") },
  { name: "ink-2", on: text("paper", "surface", "sunken") },
  { name: "action", on: text("surface", "paper", "action-pale") },
  { name: "action-hover", on: text("action-pale") },
  { name: "on-action", on: text("action", "action-hover") },
  { name: "accent", on: text("surface", "accent-pale") },
  { name: "good", on: text("surface", "good-pale") },
  { name: "warn", on: text("surface", "warn-pale") },
  { name: "bad", on: text("surface", "bad-pale") },
  { name: "focus", on: line("surface", "paper", "ground") },
];

/** Sizes of letters, from small to title. */
export const typeTokens = ["text-small", "text", "text-large", "text-title"] as const;

/** Spaces between things. */
export const spaceTokens = ["s1", "s2", "s3", "s4", "s5", "s6", "s8"] as const;
