/**
 * Shares a stated area out in proportion to computed ones, so that the shares add up to it exactly: what parcels of a
 * division officially measure. Shares are whole square metres, or hundredths where the stated area has a fraction;
 * what rounding down leaves goes to the largest remainders, and among equals to the first.
 *
 * @param statedM2 above 0
 * @param computedM2 above 0
 */
export function compensatedAreas(statedM2: number, computedM2: readonly number[]): number[] {
  const grain = Number.isInteger(statedM2) ? 1 : 100;
  const whole = Math.round(statedM2 * grain);
  const sum = computedM2.reduce((total, areaM2) => total + areaM2, 0);
  const exact = computedM2.map((areaM2) => (whole * areaM2) / sum);
  const shares = exact.map(Math.floor);
  const left = whole - shares.reduce((total, share) => total + share, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) shares[i] = (shares[i] as number) + 1;
  return shares.map((share) => share / grain);
}
