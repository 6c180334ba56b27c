import type { Tone } from "#core/features/palette";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { type Position, runsOf } from "#core/geometry/geometry";
import type { Lang } from "#core/messages/catalogue";
import type { Feature } from "#core/model/feature";
import { FeatureArrays } from "#editor/feature-arrays";
import { frameAround, frameFitting } from "#editor/frame";
import { paintScene } from "#editor/scene-painter";

/** What several pictures look at together: the ground in their middle (millimetres) and their scale. */
export interface Sight {
  readonly centre: Position;
  readonly mmPerPx: number;
}

/** How a picture is drawn. */
export interface PictureLook {
  readonly tone: Tone;
  readonly lang: Lang;
}

/** A plan drawn on a canvas of its own, as the map draws it; for plans side by side. Follows nothing. */
export class PlanPicture {
  readonly #arrays: FeatureArrays;

  constructor(features: Iterable<Feature>) {
    this.#arrays = new FeatureArrays(features);
  }

  /** Draws what is looked at. The canvas is as many pixels wide and high as its element says. */
  draw(canvas: HTMLCanvasElement, sight: Sight, { tone, lang }: PictureLook): void {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const context = canvas.getContext("2d");
    if (!context || width === 0 || height === 0) return;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    context.scale(devicePixelRatio, devicePixelRatio);
    const scene = {
      arrays: this.#arrays,
      preview: undefined,
      marked: undefined,
      hidden: new Set<never>(),
      labels: true,
      surfaces: 1,
      tone,
      lang,
    };
    const frame = frameAround(sight.centre, sight.mmPerPx, width, height);
    for (const _slice of paintScene(context, frame, scene)) void _slice;
  }
}

/** What shows the whole of some ground in a picture of a size, CSS pixels. */
export function sightOf(features: Iterable<Feature>, size: readonly [number, number]): Sight {
  const box: Box = emptyBox();
  for (const { geometry } of features) if (geometry) for (const run of runsOf(geometry)) growBox(box, run);
  const { left, top, mmPerPx, width, height } = frameFitting(box, size);
  return { centre: [left + (width / 2) * mmPerPx, top - (height / 2) * mmPerPx], mmPerPx };
}
