import { areaVerdicts } from "#core/derived/area-verdict";
import { innerPosition } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { isSurface, surfacesOf, type WatchMaker } from "#core/rules/check-ground";
import { issueOf } from "#core/rules/issue";

/** Parcels whose boundary does not bear out an area they state; of several the one that binds most is told. */
export const areaWatch: WatchMaker = ({ project, norms }, book) => {
  const page = book.page();
  const look = (parcel: Feature): void => {
    if (parcel.class !== "parcel" || !isSurface(parcel)) return;
    const { id, class: cls, geometry, fields } = parcel;
    const off = areaVerdicts(parcel, norms)
      .filter(({ within }) => !within)
      .slice(0, 1);
    const rounded = (m2: number): number => Math.round(m2 * 10) / 10;
    page(
      id,
      off.map(({ key, statedM2, computedM2, toleranceM2 }) =>
        issueOf("area-off", "warning", cls, [id], innerPosition(geometry), {
          context: key,
          number: String(fields["number"] ?? "—"),
          ilot: String(fields["ilot"] ?? "—"),
          statedM2: rounded(statedM2),
          computedM2: rounded(computedM2),
          toleranceM2: rounded(toleranceM2),
        }),
      ),
    );
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
