import { createHash } from "node:crypto";
import type { Feature } from "#core/model/feature";
import { canonicalText, Project, type ProjectMeta } from "#core/model/project";

/** Hex SHA-256 of a project's state (`canonicalText`): equal states have equal digests, whatever the road to them. */
export function stateDigest(meta: ProjectMeta, features: Iterable<Feature>): string {
  return createHash("sha256")
    .update(canonicalText(new Project(meta, features)))
    .digest("hex");
}
