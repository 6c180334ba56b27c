/** One CRS of the EPSG dataset, as the list that is shipped holds it. */
export interface CrsEntry {
  /** `EPSG:4201` */
  readonly code: string;
  readonly name: string;
  readonly kind: "projected" | "geographic";
  /** Where it is for: `[west, south, east, north]`, degrees; over the date line west is greater than east. */
  readonly box: readonly [number, number, number, number];
  /** How exact its way to WGS 84 is, metres; 0 for WGS 84 itself, `null` when nobody knows. */
  readonly accuracyM: number | null;
  /** PROJ text, with the shift to WGS 84. */
  readonly definition: string;
  /** The name ESRI's programs give it, where it is another. */
  readonly esriName?: string;
}
