import { Keyboard, Maximize, PanelRight, Pentagon, Search, Table2, Tags, ZoomIn, ZoomOut } from "lucide-react";
import type { Action } from "#ui/actions/action";

export const viewActions: readonly Action[] = [
  { id: "search", icon: Search, keys: ["Ctrl+F"], run: (bench) => bench.focusSearch() },
  { id: "zoom-in", icon: ZoomIn, keys: ["+"], run: ({ editor }) => editor.get()?.zoomBy(1) },
  { id: "zoom-out", icon: ZoomOut, keys: ["-"], run: ({ editor }) => editor.get()?.zoomBy(-1) },
  { id: "fit", icon: Maximize, keys: ["Home"], run: ({ editor }) => editor.get()?.fitAll() },
  {
    id: "fit-plan",
    icon: Pentagon,
    keys: ["F"],
    unavailable: ({ session }) => (session.project.countOf("perimeter") === 0 ? "no-perimeter" : undefined),
    run: (bench) => bench.fitPlan(),
  },
  {
    id: "labels",
    icon: Tags,
    keys: ["L"],
    pressed: ({ view }) => view.labels.get(),
    run: ({ view }) => view.labels.update((shown) => !shown),
  },
  {
    id: "table",
    icon: Table2,
    keys: ["T"],
    pressed: ({ table }) => table.get() !== undefined,
    run: ({ table, session }) =>
      table.update((shown) => (shown ? undefined : session.project.countOf("parcel") > 0 ? "parcel" : "building")),
  },
  {
    id: "side",
    icon: PanelRight,
    keys: ["P"],
    pressed: ({ side }) => side.get() !== undefined,
    run: ({ side }) => side.update((shown) => (shown ? undefined : "legend")),
  },
  { id: "shortcuts", icon: Keyboard, keys: ["?"], run: ({ dialog }) => dialog.set("shortcuts") },
];
