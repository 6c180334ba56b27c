/** What a page of the bench notes about itself. Times are `performance.now()` of the page, milliseconds. */
export interface Probe {
  /** Whole pictures drawn: when each was shown, and the work it took. */
  readonly pictures: { readonly at: number; readonly workMs: number }[];
  /** When a kept picture of the project was shown, if one was. */
  keptPictureAt: number | undefined;
  /** When the planner last clicked, turned the wheel or pressed a key. */
  acted: number;
  /** Notes frames until `stop`. */
  watch(): void;
  /** Frames since `watch`: the main thread's work in each, and the time from one to the next. */
  stop(): { workMs: number[]; apartMs: number[] };
  /** Milliseconds from the last act to the second frame after now: what it did is then on the screen. */
  shown(): Promise<number>;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Puts the probe into a page; runs there, before the page's own scripts. */
export function installProbe(): void {
  const pictures: { at: number; workMs: number }[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName("map-picture")) {
      const { workMs } = (entry as PerformanceMeasure).detail as { workMs: number };
      pictures.push({ at: entry.startTime + entry.duration, workMs });
    }
  }).observe({ type: "measure", buffered: true });

  let watching = false;
  let began = 0;
  let last: number | undefined;
  let workMs: number[] = [];
  let apartMs: number[] = [];
  const channel = new MessageChannel();
  // A message asked for at the head of a frame comes once the frame's scripts, layout and paint are over.
  channel.port1.onmessage = () => {
    if (watching) workMs.push(performance.now() - began);
  };
  const frame = (): void => {
    if (!watching) return;
    began = performance.now();
    if (last !== undefined) apartMs.push(began - last);
    last = began;
    channel.port2.postMessage(0);
    requestAnimationFrame(frame);
  };
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

  const probe: Probe = {
    pictures,
    keptPictureAt: undefined,
    acted: 0,
    watch() {
      watching = true;
      last = undefined;
      workMs = [];
      apartMs = [];
      requestAnimationFrame(frame);
    },
    stop() {
      watching = false;
      return { workMs, apartMs };
    },
    async shown() {
      await nextFrame();
      await nextFrame();
      return performance.now() - probe.acted;
    },
  };
  window.probe = probe;
  new MutationObserver(() => {
    if (probe.keptPictureAt !== undefined || !document.querySelector(".opening-picture")) return;
    probe.keptPictureAt = performance.now();
    void nextFrame().then(() => (probe.keptPictureAt = performance.now()));
  }).observe(document, { childList: true, subtree: true });
  for (const type of ["pointerdown", "wheel", "keydown"]) {
    addEventListener(type, () => (probe.acted = performance.now()), { capture: true, passive: true });
  }
}
