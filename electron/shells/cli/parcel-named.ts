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
  const found = facesNamed(project, name);
  const [only] = found;
  if (only && found.length === 1) return only;
  const params = { parcel: name, count: found.length };
  if (found.length === 0) throw new RefusalError(refuse("cli.no-such-parcel", { params }));
  throw new RefusalError(refuse("cli.several-parcels", { ids: found.map(({ id }) => id), params }));
}

/**
 * The id of a parcel, live or past, that a word names: as `parcelNamed`, or else the parcel that bore that number
 * before an act closed it.
 *
 * @throws RefusalError as `parcelNamed`
 */
export function parcelIdNamed(project: ProjectView, name: string): string {
  const [live] = facesNamed(project, name);
  if (live) return parcelNamed(project, name).id;
  for (const { fields } of project.ofClass("pastParcel")) {
    const { of, ilot, number } = fields;
    if (typeof of !== "string") continue;
    if (of === name || name === (ilot === undefined ? number : `${ilot}/${number}`)) return of;
  }
  return parcelNamed(project, name).id;
}

function facesNamed(project: ProjectView, name: string): Feature[] {
  const byId = project.get(name);
  if (byId) return [byId];
  const slash = name.lastIndexOf("/");
  const [ilot, number] = slash < 0 ? [undefined, name] : [name.slice(0, slash), name.slice(slash + 1)];
  const found: Feature[] = [];
  for (const id of coverageClasses) {
    for (const face of project.ofClass(id)) {
      if (face.fields["number"] !== number) continue;
      if (ilot === undefined || face.fields["ilot"] === ilot) found.push(face);
    }
  }
  return found;
}
