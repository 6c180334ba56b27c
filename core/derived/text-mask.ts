import { type Refusal, refuse } from "#core/model/refusal";

/** Longest mask that is taken for one. */
const MOST = 40;

/**
 * Whether a text has the shape of a mask: `9` stands for a digit, `A` for a letter, `*` for either; any other sign
 * stands for itself. The NINACAD's own shape is not published, so the office writes the mask it goes by.
 *
 * @see DOMAIN: « Number structure: not published anywhere found »
 */
export function fitsMask(text: string, mask: string): boolean {
  if ([...text].length !== [...mask].length) return false;
  const signs = [...text];
  return [...mask].every((sign, i) => {
    const given = signs[i] as string;
    if (sign === "9") return /^\d$/.test(given);
    if (sign === "A") return /^\p{L}$/u.test(given);
    if (sign === "*") return /^[\p{L}\d]$/u.test(given);
    return given === sign;
  });
}

/** Why a mask cannot be one. */
export function maskFault(mask: string): Refusal | undefined {
  if ([...mask].length > MOST) return refuse("mask.too-long", { params: { most: MOST } });
  return /[9A*]/.test(mask) ? undefined : refuse("mask.fixed", { params: { mask } });
}
