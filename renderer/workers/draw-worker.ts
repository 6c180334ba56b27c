import { shownClasses } from "#core/features/classes";
import { drawnFields } from "#editor/class-style";
import type { DrawNews, DrawOrder, Wanted } from "#editor/drawing/draw-orders";
import { DrawingDesk } from "#editor/drawing/drawing-desk";
import type { FeatureArrays } from "#editor/feature-arrays";
import type { KeptPack } from "#editor/pack";
import { paintScene } from "#editor/scene-painter";
import { Drawings } from "#store/drawings";
import bold from "../../resources/fonts/NotoSans-Bold.ttf?url";
import regular from "../../resources/fonts/NotoSans-Regular.ttf?url";

// Draws the map's pictures beside the window, from what it has kept or the window has told it of the project.

/** Shape of what is kept, raised when it changes; and what it leans on: the styles (pens have numbers), the fields kept. */
const FORM = JSON.stringify([2, shownClasses.map(({ id, style }) => [id, style, drawnFields(id)])]);

const drawings = new Drawings<readonly KeptPack[]>();
const channel = new MessageChannel();
let work: () => void = () => undefined;
channel.port1.onmessage = () => work();

const desk = new DrawingDesk({
  draw,
  answer: (news: DrawNews) => self.postMessage(news, news.kind === "drawn" ? [news.picture] : []),
  later: (next) => {
    work = next;
    channel.port2.postMessage(0);
  },
  fetch: (project, seq) => drawings.at(project, seq, FORM),
  keep: (project, head, packs) => void drawings.keep({ project, head, form: FORM, packs }),
});

// Words are written as the window writes them: no picture before the letters are there.
let waiting: DrawOrder[] | undefined = [];
self.onmessage = ({ data }: MessageEvent<DrawOrder>) => {
  if (waiting && (data.kind === "draw" || waiting.length > 0)) waiting.push(data);
  else desk.hear(data);
};
await Promise.allSettled([lettersOf(regular, "100 500"), lettersOf(bold, "501 900")]);
for (const order of waiting) desk.hear(order);
waiting = undefined;

/** A face of theme.css. */
async function lettersOf(url: string, weight: string): Promise<void> {
  self.fonts.add(await new FontFace("Noto Sans", `url(${url})`, { weight }).load());
}

let canvas: OffscreenCanvas | undefined;

function* draw(arrays: FeatureArrays, { frame, ratio, look }: Wanted): Generator<void, ImageBitmap> {
  const width = Math.round(frame.width * ratio);
  const height = Math.round(frame.height * ratio);
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  // Kept in memory: our users have no graphics card, and a reader of pixels must not wait for one.
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("no canvas to draw on");
  pen.reset();
  pen.scale(ratio, ratio);
  yield* paintScene(pen, frame, { arrays, preview: undefined, marked: undefined, ...look });
  return canvas.transferToImageBitmap();
}
