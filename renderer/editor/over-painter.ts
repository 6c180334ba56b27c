import type { Snap } from "#core/derived/snap/snap-kinds";
import { colourOf, type Tone } from "#core/features/palette";
import { type Geometry, type Position, runsOf } from "#core/geometry/geometry";
import type { Lang } from "#core/messages/catalogue";
import type { Issue } from "#core/rules/issue";
import { type Frame, toPx } from "#editor/frame";
import { paintIssues } from "#editor/issue-painter";
import { snapSign } from "#editor/snap-sign";
import { veiled } from "#editor/tone";
import type { Sketch } from "#editor/tool";

/** What follows the hand, drawn over the map's picture. */
export interface Over {
  readonly selected: readonly Geometry[];
  readonly hover: readonly Geometry[];
  /** Vertices that can be taken. */
  readonly handles: readonly Position[];
  readonly sketch: Sketch;
  readonly snap: Snap | undefined;
  /** The position an arc being drawn goes through. */
  readonly through: Position | undefined;
  readonly crosshair: Position | undefined;
  /** A place that was looked for. */
  readonly mark: Position | undefined;
  /** What the check found, at its places. */
  readonly issues: readonly Issue[];
  /** Word of the snap's kind. */
  readonly snapWord: string;
  readonly tone: Tone;
  readonly lang: Lang;
}

const FACE = '"Noto Sans", "Segoe UI", system-ui, sans-serif';

/** Draws it. Whether there was anything. */
export function paintOver(context: CanvasRenderingContext2D, frame: Frame, over: Over): boolean {
  const { selected, hover, handles, sketch, snap, crosshair, mark, issues, tone } = over;
  const any =
    selected.length + hover.length + handles.length + sketch.lines.length + sketch.points.length > 0 ||
    sketch.box !== undefined ||
    snap !== undefined ||
    crosshair !== undefined ||
    mark !== undefined ||
    issues.length > 0;
  if (!any) return false;
  context.lineJoin = "round";
  context.lineCap = "round";
  paintHover(context, frame, hover, tone);
  paintSelection(context, frame, selected, tone);
  paintHandles(context, frame, handles, tone);
  paintIssues(context, frame, issues, tone);
  if (mark) paintMark(context, toPx(frame, mark), tone);
  paintSketch(context, frame, sketch, tone);
  for (const { at, text } of sketch.labels ?? []) paintNumber(context, toPx(frame, at), text, tone);
  if (sketch.measures) paintMeasures(context, frame, sketch.measures, over);
  if (over.through) paintThrough(context, toPx(frame, over.through), tone);
  if (snap) paintSnap(context, frame, snap, over);
  if (crosshair) paintCrosshair(context, toPx(frame, crosshair), tone);
  return true;
}

