import type { OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import { surveyedFields } from "#core/formats/surveyed-fields";
import { arrange, surfacesOf } from "#core/geometry/arrangement";

/** Segments beyond which no drawing of a village goes; more would take minutes. */
const MOST_SEGMENTS = 300_000;
/** Ends of lines this near are one, in thousandths of a unit: 2 cm where the drawing is in metres. */
const SNAP = 20;

/**
 * The areas that lines of a layer enclose, in a further layer `<name> (surfaces)`: parcels drawn line by line, blocks
 * divided by lines. Outlines that are areas already bound them too. Ends nearer than 0.02 units meet; every face on
 * either side of a line is an area of its own.
 *
 * @param layer in metres or other units of a drawing, not in degrees
 * @returns `undefined` where its lines enclose nothing
 */
export function areasOfLines(layer: OutsideLayer): OutsideLayer | undefined {
  const segments: number[] = [];
  const ends = new EndTable();
  let lines = 0;
  for (const { shapes } of layer.objects) {
    for (const shape of shapes) {
      if (shape.kind === "line") {
        lines++;
        addRun(segments, onGrid(shape.path), false, ends);
      } else if (shape.kind === "polygon") for (const ring of shape.rings) addRun(segments, onGrid(ring), true, ends);
      if (segments.length > 4 * MOST_SEGMENTS) return undefined;
    }
  }
  if (lines < 1 || segments.length < 12 || !segments.every((value) => Math.abs(value) < 1e11)) return undefined;
  const arrangement = arrange(segments);
  const own = Array.from({ length: arrangement.faceCount }, (_, face) => face);
  const surfaces = surfacesOf(arrangement, own);
  if (surfaces.length === 0) return undefined;
  const objects = surfaces.map(({ rings }, i): OutsideObject => {
    const shape = { kind: "polygon", rings: rings.map((ring) => ring.map((value) => value / 1000)) } as const;
    return { feature: String(i + 1), values: { Layer: layer.name }, shapes: [shape] };
  });
  return { name: `${layer.name} (surfaces)`, crs: layer.crs, fields: surveyedFields(objects), objects };
}

function onGrid(run: ArrayLike<number>): number[] {
  return Array.from(run, (value) => Math.round(value * 1000));
}

function addRun(segments: number[], run: number[], closed: boolean, ends: EndTable): void {
  if (run.length < 4) return;
  if (!closed) {
    ends.meet(run, 0);
    ends.meet(run, run.length - 2);
  }
  for (let i = 0; i + 3 < run.length; i += 2) segments.push(...run.slice(i, i + 4));
  if (closed) segments.push(run.at(-2) as number, run.at(-1) as number, run[0] as number, run[1] as number);
}

/** Ends of lines, each moved onto the first one that lies near. */
class EndTable {
  readonly #cells = new Map<string, (readonly [number, number])[]>();

  meet(run: number[], at: number): void {
    const [x, y] = [run[at] as number, run[at + 1] as number];
    const [column, row] = [Math.floor(x / SNAP), Math.floor(y / SNAP)];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const near = this.#cells
          .get(`${column + dx} ${row + dy}`)
          ?.find(([otherX, otherY]) => Math.hypot(otherX - x, otherY - y) <= SNAP);
        if (!near) continue;
        [run[at], run[at + 1]] = near;
        return;
      }
    }
    const key = `${column} ${row}`;
    const held = this.#cells.get(key);
    if (held) held.push([x, y]);
    else this.#cells.set(key, [[x, y]]);
  }
}
