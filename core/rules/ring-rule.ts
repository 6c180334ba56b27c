import { faultAfterEdit, faultsOfPolygon } from "#core/derived/polygon-fault";
import { emptyBox, growBox } from "#core/geometry/box";
import type { Feature } from "#core/model/feature";
import { FACES, isSurface, type Surface, surfacesOf, type WatchMaker } from "#core/rules/check-ground";
import { type Issue, issueOf } from "#core/rules/issue";
import { touchedBy } from "#core/rules/touched";

/** Every place where a boundary crosses itself, has no area, or has a hole outside. Outside data is only warned of. */
export const ringWatch: WatchMaker = ({ project }, book) => {
  const page = book.page();
  const faulty = new Set<string>();
  const look = (surface: Surface): void => {
    const { id, class: cls, geometry } = surface;
    const severity: Issue["severity"] = cls === "building" ? "warning" : "error";
    const faults = faultsOfPolygon(geometry);
    if (faults.length > 0) faulty.add(id);
    else faulty.delete(id);
    page(
      id,
      faults.map(({ kind, at }) => ({
        ...issueOf("invalid-ring", severity, cls, [id], at, { context: kind }),
        ...(kind === "repeats" || kind === "turns" ? { fix: { command: "tidy-outline", input: { id } } } : {}),
      })),
    );
  };
  return {
    begin() {
      for (const cls of [...FACES, "perimeter", "building"] as const) surfacesOf(project, cls).forEach(look);
    },
    follow({ change }) {
      for (const { id } of change.removed) {
        faulty.delete(id);
        page(id, []);
      }
      for (const feature of change.added) if (isLookedAt(feature)) look(feature);
      for (const [from, to] of change.updated) {
        if (!isLookedAt(to) || from.geometry === to.geometry) continue;
        // A long street that was sound is looked at where it changed only.
        if (!faulty.has(to.id) && staysSound(from, to)) continue;
        look(to);
      }
    },
  };
};

function isLookedAt(feature: Feature): feature is Surface {
  return (
    isSurface(feature) && (FACES.has(feature.class) || feature.class === "perimeter" || feature.class === "building")
  );
}

function staysSound(from: Feature, to: Surface): boolean {
  const { edges } = touchedBy({ added: [], updated: [[from, to]], removed: [] });
  return edges.length > 0 && !faultAfterEdit(to.geometry, edges, growBox(emptyBox(), edges));
}