function tracePx(context: CanvasRenderingContext2D, frame: Frame, run: readonly number[], closed: boolean): void {
  for (let i = 0; i < run.length; i += 2) {
    const [x, y] = toPx(frame, [run[i] as number, run[i + 1] as number]);
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  if (closed) context.closePath();
}

function traceAll(context: CanvasRenderingContext2D, frame: Frame, geometries: readonly Geometry[]): void {
  context.beginPath();
  for (const geometry of geometries) {
    if (geometry.kind === "point") {
      const [x, y] = toPx(frame, geometry.at);
      context.moveTo(x + 8, y);
      context.arc(x, y, 8, 0, 2 * Math.PI);
    } else for (const run of runsOf(geometry)) tracePx(context, frame, run, geometry.kind === "polygon");
  }
}

function paintHover(context: CanvasRenderingContext2D, frame: Frame, hover: readonly Geometry[], tone: Tone): void {
  if (hover.length === 0) return;
  traceAll(context, frame, hover);
  context.strokeStyle = veiled("indigo", 0.35, tone);
  context.lineWidth = 4;
  context.stroke();
  if (hover.every(({ kind }) => kind === "polygon")) {
    context.fillStyle = veiled("indigo", 0.06, tone);
    context.fill("evenodd");
  }
}

function paintSelection(
  context: CanvasRenderingContext2D,
  frame: Frame,
  selected: readonly Geometry[],
  tone: Tone,
): void {
  if (selected.length === 0) return;
  const surfaces = selected.filter(({ kind }) => kind === "polygon");
  if (surfaces.length > 0) {
    traceAll(context, frame, surfaces);
    context.fillStyle = veiled("indigo", 0.16, tone);
    context.fill("evenodd");
  }
  traceAll(context, frame, selected);
  context.strokeStyle = veiled("indigo", 0.28, tone);
  context.lineWidth = 8;
  context.stroke();
  context.strokeStyle = colourOf("indigo", tone);
  context.lineWidth = 2.2;
  context.stroke();
}

function paintHandles(context: CanvasRenderingContext2D, frame: Frame, handles: readonly Position[], tone: Tone): void {
  if (handles.length === 0) return;
  context.fillStyle = "#ffffff";
  context.strokeStyle = colourOf("indigo", tone);
  context.lineWidth = 1.6;
  context.beginPath();
  for (const at of handles) {
    const [x, y] = toPx(frame, at);
    context.rect(x - 3.5, y - 3.5, 7, 7);
  }
  context.fill();
  context.stroke();
}

function paintSketch(context: CanvasRenderingContext2D, frame: Frame, sketch: Sketch, tone: Tone): void {
  for (const { run, closed, faint } of sketch.lines) {
    context.beginPath();
    tracePx(context, frame, run, closed);
    if (closed) {
      context.fillStyle = veiled("laterite", 0.08, tone);
      context.fill();
    }
    context.setLineDash(faint ? [3, 4] : []);
    if (!faint) {
      context.strokeStyle = "rgba(255, 255, 255, 0.8)";
      context.lineWidth = 4.5;
      context.stroke();
    }
    context.strokeStyle = colourOf("laterite", tone);
    context.lineWidth = faint ? 1.2 : 2;
    context.stroke();
    context.setLineDash([]);
  }
  context.fillStyle = "#ffffff";
  context.strokeStyle = colourOf("laterite", tone);
  context.lineWidth = 1.8;
  for (const at of sketch.points) {
    const [x, y] = toPx(frame, at);
    context.beginPath();
    context.arc(x, y, 3.6, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  if (sketch.box) {
    const [x1, y1] = toPx(frame, [sketch.box[0], sketch.box[3]]);
    const [x2, y2] = toPx(frame, [sketch.box[2], sketch.box[1]]);
    context.fillStyle = veiled("indigo", 0.1, tone);
    context.strokeStyle = colourOf("indigo", tone);
    context.lineWidth = 1.2;
    context.setLineDash([5, 3]);
    context.fillRect(x1, y1, x2 - x1, y2 - y1);
    context.strokeRect(x1, y1, x2 - x1, y2 - y1);
    context.setLineDash([]);
  }
}

function paintMeasures(
  context: CanvasRenderingContext2D,
  frame: Frame,
  measures: NonNullable<Sketch["measures"]>,
  over: Over,
): void {
  const number = new Intl.NumberFormat(over.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const words = [
    measures.lastM ? `${number.format(measures.lastM)} m` : undefined,
    measures.totalM ? `Σ ${number.format(measures.totalM)} m` : undefined,
    measures.areaM2 ? `${number.format(measures.areaM2)} m²` : undefined,
  ].filter((word) => word !== undefined);
  if (words.length === 0) return;
  const [x, y] = toPx(frame, measures.at);
  paintTag(context, x + 16, y + 18, words, over.tone, frame.width);
}

/** A number to be given, on a disc of its own. */
function paintNumber(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  text: string,
  tone: Tone,
): void {
  context.font = `700 13px ${FACE}`;
  const half = Math.max(11, context.measureText(text).width / 2 + 6);
  context.fillStyle = colourOf("laterite", tone);
  context.beginPath();
  context.roundRect(x - half, y - 11, 2 * half, 22, 11);
  context.fill();
  context.fillStyle = colourOf("paper", tone);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5);
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
}

function paintSnap(context: CanvasRenderingContext2D, frame: Frame, snap: Snap, over: Over): void {
  const [x, y] = toPx(frame, snap.at);
  context.strokeStyle = colourOf("plum", over.tone);
  context.lineWidth = 1.2;
  context.setLineDash([6, 4]);
  for (const guide of snap.guides) {
    context.beginPath();
    tracePx(context, frame, guide, false);
    context.stroke();
  }
  context.setLineDash([]);
  context.lineWidth = 2;
  context.translate(x, y);
  context.stroke(new Path2D(snapSign(snap.kind)));
  context.translate(-x, -y);
  paintTag(context, x + 16, y - 16, [over.snapWord], over.tone);
}

/** The second of the three positions of an arc. */
function paintThrough(context: CanvasRenderingContext2D, [x, y]: [number, number], tone: Tone): void {
  context.fillStyle = colourOf("laterite", tone);
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fill();
}

/** Words on a dark ground; moved to the left where they would leave the map. */
function paintTag(
  context: CanvasRenderingContext2D,
  wantedX: number,
  y: number,
  words: readonly string[],
  tone: Tone,
  mapWidth = Infinity,
): void {
  context.font = `600 12px ${FACE}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  const text = words.join("   ");
  const width = context.measureText(text).width;
  const x = Math.max(6, Math.min(wantedX, mapWidth - width - 12));
  context.fillStyle = veiled("ink", 0.88, tone);
  context.beginPath();
  context.roundRect(x - 6, y - 10, width + 12, 20, 4);
  context.fill();
  context.fillStyle = "#ffffff";
  context.fillText(text, x, y);
}

/** A pin whose point is the place. */
function paintMark(context: CanvasRenderingContext2D, [x, y]: [number, number], tone: Tone): void {
  context.beginPath();
  context.moveTo(x, y);
  context.bezierCurveTo(x - 4, y - 10, x - 11, y - 14, x - 11, y - 22);
  context.arc(x, y - 22, 11, Math.PI, 0);
  context.bezierCurveTo(x + 11, y - 14, x + 4, y - 10, x, y);
  context.fillStyle = colourOf("laterite", tone);
  context.strokeStyle = "#ffffff";
  context.lineWidth = 2.5;
  context.fill();
  context.stroke();
  context.beginPath();
  context.arc(x, y - 22, 4, 0, 2 * Math.PI);
  context.fillStyle = "#ffffff";
  context.fill();
}

function paintCrosshair(context: CanvasRenderingContext2D, [x, y]: [number, number], tone: Tone): void {
  for (const [colour, width] of [
    ["rgba(255, 255, 255, 0.9)", 5],
    [colourOf("ink", tone), 1.8],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(x + dx * 5, y + dy * 5);
      context.lineTo(x + dx * 18, y + dy * 18);
    }
    context.stroke();
  }
}
