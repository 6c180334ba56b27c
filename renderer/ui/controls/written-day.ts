/** An ISO day as French and English people write it in a box, `22/11/2026`; "" for none. */
export function writtenDay(iso: string): string {
  return iso.split("-").reverse().join("/");
}
