import Layer from "ol/layer/Layer.js";
import type { FrameState } from "ol/Map.js";
import ViewHint from "ol/ViewHint.js";
import type { BackdropOrder, BackdropWord } from "#core/bridge/backdrop-work";
import { covers, type Frame, frameAround } from "#editor/frame";
import type { Backdrop, Backdrops } from "#store/backdrops";

/** A picture reaches beyond the screen by this share of its size on each side, so that panning shows no edge. */
const MARGIN = 0.25;

/** One backdrop on the screen. */
interface Sheet {
  /** Fades and clips. */
  readonly element: HTMLDivElement;
  readonly canvas: HTMLCanvasElement;
  readonly context: ImageBitmapRenderingContext;
  /** The ground the shown picture shows; `undefined` while there is none. */
  frame: Frame | undefined;
  /** What was asked for last, and under which number. */
  asked: Frame | undefined;
  job: number;
}

/**
 * Backdrops under the plan. Each is one picture larger than the screen, drawn by a worker when the view rests or the
 * margin runs out, and moved by the compositor meanwhile; opacity and the divider are left to the compositor too, and
 * draw nothing anew.
 */
export class BackdropLayer extends Layer {
  readonly #backdrops: Backdrops;
  readonly #crs: string;
  readonly #element = document.createElement("div");
  readonly #sheets = new Map<string, Sheet>();
  #worker: Worker | undefined;
  #jobs = 0;
  #ratio = 1;
  readonly #leave: readonly (() => void)[];

  constructor(backdrops: Backdrops, crs: string) {
    super({});
    this.#backdrops = backdrops;
    this.#crs = crs;
    Object.assign(this.#element.style, { position: "absolute", inset: "0", overflow: "hidden", pointerEvents: "none" });
    this.#element.dataset["part"] = "backdrops";
    this.#leave = [backdrops.list.subscribe(() => this.#follow()), backdrops.swipe.subscribe(() => this.#dress())];
    this.#follow();
  }

  override render(state: FrameState | null): HTMLElement {
    if (!state) return this.#element;
    const [width, height] = state.size as [number, number];
    this.#ratio = state.pixelRatio;
    const [x, y] = state.viewState.center as [number, number];
    const view = frameAround([x * 1000, y * 1000], state.viewState.resolution * 1000, width, height);
    const moving = (state.viewHints[ViewHint.ANIMATING] ?? 0) + (state.viewHints[ViewHint.INTERACTING] ?? 0) > 0;
    for (const backdrop of this.#backdrops.shown) {
      const sheet = this.#sheets.get(backdrop.handle);
      if (!sheet) continue;
      this.#consider(backdrop, sheet, view, moving);
      place(sheet, view, this.#ratio);
    }
    return this.#element;
  }

  override disposeInternal(): void {
    for (const leave of this.#leave) leave();
    this.#worker?.terminate();
    for (const { canvas } of this.#sheets.values()) canvas.width = canvas.height = 0;
    super.disposeInternal();
  }

  /** Asks for a picture when the shown one no longer does and none that would is on its way. */
  #consider(backdrop: Backdrop, sheet: Sheet, view: Frame, moving: boolean): void {
    const suits = (frame: Frame | undefined, share: number): boolean =>
      frame !== undefined && frame.mmPerPx === view.mmPerPx && covers(frame, view, share);
    if (suits(sheet.frame, MARGIN / 3)) return;
    // While the scale changes, the shown picture is stretched.
    if (moving && sheet.frame && sheet.frame.mmPerPx !== view.mmPerPx) return;
    if (suits(sheet.asked, 0)) return;
    const frame = frameAround(
      [view.left + (view.width / 2) * view.mmPerPx, view.top - (view.height / 2) * view.mmPerPx],
      view.mmPerPx,
      Math.ceil(view.width * (1 + 2 * MARGIN)),
      Math.ceil(view.height * (1 + 2 * MARGIN)),
    );
    sheet.asked = frame;
    sheet.job = ++this.#jobs;
    this.#tell({
      kind: "draw",
      job: sheet.job,
      handle: backdrop.handle,
      about: backdrop.about,
      crs: this.#crs,
      frame: {
        left: frame.left,
        top: frame.top,
        mmPerPx: frame.mmPerPx / this.#ratio,
        width: Math.round(frame.width * this.#ratio),
        height: Math.round(frame.height * this.#ratio),
      },
    });
  }

  #tell(order: BackdropOrder, moved: Transferable[] = []): void {
    if (!this.#worker) {
      this.#worker = new Worker(new URL("../workers/backdrop-worker.ts", import.meta.url), { type: "module" });
      this.#worker.onmessage = ({ data }: MessageEvent<BackdropWord<ImageBitmap>>) => this.#hear(data);
    }
    this.#worker.postMessage(order, moved);
  }

  #hear(word: BackdropWord<ImageBitmap>): void {
    if (word.kind === "want") {
      const { handle, level, tiles } = word;
      this.#backdrops.tiles(handle, level, tiles).then(
        ({ lengths, bytes }) => this.#tell({ kind: "tiles", handle, level, tiles, lengths, bytes }, [bytes.buffer]),
        (error: unknown) => {
          this.#tell({ kind: "no-tiles", handle, level, tiles });
          this.#backdrops.failed(handle, error);
        },
      );
      return;
    }
    const sheet = this.#sheets.get(word.handle);
    if (!sheet || word.job !== sheet.job || !sheet.asked) {
      word.picture?.close();
      return;
    }
    sheet.frame = sheet.asked;
    const { canvas, context, frame } = sheet;
    canvas.style.visibility = word.picture ? "visible" : "hidden";
    if (word.picture) {
      canvas.width = word.picture.width;
      canvas.height = word.picture.height;
      canvas.style.width = `${frame.width}px`;
      canvas.style.height = `${frame.height}px`;
      context.transferFromImageBitmap(word.picture);
    }
    this.#backdrops.tellFar(word.handle, word.far === true);
    this.changed();
  }

