import Layer from "ol/layer/Layer.js";
import type { FrameState } from "ol/Map.js";
import ViewHint from "ol/ViewHint.js";
import type { Box } from "#core/geometry/box";
import type { Drawn } from "#editor/drawing/draw-orders";
import { covers, type Frame, frameAround } from "#editor/frame";
import { TravellingView } from "#editor/travelling-view";

/** What the layer asks of whoever knows the map's content. */
export interface Painting {
  /** Draws the ground picture; may be dropped at any `yield`. */
  paint(context: CanvasRenderingContext2D, frame: Frame, region?: Box): Generator<void, void>;
  /**
   * Has the ground picture drawn beside the window, where that can be done; only the last one asked for is drawn.
   *
   * @returns `undefined` where it cannot; the picture, or `undefined` when it could not after all
   */
  paintBeside(frame: Frame, ratio: number): Promise<Drawn | undefined> | undefined;
  /** Draws what changes with every gesture, over the picture. Whether it drew anything. */
  paintOver(context: CanvasRenderingContext2D, frame: Frame): boolean;
}

/** The picture reaches beyond the screen by this share of its size on each side, so that panning shows no edge. */
const MARGIN = 0.25;
/** Milliseconds of drawing between two chances for the window to breathe, at rest and while a hand moves the view. */
const SLICE_MS = 8;
const MOVING_SLICE_MS = 4;
/** The same until the first drawing is shown: there is no hand to hold up. */
const FIRST_SLICE_MS = 50;
/** A picture that takes no longer is drawn before the frame is shown. */
const AT_ONCE_MS = 12;
const TIDY_AFTER_MS = 700;

interface Picture {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** What it shows; `undefined` before it is drawn. */
  frame: Frame | undefined;
  /** Which state of the content it shows. */
  version: number;
}

interface Job {
  readonly frame: Frame;
  readonly version: number;
  readonly begunMs: number;
  /** Its drawing, while it is drawn in the window. */
  steps?: Generator<void, void>;
  /** Drawn, and shown as soon as the view is at its scale. */
  done: boolean;
}

/**
 * The whole map as one OpenLayers layer that owns no data: a picture of the ground larger than the screen, moved
 * and stretched by the compositor while the view moves and drawn again, beside the window or in slices behind the
 * shown one, when the view rests or its margin runs out; and over it a canvas for what follows the hand.
 */
export class CanvasLayer extends Layer {
  readonly #painting: Painting;
  readonly #element = document.createElement("div");
  readonly #over: Picture;
  #front: Picture;
  #back: Picture;
  #job: Job | undefined;
  /** Counts the states of the content. */
  #version = 1;
  #overDrawn = false;
  #tidy: ReturnType<typeof setTimeout> | undefined;
  readonly #pump = new MessageChannel();
  #pumping = false;
  #moving = false;
  #ratio = 1;
  /** What the window shows. */
  #view: Frame | undefined;
  /** Work gone into the drawing under way, milliseconds. */
  #workMs = 0;

  constructor(painting: Painting) {
    super({});
    this.#painting = painting;
    Object.assign(this.#element.style, { position: "absolute", inset: "0", overflow: "hidden" });
    this.#front = pictureIn(this.#element);
    this.#back = pictureIn(this.#element);
    this.#over = pictureIn(this.#element);
    this.#over.canvas.style.visibility = "visible";
    this.#pump.port1.onmessage = () => {
      this.#pumping = false;
      this.#work(this.#front.version === 0 ? FIRST_SLICE_MS : this.#moving ? MOVING_SLICE_MS : SLICE_MS);
    };
  }

