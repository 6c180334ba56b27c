import { colourOf, type Tone } from "#core/features/palette";
import type { Issue } from "#core/rules/issue";
import { type Frame, toPx } from "#editor/frame";

/** Half the size of a mark, pixels. */
const HALF = 8;
/** One mark to a cell of this side: what lies nearer is one mark until the map is drawn larger, pixels. */
const CELL = 20;

/** How far above its place a mark stands, and where its stem ends: the number of a lot stays readable. Pixels. */
const RAISED = 20;
const TAIL_END = 7;

const COLOURS = { error: "removed", warning: "changed", info: "river" } as const;
const SIGNS = { error: "!", warning: "!", info: "i" } as const;

/**
 * Marks above the places of issues, each on its stem: an octagon for an error, a triangle for a warning, a circle for information, so that
 * colour is never alone. The gravest stands where several would lie on each other; those accepted are not marked.
 */
export function paintIssues(
  context: CanvasRenderingContext2D,
  frame: Frame,
  issues: readonly Issue[],
  tone: Tone,
): void {
  const taken = new Set<number>();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 1.5;
  // Errors come first in the list, and so have the cell.
  for (const { at, severity, accepted } of issues) {
    if (accepted) continue;
    const [x, y] = toPx(frame, at);
    if (x < -HALF || y < -HALF || x > frame.width + HALF || y > frame.height + HALF) continue;
    const cell = Math.floor(x / CELL) * 4096 + Math.floor(y / CELL);
    if (taken.has(cell)) continue;
    taken.add(cell);
    const colour = colourOf(COLOURS[severity], tone);
    const top = y - RAISED;
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, y - TAIL_END);
    context.stroke();
    context.fillStyle = colour;
    context.strokeStyle = "#ffffff";
    context.beginPath();
    trace(context, severity, x, top);
    context.fill();
    context.stroke();
    context.fillStyle = "#ffffff";
    context.font = "700 11px sans-serif";
    context.fillText(SIGNS[severity], x, top + (severity === "warning" ? 2 : 0.5));
  }
}

function trace(context: CanvasRenderingContext2D, severity: Issue["severity"], x: number, y: number): void {
  if (severity === "info") {
    context.arc(x, y, HALF, 0, 2 * Math.PI);
    return;
  }
  const corners = severity === "error" ? 8 : 3;
  const radius = severity === "error" ? HALF : HALF + 2;
  const turn = severity === "error" ? Math.PI / 8 : -Math.PI / 2;
  for (let i = 0; i < corners; i++) {
    const angle = turn + (i * 2 * Math.PI) / corners;
    const [px, py] = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    if (i === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  }
  context.closePath();
}
