import { coverageClasses } from "#core/features/classes";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * The face that a word of the command line names: its id, îlot/number such as `3/12`, or a number borne once.
 *
 * @throws RefusalError `cli.no-such-parcel`, `cli.several-parcels`
 */
export function parcelNamed(project: ProjectView, name: string): Feature {
  const byId = project.get(name);
  if (byId) return byId;
  const slash = name.lastIndexOf("/");
  const [ilot, number] = slash < 0 ? [undefined, name] : [name.slice(0, slash), name.slice(slash + 1)];
  const found: Feature[] = [];
  for (const id of coverageClasses) {
    for (const face of project.ofClass(id)) {
      if (face.fields["number"] !== number) continue;
      if (ilot === undefined || face.fields["ilot"] === ilot) found.push(face);
    }
  }
  const [only] = found;
  if (only && found.length === 1) return only;
  const params = { parcel: name, count: found.length };
  if (found.length === 0) throw new RefusalError(refuse("cli.no-such-parcel", { params }));
  throw new RefusalError(refuse("cli.several-parcels", { ids: found.map(({ id }) => id), params }));
}
