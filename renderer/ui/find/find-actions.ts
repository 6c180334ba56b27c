import { Command, UserRound } from "lucide-react";
import type { Action } from "#ui/actions/action";

/** Ways to find a command, and who is looking for it. */
export const findActions: readonly Action[] = [
  { id: "palette", icon: Command, keys: ["Ctrl+K"], run: ({ dialog }) => dialog.set("palette") },
  { id: "profile", icon: UserRound, keys: [], run: ({ dialog }) => dialog.set("profile") },
];
