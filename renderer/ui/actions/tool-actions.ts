import { ChartSpline, Combine, MousePointer2, Ruler, Scissors, Spline, SquarePlus, Trash2, X } from "lucide-react";
import { deleteFeatures } from "#core/commands/delete-features";
import { coverageClasses } from "#core/features/classes";
import type { ToolId } from "#editor/map-editor";
import type { Action } from "#ui/actions/action";
import { mergeSelected } from "#ui/acts/merge-selected";
import type { Bench } from "#ui/workbench/bench";

function tool(id: ToolId, actionId: string, icon: Action["icon"], key: string, needsPlan: boolean): Action {
  return {
    id: actionId,
    icon,
    keys: [key],
    ...(id === "split" || id === "move-vertex" ? { edits: true as const } : {}),
    ...(needsPlan
      ? { unavailable: ({ session }: Bench) => (session.project.countOf("parcel") === 0 ? "no-parcels" : undefined) }
      : {}),
    pressed: ({ editor }) => editor.get()?.tool.get().id === id,
    run: ({ editor }) => {
      editor.get()?.setTool(id);
      editor.get()?.focus();
    },
  };
}

export const toolActions: readonly Action[] = [
  tool("select", "select", MousePointer2, "V", false),
  tool("split", "split", Scissors, "S", true),
  tool("create-parcel", "create-parcel", SquarePlus, "Shift+S", false),
  {
    id: "merge",
    icon: Combine,
    keys: ["M"],
    edits: true,
    unavailable: ({ session }) => {
      const faces = [...session.selection.get()].filter((id) =>
        coverageClasses.includes(session.project.get(id)?.class ?? "building"),
      );
      return faces.length === 2 && faces.length === session.selection.get().size ? undefined : "merge-two";
    },
    run: mergeSelected,
  },
  tool("move-vertex", "move-vertex", Spline, "N", false),
  tool("measure", "measure", Ruler, "D", false),
  tool("profile", "ground-profile", ChartSpline, "H", false),
  {
    id: "delete",
    icon: Trash2,
    keys: ["Delete"],
    edits: true,
    unavailable: ({ session }) => (session.selection.get().size === 0 ? "nothing-selected" : undefined),
    run: (bench) => {
      bench.run(deleteFeatures, { ids: [...bench.session.selection.get()] }, { undoable: true });
    },
  },
  {
    id: "cancel",
    icon: X,
    keys: ["Escape"],
    run: ({ editor, session, land }) => {
      const map = editor.get();
      if (!map) return;
      if (land.get()) return land.set(undefined);
      if (map.tool.get().points > 0) map.cancel();
      else if (map.tool.get().id !== "select") map.setTool("select");
      else session.selection.clear();
    },
  },
];
