import { provisionalTenures } from "#core/features/tenure";
import { innerPosition } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { normValue } from "#core/model/referentiel";
import { isSurface, surfacesOf, type WatchMaker } from "#core/rules/check-ground";
import { issueOf } from "#core/rules/issue";

/**
 * Parcels held by a provisional act: null when it was issued after it could be, else to be turned into a titre foncier.
 * Together they are the report "à convertir".
 */
export const tenureWatch: WatchMaker = ({ project, norms }, book) => {
  const last = dayOf(normValue(norms, "tenure.provisional.last"));
  const source = norms.norms["tenure.provisional.last"]?.source ?? "";
  const page = book.page();
  const look = (parcel: Feature): void => {
    if (parcel.class !== "parcel" || !isSurface(parcel)) return;
    const { id, class: cls, geometry, fields } = parcel;
    const { tenure, tenureDate } = fields;
    const words = { number: String(fields["number"] ?? "—"), ilot: String(fields["ilot"] ?? "—"), source };
    const date = typeof tenureDate === "string" ? { date: tenureDate } : {};
    const tooLate = typeof tenureDate === "string" && tenureDate > last;
    const said = tooLate || !("date" in date) ? { ...words, ...date } : { ...words, ...date, context: "dated" };
    const [rule, severity] = tooLate
      ? (["tenure-too-late", "warning"] as const)
      : (["tenure-to-convert", "info"] as const);
    page(id, provisionalTenures.has(tenure) ? [issueOf(rule, severity, cls, [id], innerPosition(geometry), said)] : []);
  };
  return {
    begin() {
      surfacesOf(project, "parcel").forEach(look);
    },
    follow({ now, was }) {
      for (const { id } of was) page(id, []);
      now.forEach(look);
    },
  };
};

/** A day kept as a number, 20220228, as ISO text. */
function dayOf(value: number): string {
  return String(value).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
}