  /** Shows a picture that was kept until the first drawing is there. */
  showFirst(image: CanvasImageSource, frame: Frame): void {
    if (this.#front.frame) return;
    this.#size(this.#front, frame);
    this.#front.context.drawImage(image, 0, 0, frame.width, frame.height);
    this.#front.frame = frame;
    this.#front.canvas.style.visibility = "visible";
    this.changed();
  }

  /** Draws a frame into a canvas of its own while the window rests; `undefined` when the content changes meanwhile. */
  async drawApart(frame: Frame): Promise<HTMLCanvasElement | undefined> {
    const version = this.#version;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(frame.width * this.#ratio);
    canvas.height = Math.round(frame.height * this.#ratio);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) return undefined;
    context.scale(this.#ratio, this.#ratio);
    const steps = this.#painting.paint(context, frame);
    for (let done = false; !done; ) {
      await new Promise((resolve) => requestIdleCallback(resolve));
      if (this.#version !== version) return undefined;
      const start = performance.now();
      do done = steps.next().done === true;
      while (!done && performance.now() - start < SLICE_MS);
      context.getImageData(0, 0, 1, 1);
    }
    return canvas;
  }

  /** The content changed: everywhere, or within a box (millimetres), which is drawn again at once. */
  invalidate(box?: Box): void {
    const upToDate = this.#front.version === this.#version && !this.#job;
    this.#version++;
    const shown = this.#front.frame;
    if (box && shown && this.#patch(shown, box) && upToDate) {
      this.#front.version = this.#version;
      clearTimeout(this.#tidy);
      // Words at the edge of the patch may have lost or gained neighbours: the whole is tidied at leisure.
      this.#tidy = setTimeout(() => this.invalidate(), TIDY_AFTER_MS);
    }
    this.changed();
  }

  /** Whether the shown picture is complete and up to date. */
  get settled(): boolean {
    return this.#front.version === this.#version && this.#job === undefined;
  }

  override render(state: FrameState | null): HTMLElement {
    if (!state) return this.#element;
    const [width, height] = state.size as [number, number];
    this.#ratio = state.pixelRatio;
    const { center, resolution } = state.viewState;
    const view = frameOf(center, resolution, width, height);
    const travel = this.getMapInternal()?.getView();
    const way = travel instanceof TravellingView ? travel.destination : undefined;
    const end = way?.resolution === resolution ? undefined : way;
    const moving = (state.viewHints[ViewHint.ANIMATING] ?? 0) + (state.viewHints[ViewHint.INTERACTING] ?? 0) > 0;
    this.#moving = moving && end === undefined;
    this.#view = view;
    // On the way to another scale, what is there is drawn meanwhile.
    this.#consider(end ? frameOf(end.center, end.resolution, width, height) : view, this.#moving);
    this.#place(view);
    this.#drawOver(view);
    return this.#element;
  }

  override disposeInternal(): void {
    clearTimeout(this.#tidy);
    this.#job = undefined;
    this.#pump.port1.onmessage = null;
    this.#pump.port1.close();
    // A canvas without size gives its memory back before the collector comes.
    for (const { canvas } of [this.#front, this.#back, this.#over]) canvas.width = canvas.height = 0;
    super.disposeInternal();
  }

  /** Starts a drawing when the shown picture no longer does, unless the scale is in a hand that has not let go. */
  #consider(view: Frame, moving: boolean): void {
    const shown = this.#front.frame;
    const sameScale = shown?.mmPerPx === view.mmPerPx;
    const fits = shown !== undefined && sameScale && covers(shown, view, MARGIN / 3);
    if (fits && this.#front.version === this.#version) {
      this.#job = undefined;
      return;
    }
    if (moving && shown && !sameScale) return;
    const job = this.#job;
    const suits = job?.version === this.#version && job.frame.mmPerPx === view.mmPerPx && covers(job.frame, view, 0);
    if (!suits) this.#start(view, moving);
    else if (job.done && this.#view?.mmPerPx === job.frame.mmPerPx) this.#show(job);
  }

  #start(view: Frame, moving: boolean): void {
    // At a new scale what is seen comes first; the margin is drawn behind it.
    const shown = this.#front.version > 0 ? this.#front.frame : undefined;
    const margin = shown?.mmPerPx === view.mmPerPx ? MARGIN : 0;
    const frame = frameAround(
      [view.left + (view.width / 2) * view.mmPerPx, view.top - (view.height / 2) * view.mmPerPx],
      view.mmPerPx,
      Math.ceil(view.width * (1 + 2 * margin)),
      Math.ceil(view.height * (1 + 2 * margin)),
    );
    const job: Job = { frame, version: this.#version, begunMs: performance.now(), done: false };
    this.#back.frame = undefined;
    this.#job = job;
    const beside = this.#painting.paintBeside(frame, this.#ratio);
    if (beside) void beside.then((drawn) => this.#take(job, drawn));
    else this.#drawHere(job, moving ? MOVING_SLICE_MS : AT_ONCE_MS);
  }

  #drawHere(job: Job, budgetMs: number): void {
    this.#size(this.#back, job.frame);
    this.#workMs = 0;
    job.steps = this.#painting.paint(this.#back.context, job.frame);
    this.#work(budgetMs);
  }

  /** Takes in a picture that was drawn beside the window. */
  #take(job: Job, drawn: Drawn | undefined): void {
    if (this.#job !== job) {
      drawn?.picture.close();
      return;
    }
    if (!drawn) {
      this.#drawHere(job, AT_ONCE_MS);
      return;
    }
    this.#size(this.#back, job.frame);
    this.#back.context.drawImage(drawn.picture, 0, 0, job.frame.width, job.frame.height);
    drawn.picture.close();
    this.#workMs = drawn.workMs;
    job.done = true;
    if (this.#view?.mmPerPx === job.frame.mmPerPx) this.#show(job);
  }

  /** Draws for some milliseconds; shows the picture when it is complete. */
  #work(budgetMs: number): void {
    const job = this.#job;
    if (!job?.steps || job.done) return;
    const start = performance.now();
    try {
      do job.done = job.steps.next().done === true;
      while (!job.done && performance.now() - start < budgetMs);
    } catch (error) {
      this.#job = undefined;
      throw error;
    }
    // The context only notes what to draw; asking for a pixel makes it draw now, inside this slice.
    this.#back.context.getImageData(0, 0, 1, 1);
    this.#workMs += performance.now() - start;
    if (!job.done) this.#post();
    else if (this.#view?.mmPerPx === job.frame.mmPerPx) this.#show(job);
  }

  /** Puts a picture that is drawn in the place of the shown one. */
  #show(job: Job): void {
    this.#job = undefined;
    const before = this.#front;
    const isMargin =
      this.#view !== undefined &&
      before.version === job.version &&
      before.frame?.mmPerPx === job.frame.mmPerPx &&
      covers(before.frame, this.#view, 0);
    this.#back.frame = job.frame;
    this.#back.version = job.version;
    [this.#front, this.#back] = [this.#back, this.#front];
    this.#front.canvas.style.visibility = "visible";
    this.#back.canvas.style.visibility = "hidden";
    // In the browser's own list of measures, for benches; only the last is kept. A margin shows nothing new.
    const name = isMargin ? "map-margin" : "map-picture";
    performance.clearMeasures(name);
    performance.measure(name, { start: job.begunMs, detail: { workMs: this.#workMs } });
    this.changed();
  }

  #post(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    this.#pump.port2.postMessage(0);
  }

  /** Draws a box of the shown picture again, in one go. `false` when the box is a large part of it. */
  #patch(frame: Frame, box: Box): boolean {
    const pad = 14;
    const x1 = Math.max(0, Math.floor((box[0] - frame.left) / frame.mmPerPx) - pad);
    const y1 = Math.max(0, Math.floor((frame.top - box[3]) / frame.mmPerPx) - pad);
    const x2 = Math.min(frame.width, Math.ceil((box[2] - frame.left) / frame.mmPerPx) + pad);
    const y2 = Math.min(frame.height, Math.ceil((frame.top - box[1]) / frame.mmPerPx) + pad);
    if (x2 <= x1 || y2 <= y1) return true;
    if ((x2 - x1) * (y2 - y1) > frame.width * frame.height * 0.2) return false;
    const { context } = this.#front;
    context.save();
    context.beginPath();
    context.rect(x1, y1, x2 - x1, y2 - y1);
    context.clip();
    context.clearRect(x1, y1, x2 - x1, y2 - y1);
    const region: Box = [
      frame.left + x1 * frame.mmPerPx,
      frame.top - y2 * frame.mmPerPx,
      frame.left + x2 * frame.mmPerPx,
      frame.top - y1 * frame.mmPerPx,
    ];
    for (const _ of this.#painting.paint(context, frame, region));
    context.restore();
    return true;
  }

  /** Lays the shown picture where the view wants it. */
  #place(view: Frame): void {
    const { frame, canvas } = this.#front;
    if (!frame) return;
    const scale = frame.mmPerPx / view.mmPerPx;
    const x = (frame.left - view.left) / view.mmPerPx;
    const y = (view.top - frame.top) / view.mmPerPx;
    // Whole pixels while the scale is the same: a picture between pixels is blurred.
    canvas.style.transform =
      scale === 1
        ? `translate(${Math.round(x * this.#ratio) / this.#ratio}px, ${Math.round(y * this.#ratio) / this.#ratio}px)`
        : `translate(${x}px, ${y}px) scale(${scale})`;
  }

  #drawOver(view: Frame): void {
    const sized = this.#over.frame;
    if (sized?.width !== view.width || sized.height !== view.height || this.#overDrawn) this.#size(this.#over, view);
    this.#over.frame = view;
    this.#overDrawn = this.#painting.paintOver(this.#over.context, view);
  }

  /** Makes a canvas as large as a frame, empty, one unit a CSS pixel. */
  #size(picture: Picture, frame: Frame): void {
    const { canvas, context } = picture;
    const width = Math.round(frame.width * this.#ratio);
    const height = Math.round(frame.height * this.#ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${frame.width}px`;
      canvas.style.height = `${frame.height}px`;
    } else {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
    }
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    context.globalAlpha = 1;
    context.setLineDash([]);
  }
}

/** The frame of a view in metres. */
function frameOf([x, y]: readonly number[], resolution: number, width: number, height: number): Frame {
  return frameAround([(x as number) * 1000, (y as number) * 1000], resolution * 1000, width, height);
}

function pictureIn(element: HTMLElement): Picture {
  const canvas = document.createElement("canvas");
  Object.assign(canvas.style, {
    position: "absolute",
    left: "0",
    top: "0",
    transformOrigin: "0 0",
    visibility: "hidden",
    pointerEvents: "none",
  });
  element.append(canvas);
  // Kept in memory: our users have no graphics card, and a reader of pixels must not wait for one.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this window gives no 2D canvas");
  return { canvas, context, frame: undefined, version: 0 };
}
