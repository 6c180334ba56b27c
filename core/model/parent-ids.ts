import type { Feature } from "#core/model/feature";

/** Ids as one text, a space between; a space inside an id from outside is written `%20`. */
export function idsText(ids: readonly string[]): string {
  return ids.map((id) => id.replaceAll("%", "%25").replaceAll(" ", "%20")).join(" ");
}

/** Reads back `idsText`. */
export function idsOfText(text: unknown): string[] {
  if (typeof text !== "string" || text === "") return [];
  return text.split(" ").map((id) => id.replaceAll("%20", " ").replaceAll("%25", "%"));
}

/** The ids of the parcels that a parcel, live or past, came from by the act that opened it. */
export function parentIds({ fields }: Feature): string[] {
  return idsOfText(fields["parents"]);
}
