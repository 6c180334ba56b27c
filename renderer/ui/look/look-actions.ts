import { Bookmark, BookmarkPlus, MessageSquarePlus, PanelLeft } from "lucide-react";
import type { MapEditor } from "#editor/map-editor";
import { withBookmark } from "#store/bookmarks";
import { preferences } from "#store/preferences";
import type { Action } from "#ui/actions/action";
import { notify } from "#ui/controls/notices.tsx";
import { dock } from "#ui/docking/dock";
import { languageNamed } from "#ui/language.tsx";
import { takeNoteTool } from "#ui/look/place-note";

/** What is looked at, pinned and kept, and how the window is set up for it. */
export const lookActions: readonly Action[] = [
  {
    id: "place-note",
    icon: MessageSquarePlus,
    keys: ["R"],
    pressed: ({ editor }) => isPlacingNote(editor.get()),
    run: takeNoteTool,
  },
  {
    id: "keep-view",
    icon: BookmarkPlus,
    keys: ["Shift+B"],
    run: ({ editor, bookmarks }) => {
      const place = editor.get()?.place;
      if (!place) return;
      const { speak } = languageNamed(preferences.lang.get());
      const taken = new Set(bookmarks.get().map(({ name }) => name));
      let n = taken.size + 1;
      while (taken.has(speak("look.view.name", { n }))) n++;
      const name = speak("look.view.name", { n });
      bookmarks.update((views) => withBookmark(views, name, place));
      notify(speak("look.view.kept", { name }), { id: "view", kind: "good" });
    },
  },
  {
    id: "next-view",
    icon: Bookmark,
    keys: ["B"],
    unavailable: ({ bookmarks }) => (bookmarks.get().length === 0 ? "no-view" : undefined),
    run: ({ editor, bookmarks }) => {
      const map = editor.get();
      const views = bookmarks.get();
      if (!map) return;
      // The view one stands on, if any, says which is next.
      const { at, mmPerPx } = map.place;
      const here = views.findIndex(
        (view) => Math.hypot(view.at[0] - at[0], view.at[1] - at[1]) < 2 * mmPerPx && isNear(view.mmPerPx, mmPerPx),
      );
      const next = views[(here + 1) % views.length];
      if (!next) return;
      map.goTo(next);
      notify(next.name, { id: "view" });
    },
  },
  {
    id: "panel",
    icon: PanelLeft,
    keys: ["Shift+P"],
    pressed: () => dock.panelOpen.get(),
    run: () => dock.panelOpen.update((open) => !open),
  },
];

function isPlacingNote(editor: MapEditor | undefined): boolean {
  return editor?.tool.get().id === "place-point" && editor.making.get() === "note";
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < 0.01;
}
