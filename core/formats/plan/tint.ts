/** A colour `#rrggbb` mixed with white: 0 leaves it, 1 is white. */
export function paled(colour: string, share: number): string {
  const parts = [1, 3, 5].map((i) => {
    const value = Number.parseInt(colour.slice(i, i + 2), 16);
    return Math.round(value + (255 - value) * share)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${parts.join("")}`;
}
