import { LandPlot, Milestone, Move, Slice, SquareStack } from "lucide-react";
import type { Action } from "#ui/actions/action";
import { kindsFor, type LandKind } from "#ui/divide/land-draft";
import type { Bench } from "#ui/workbench/bench";

function landAction(id: string, kind: LandKind, icon: Action["icon"], keys: readonly string[], why: string): Action {
  return {
    id,
    icon,
    keys,
    unavailable: ({ session }) =>
      kindsFor(session.project, [...session.selection.get()]).includes(kind) ? undefined : why,
    pressed: ({ land }) => land.get()?.kind === kind,
    run: (bench) => openLand(bench, kind),
  };
}

/** Opens an act on the chosen parcels beside the map. */
function openLand(bench: Bench, kind: LandKind): void {
  bench.editor.get()?.setTool("select");
  bench.land.set({ kind, ids: [...bench.session.selection.get()] });
  bench.side.set("object");
}

/** Acts on parcels that are worked out in a panel beside the map. */
export const landActions: readonly Action[] = [
  landAction("divide", "divide", Slice, ["X"], "one-face"),
  landAction("adjust", "adjust", Move, ["Shift+R"], "two-faces"),
  landAction("remembrement", "remembrement", SquareStack, [], "two-parcels"),
  landAction("cede", "cede", Milestone, [], "one-face"),
  landAction("set-aside", "reserve", LandPlot, [], "one-parcel"),
];
