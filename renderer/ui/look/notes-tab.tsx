import { BookmarksSection } from "#ui/look/bookmarks-section.tsx";
import { NotesSection } from "#ui/look/notes-section.tsx";

/** What one comes back to: notes pinned to the map, and views kept by name. */
export function NotesTab() {
  return (
    <div className="stack look-tab">
      <NotesSection />
      <BookmarksSection />
    </div>
  );
}
