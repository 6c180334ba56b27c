import { type LayoutParams, layoutParamsSchema } from "#core/engines/layout/layout-types";
import type { ProjectMeta } from "#core/model/project-meta";

/** What was asked of the maillage that is the plan; the defaults while there is none, or another program broke it. */
export function programmeOf({ meta }: { readonly meta: ProjectMeta }): LayoutParams {
  const read = meta.programme === undefined ? undefined : layoutParamsSchema.safeParse(jsonOf(meta.programme));
  return read?.success ? read.data : layoutParamsSchema.parse({});
}

/** The words of a project with the parameters of its plan. */
export function withProgramme(meta: ProjectMeta, params: LayoutParams): ProjectMeta {
  return { ...meta, programme: JSON.stringify(params) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
