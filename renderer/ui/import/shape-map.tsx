import { useEffect, useRef } from "react";
import { classOf } from "#core/features/classes";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { type Geometry, runsOf } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { preferences } from "#store/preferences";
import { useObservable } from "#ui/use-observable";

/** Shapes drawn at most, of the project and of what comes: a picture, not the map. */
const MOST_UNDER = 3000;
const MOST_OVER = 6000;

/**
 * A small map: the project in grey, and over it what comes, as boxes or as shapes. All in millimetres of one CRS.
 *
 * @param words what it shows, for those who do not see it
 */
export function ShapeMap(props: {
  words: string;
  project?: ProjectView | undefined;
  boxes?: readonly Box[];
  shapes?: readonly Feature[];
  width: number;
  height: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useObservable(preferences.theme);
  const { project, boxes, shapes, width, height } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const scale = devicePixelRatio;
    element.width = width * scale;
    element.height = height * scale;
    context.scale(scale, scale);
    const tokens = getComputedStyle(element);
    const colour = (name: string): string => tokens.getPropertyValue(name);
    const under = project ? shapedOf(project.all(), project.size, MOST_UNDER) : [];
    const over = shapes ? shapedOf(shapes, shapes.length, MOST_OVER) : [];
    const frame = emptyBox();
    for (const geometry of [...under, ...over]) for (const run of runsOf(geometry)) growBox(frame, run);
    for (const box of boxes ?? []) growBox(frame, box);
    const [minX, minY, maxX, maxY] = frame;
    if (minX > maxX) return;
    const margin = 14;
    const fit = Math.min((width - 2 * margin) / (maxX - minX || 1), (height - 2 * margin) / (maxY - minY || 1));
    const left = (width - (maxX - minX) * fit) / 2;
    const top = (height - (maxY - minY) * fit) / 2;
    const at = (x: number, y: number): [number, number] => [left + (x - minX) * fit, top + (maxY - y) * fit];
    const draw = (list: readonly Geometry[], line: string, fill: string | undefined): void => {
      context.strokeStyle = line;
      context.lineWidth = 1;
      context.fillStyle = fill ?? line;
      for (const geometry of list) {
        context.beginPath();
        if (geometry.kind === "point") {
          context.arc(...at(...geometry.at), 2.5, 0, 2 * Math.PI);
          context.stroke();
          continue;
        }
        for (const run of runsOf(geometry)) {
          for (let i = 0; i + 1 < run.length; i += 2) {
            const place = at(run[i] as number, run[i + 1] as number);
            if (i === 0) context.moveTo(...place);
            else context.lineTo(...place);
          }
          if (geometry.kind === "polygon") context.closePath();
        }
        if (geometry.kind === "polygon" && fill) context.fill("evenodd");
        context.stroke();
      }
    };
    draw(under, colour("--line-strong"), colour("--sunken"));
    draw(over, colour("--accent"), shapes && shapes.length > 0 ? `${colour("--accent")}22` : undefined);
    context.lineWidth = 2;
    for (const box of boxes ?? []) {
      const [x0, y0] = at(box[0], box[3]);
      const [x1, y1] = at(box[2], box[1]);
      context.fillStyle = `${colour("--accent")}22`;
      context.strokeStyle = colour("--accent");
      // What is too small to be seen as a box is seen as a mark.
      const [w, h] = [Math.max(6, x1 - x0), Math.max(6, y1 - y0)];
      context.fillRect(x0, y0, w, h);
      context.strokeRect(x0, y0, w, h);
    }
  }, [project, boxes, shapes, width, height, theme]);
  return (
    <canvas
      ref={canvas}
      className="import-map"
      role="img"
      aria-label={props.words}
      style={{ width, height, maxWidth: "100%" }}
    />
  );
}

/** Shapes of features, evenly thinned out to a number that is drawn at once. */
function shapedOf(features: Iterable<Feature>, count: number, most: number): Geometry[] {
  const step = Math.max(1, Math.ceil(count / most));
  const shapes: Geometry[] = [];
  let i = 0;
  for (const { class: id, geometry } of features) {
    if (i++ % step === 0 && geometry && !classOf(id).archive) shapes.push(geometry);
  }
  return shapes;
}
