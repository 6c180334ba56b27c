import { actTypes } from "#core/features/acts";
import type { Lang } from "#core/messages/catalogue";
import type { ProjectView } from "#core/model/project";

/** Kind and number of an act, `Morcellement 2026-001`; `undefined` for an id that is none. */
export function actNamed(project: ProjectView, id: unknown, lang: Lang): string | undefined {
  const found = typeof id === "string" ? project.get(id) : undefined;
  const type = actTypes.find(({ value }) => value === found?.fields["type"])?.label[lang];
  return found && [type, found.fields["number"]].filter(Boolean).join(" ");
}
