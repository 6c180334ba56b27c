import type { ProfilePlace } from "#ui/backdrop/profile-data";
import { useLanguage } from "#ui/language.tsx";

/** A profile as a table, for those who do not see the chart or want its figures. */
export function ProfileTable({ places }: { places: readonly ProfilePlace[] }) {
  const { speak, numbers } = useLanguage();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard
    <section className="profile-table" tabIndex={0} aria-label={speak("backdrop.profile.table")}>
      <table className="figures small">
        <thead>
          <tr>
            {(["distance", "altitude", "east", "north"] as const).map((column) => (
              <th key={column} scope="col">
                {speak(`backdrop.profile.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(({ at, distanceM, altitudeM }) => (
            <tr key={distanceM}>
              <th scope="row">{numbers.fixed(distanceM, 1)}</th>
              <td>{altitudeM === undefined ? "–" : numbers.fixed(altitudeM, 1)}</td>
              <td>{numbers.coordinate(at[0])}</td>
              <td>{numbers.coordinate(at[1])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
