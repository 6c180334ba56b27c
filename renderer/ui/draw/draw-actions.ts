import { FileInput, Footprints, MapPinCheck, MapPinPlus, MapPinX, Radius } from "lucide-react";
import { placeBornes } from "#core/commands/place-bornes";
import { setBorneState } from "#core/commands/set-borne-state";
import type { Action } from "#ui/actions/action";
import { bornageOf } from "#ui/draw/bornage-draft";
import type { Bench } from "#ui/workbench/bench";

/** Ids of the selection that are of a class. */
function chosen({ session }: Bench, cls: "parcel" | "borne"): string[] {
  return [...session.selection.get()].filter((id) => session.project.get(id)?.class === cls);
}

function note(id: "borne-planted" | "borne-missing", icon: Action["icon"], state: string): Action {
  return {
    id,
    icon,
    keys: [],
    unavailable: (bench) => (chosen(bench, "borne").length === 0 ? "no-borne" : undefined),
    run: (bench) => {
      if (bornageOf(bench.session, state).standing.length > 0) bench.dialog.set(id);
      else bench.run(setBorneState, { ids: chosen(bench, "borne"), state }, { undoable: true });
    },
  };
}

/** Bornes and figures of the ground. */
export const drawActions: readonly Action[] = [
  {
    id: "place-bornes",
    icon: MapPinPlus,
    keys: [],
    unavailable: (bench) => (chosen(bench, "parcel").length === 0 ? "no-parcel-chosen" : undefined),
    run: (bench) => {
      bench.run(placeBornes, { ids: chosen(bench, "parcel") }, { undoable: true });
    },
  },
  note("borne-planted", MapPinCheck, "posee"),
  note("borne-missing", MapPinX, "manquante"),
  { id: "points", icon: FileInput, keys: [], run: ({ dialog }) => dialog.set("points") },
  {
    id: "intersection",
    icon: Radius,
    keys: ["I"],
    pressed: ({ intersecting }) => intersecting.get(),
    run: (bench) => {
      bench.land.set(undefined);
      bench.intersecting.update((shown) => !shown);
    },
  },
  { id: "traverse", icon: Footprints, keys: [], run: ({ dialog }) => dialog.set("traverse") },
];
