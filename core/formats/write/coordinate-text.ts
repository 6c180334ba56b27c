/** Writes positions as text, so that the areas of the largest parcels survive the way there and back to 0.01 m². */
export type CoordinateText = (value: number) => string;

/** Eleven decimals of a degree, or six of a metre: a thousandth of a millimetre; without idle zeros and never with an exponent. */
export function coordinateText(crs: string | null): CoordinateText {
  const isDegrees = crs === "EPSG:4326" || /^\s*GEOG/i.test(crs ?? "");
  const decimals = isDegrees ? 11 : 6;
  const power = 10 ** decimals;
  return (value) => {
    const rounded = Math.round(value * power) / power;
    // What is too small for plain digits, or too large to have decimals at all.
    if ((rounded !== 0 && Math.abs(rounded) < 1e-6) || Math.abs(rounded) >= 1e15) return value.toFixed(decimals);
    return String(rounded + 0);
  };
}
