import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const icons = { plain: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert } as const;

/** A remark set apart: its kind shows by icon and colour both. */
export function Note({ kind = "plain", children }: { kind?: keyof typeof icons; children: ReactNode }) {
  const Icon = icons[kind];
  return (
    <div className={`note ${kind}`} role={kind === "bad" ? "alert" : undefined}>
      <Icon aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}