  /** Makes and removes sheets as backdrops come and go, and lays them in their order. */
  #follow(): void {
    const shown = this.#backdrops.shown;
    const handles = new Set(shown.map(({ handle }) => handle));
    for (const [handle, { element, canvas }] of this.#sheets) {
      if (handles.has(handle)) continue;
      element.remove();
      canvas.width = canvas.height = 0;
      this.#sheets.delete(handle);
      this.#tell({ kind: "forget", handle });
    }
    // The list is from the top down; the last element of a page is on top.
    for (const { handle } of [...shown].reverse()) {
      const sheet = this.#sheets.get(handle) ?? newSheet();
      this.#sheets.set(handle, sheet);
      this.#element.append(sheet.element);
    }
    this.#dress();
    this.changed();
  }

  #dress(): void {
    const swipe = this.#backdrops.swipe.get();
    for (const { handle, opacity } of this.#backdrops.shown) {
      const style = this.#sheets.get(handle)?.element.style;
      if (!style) continue;
      style.opacity = String(opacity);
      style.clipPath = swipe?.handle === handle ? `inset(0 ${(1 - swipe.share) * 100}% 0 0)` : "none";
    }
  }
}

function newSheet(): Sheet {
  const element = document.createElement("div");
  Object.assign(element.style, { position: "absolute", inset: "0", overflow: "hidden" });
  const canvas = document.createElement("canvas");
  Object.assign(canvas.style, {
    position: "absolute",
    left: "0",
    top: "0",
    transformOrigin: "0 0",
    visibility: "hidden",
  });
  element.append(canvas);
  const context = canvas.getContext("bitmaprenderer");
  if (!context) throw new Error("this window gives no bitmap canvas");
  return { element, canvas, context, frame: undefined, asked: undefined, job: 0 };
}

/** Lays a sheet's picture where the view wants it. */
function place({ frame, canvas }: Sheet, view: Frame, ratio: number): void {
  if (!frame) return;
  const scale = frame.mmPerPx / view.mmPerPx;
  const x = (frame.left - view.left) / view.mmPerPx;
  const y = (view.top - frame.top) / view.mmPerPx;
  // As the plan over it: whole pixels while the scale is the same.
  canvas.style.transform =
    scale === 1
      ? `translate(${Math.round(x * ratio) / ratio}px, ${Math.round(y * ratio) / ratio}px)`
      : `translate(${x}px, ${y}px) scale(${scale})`;
}
