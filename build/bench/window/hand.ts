import { setTimeout as wait } from "node:timers/promises";
import type { CDPSession, Page } from "@playwright/test";

/** Samples of frames while the hand did something. */
export interface Frames {
  readonly workMs: readonly number[];
  readonly apartMs: readonly number[];
}

/** A page that cannot follow is not dragged about any longer. */
const LONGEST_MS = 8000;

/** A turn of the wheel moves the map at least so long, ours and OpenLayers' own, milliseconds. */
const ZOOM_TAKES_MS = 100;

/** A place on the page, pixels. */
export type Place = readonly [x: number, y: number];

/** Drags to and fro about a place, one move about every frame. */
export function drag(page: Page, [x, y]: Place, moves = 120): Promise<Frames> {
  return watched(page, async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    const until = performance.now() + LONGEST_MS;
    for (let k = 1; k <= moves && performance.now() < until; k++) {
      const turn = (k / moves) * 4 * Math.PI;
      await page.mouse.move(x + 160 * Math.sin(turn), y + 90 * Math.sin(turn / 2));
      await wait(12);
    }
    await page.mouse.up();
  });
}

/** Turns the wheel over a place, some pixels a turn. */
export function scroll(page: Page, [x, y]: Place, pixels: number, turns = 60): Promise<Frames> {
  return watched(page, async () => {
    await page.mouse.move(x, y);
    for (let k = 0; k < turns; k++) {
      await page.mouse.wheel(0, pixels);
      await wait(14);
    }
  });
}

/** Milliseconds from one turn of the wheel until the map is drawn sharp at its new scale. */
export async function zoomSettle(page: Page, [x, y]: Place, pixels: number): Promise<number> {
  await page.mouse.move(x, y);
  await page.evaluate(() => (window.probe.pictures.length = 0));
  await page.mouse.wheel(0, pixels);
  // A picture drawn while the map still moves is not the one waited for.
  await page.waitForFunction((least) => {
    const { pictures, acted } = window.probe;
    const last = pictures.at(-1)?.at ?? 0;
    return last > acted + least && performance.now() - last > 900;
  }, ZOOM_TAKES_MS);
  return page.evaluate(() => (window.probe.pictures.at(-1)?.at ?? Number.NaN) - window.probe.acted);
}

/** Milliseconds from an act until the last picture that follows from it. */
export async function settled(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => (window.probe.pictures.length = 0));
  await act();
  await stillPicture(page);
  return page.evaluate(() => (window.probe.pictures.at(-1)?.at ?? Number.NaN) - window.probe.acted);
}

/** Waits until there is a picture, and none new has come for a moment. */
export async function stillPicture(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { pictures } = window.probe;
    return performance.now() - (pictures.at(-1)?.at ?? Infinity) > 900;
  });
}

/** Milliseconds from a key to the frame that shows what it did. */
export async function pressed(page: Page, keys: string): Promise<number> {
  await page.keyboard.press(keys);
  return page.evaluate(() => window.probe.shown());
}

/** Live JavaScript heap, MiB. */
export async function heapMiB(devtools: CDPSession): Promise<number> {
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize / 2 ** 20;
}

async function watched(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => window.probe.watch());
  await work();
  return page.evaluate(() => window.probe.stop());
}
