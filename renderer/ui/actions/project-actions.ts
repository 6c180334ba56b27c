import { BookOpen, Contrast, FileDown, FilePlus2, FolderOpen, Languages, LogOut, Pencil, Printer } from "lucide-react";
import { preferences } from "#store/preferences";
import type { Action } from "#ui/actions/action";

export const projectActions: readonly Action[] = [
  { id: "rename", icon: Pencil, keys: [], run: ({ dialog }) => dialog.set("rename") },
  { id: "referentiel", icon: BookOpen, keys: [], run: ({ dialog }) => dialog.set("referentiel") },
  { id: "import", icon: FilePlus2, keys: [], run: ({ dialog }) => dialog.set("import") },
  { id: "open", icon: FolderOpen, keys: ["Ctrl+O"], run: ({ leave }) => leave() },
  { id: "export", icon: FileDown, keys: ["Ctrl+E"], run: ({ stage }) => stage.set("plans") },
  {
    id: "plan",
    icon: Printer,
    keys: ["Ctrl+P"],
    unavailable: ({ session }) => (session.project.size === 0 ? "nothing-to-print" : undefined),
    run: ({ dialog }) => dialog.set("plan"),
  },
  ...(["fr", "en", "bm"] as const).map(
    (tongue): Action => ({
      id: `language-${tongue}`,
      icon: Languages,
      keys: [],
      pressed: () => preferences.tongue.get() === tongue,
      run: () => preferences.tongue.set(tongue),
    }),
  ),
  {
    id: "contrast",
    icon: Contrast,
    keys: [],
    pressed: () => preferences.theme.get() === "contrast",
    run: () => preferences.theme.update((theme) => (theme === "light" ? "contrast" : "light")),
  },
  { id: "leave", icon: LogOut, keys: [], run: ({ leave }) => leave() },
];
