import { shownClasses } from "#core/features/classes";
import { colourOf, type Tone } from "#core/features/palette";
import type { Box } from "#core/geometry/box";
import type { ComparedArrays } from "#editor/comparison";
import type { FeatureArrays } from "#editor/feature-arrays";
import type { Frame } from "#editor/frame";
import type { Pack } from "#editor/pack";
import { trace } from "#editor/scene-painter";
import { veiled } from "#editor/tone";

type Kind = "added" | "changed" | "removed";

/** Positions in one path; longer ones are slower to fill. */
const BATCH = 400;
/** Side of a hatch's tile, pixels. */
const TILE_PX = 9;
const REMOVED_DASH = [7, 4];
const FORMER_DASH = [2, 3];

/**
 * Draws what was added, changed and removed over a map that steps back behind a veil. Each kind has a colour, a hatch
 * or dash, and a sign of its own, so that colour alone never tells.
 */
export function* paintComparison(
  context: CanvasRenderingContext2D,
  frame: Frame,
  compared: ComparedArrays,
  box: Box,
  tone: Tone,
): Generator<void, void> {
  context.fillStyle = veiled("paper", 0.62, tone);
  context.fillRect(0, 0, frame.width, frame.height);
  // What took the place of a removed thing lies under it: its dashes show over the new outline.
  for (const kind of ["added", "changed", "removed"] as const) {
    yield* paintKind(context, frame, compared[kind], kind, box, tone);
  }
  context.lineWidth = 1.4;
  context.strokeStyle = colourOf("changed", tone);
  context.setLineDash(FORMER_DASH);
  yield* eachPath(context, frame, compared.former, box, () => context.stroke());
  context.setLineDash([]);
}

function* paintKind(
  context: CanvasRenderingContext2D,
  frame: Frame,
  arrays: FeatureArrays,
  kind: Kind,
  box: Box,
  tone: Tone,
): Generator<void, void> {
  const colour = colourOf(kind, tone);
  const hatch = hatchOf(context, kind, colour);
  yield* eachPath(context, frame, arrays, box, (surfaces) => {
    if (surfaces) {
      context.fillStyle = hatch;
      context.fill("evenodd");
    }
    context.strokeStyle = colour;
    context.lineWidth = surfaces ? 1.8 : 3;
    context.lineJoin = "round";
    context.setLineDash(kind === "removed" ? REMOVED_DASH : []);
    context.stroke();
    context.setLineDash([]);
  });
  for (const [pack, slots] of packsOf(arrays, box)) {
    if (pack.kind !== "point") continue;
    for (const slot of slots) paintSign(context, kind, colour, ...pixelOf(frame, pack, slot));
    yield;
  }
}

/** Traces surfaces and lines in batches; each batch is one path that `draw` fills or strokes. */
function* eachPath(
  context: CanvasRenderingContext2D,
  frame: Frame,
  arrays: FeatureArrays,
  box: Box,
  draw: (surfaces: boolean) => void,
): Generator<void, void> {
  for (const [pack, slots] of packsOf(arrays, box)) {
    const kind = pack.kind;
    if (kind === "point") continue;
    let traced = 0;
    context.beginPath();
    for (const slot of slots) {
      traced += trace(context, frame, pack, slot, kind === "polygon");
      if (traced <= BATCH) continue;
      draw(kind === "polygon");
      traced = 0;
      yield;
      context.beginPath();
    }
    draw(kind === "polygon");
  }
}

function packsOf(arrays: FeatureArrays, box: Box): [Pack, readonly number[]][] {
  return shownClasses.flatMap(({ id }) =>
    arrays.meeting(id, box).map(({ pack, slots }): [Pack, readonly number[]] => [pack, slots]),
  );
}

function pixelOf(frame: Frame, pack: Pack, slot: number): [number, number] {
  const at = pack.runs[pack.firstRun[slot] as number] as number;
  const x = pack.originX + (pack.coords[at] as number);
  const y = pack.originY + (pack.coords[at + 1] as number);
  return [(x - frame.left) / frame.mmPerPx, (frame.top - y) / frame.mmPerPx];
}

/** The sign of a point: a plus, a dot, a cross, on a white disc. */
function paintSign(context: CanvasRenderingContext2D, kind: Kind, colour: string, x: number, y: number): void {
  context.beginPath();
  context.arc(x, y, 8, 0, 2 * Math.PI);
  context.fillStyle = "#ffffff";
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash(kind === "removed" ? [3, 2.5] : []);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  if (kind === "changed") {
    context.arc(x, y, 3, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    return;
  }
  const r = kind === "added" ? 4.5 : 3.2;
  const turn = kind === "added" ? 0 : r;
  context.moveTo(x - r, y - turn);
  context.lineTo(x + r, y + turn);
  context.moveTo(x + turn, y - r);
  context.lineTo(x - turn, y + r);
  context.stroke();
}

const hatches = new Map<string, CanvasPattern>();

/** The hatch of a kind: plus signs, dots, or lines falling to the right; over a tint of its colour. */
function hatchOf(context: CanvasRenderingContext2D, kind: Kind, colour: string): CanvasPattern | string {
  const key = `${kind} ${colour}`;
  const known = hatches.get(key);
  if (known) return known;
  const tile = document.createElement("canvas");
  tile.width = tile.height = TILE_PX;
  const pen = tile.getContext("2d");
  if (!pen) return `${colour}55`;
  pen.fillStyle = `${colour}${kind === "removed" ? "14" : "38"}`;
  pen.fillRect(0, 0, TILE_PX, TILE_PX);
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = 1.2;
  pen.beginPath();
  if (kind === "added") {
    pen.moveTo(4.5, 1.5);
    pen.lineTo(4.5, 7.5);
    pen.moveTo(1.5, 4.5);
    pen.lineTo(7.5, 4.5);
    pen.stroke();
  } else if (kind === "changed") {
    pen.arc(4.5, 4.5, 1.5, 0, 2 * Math.PI);
    pen.fill();
  } else {
    pen.lineWidth = 0.9;
    pen.moveTo(0, 0);
    pen.lineTo(TILE_PX, TILE_PX);
    pen.stroke();
  }
  const made = context.createPattern(tile, "repeat");
  if (!made) return `${colour}55`;
  hatches.set(key, made);
  return made;
}
