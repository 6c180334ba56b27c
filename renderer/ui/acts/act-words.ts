import type { ActInput } from "#core/commands/record-act";

/** What a planner has typed of an act to come; what stays empty follows by itself. */
export type ActWords = Readonly<Record<"number" | "date" | "office" | "reason", string>>;

export const noActWords: ActWords = { number: "", date: "", office: "", reason: "" };

/** The part of a command's input that says the act; nothing where nothing was typed. */
export function actOf(words: ActWords): { readonly act?: ActInput } {
  const said = Object.entries(words).filter(([, text]) => text.trim() !== "");
  return said.length === 0 ? {} : { act: Object.fromEntries(said) };
}
