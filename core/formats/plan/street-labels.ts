import { classOf } from "#core/features/classes";
import { colourOf } from "#core/features/palette";
import { featuresIn } from "#core/formats/plan/ground-marks";
import type { LabelRoom } from "#core/formats/plan/label-room";
import { type LabelLine, labelMarks, labelSlab, readable } from "#core/formats/plan/label-text";
import type { MapWindow } from "#core/formats/plan/map-window";
import type { PlanWords } from "#core/formats/plan/plan-words";
import type { Mark } from "#core/formats/plan/sheet-marks";
import { textWidth } from "#core/formats/plan/text-width";
import type { ProjectView } from "#core/model/project";

/** A name is not said again nearer than this, millimetres on paper. */
const AGAIN_MM = 130;
/** A bend under this angle does not break a stretch, degrees. */
const BEND_DEG = 6;

/** Names (or else codes) along their streets; a planned street without either says how wide it is. */
export function streetLabels(project: ProjectView, window: MapWindow, room: LabelRoom, words: PlanWords): Mark[] {
  if (window.scale > (classOf("streetAxis").style.label?.maxScale ?? 5000)) return [];
  const said = new Map<string, [number, number][]>();
  const wanted = [...featuresIn(project, "streetAxis", window.ground)].flatMap(({ fields, geometry }) => {
    if (geometry?.kind !== "line") return [];
    const name = String(fields["name"] ?? fields["code"] ?? "");
    const width = fields["widthM"];
    const planned = (fields["state"] === "projete" || fields["state"] === "arrete") && typeof width === "number";
    if (!name && !planned) return [];
    const wide = fields["rank"] === "primary" ? 2.3 : fields["rank"] === "secondary" ? 2.1 : 1.9;
    const decimals = typeof width === "number" && !Number.isInteger(width) ? 1 : 0;
    const line: LabelLine = name
      ? { text: name, sizeMm: wide, colour: colourOf("ink") }
      : {
          text: words.say("street-width", { width: words.number(Number(width), decimals) }),
          sizeMm: 1.8,
          colour: colourOf("ink"),
        };
    return [{ line, named: name !== "", stretches: stretchesOf(window.run(geometry.path, false).at) }];
  });
  // Names before widths, so that a width never takes the room of a name.
  wanted.sort((a, b) => Number(b.named) - Number(a.named));
  return wanted.flatMap(({ line, stretches }) => {
    const need = textWidth(line.text, line.sizeMm) + 2;
    for (const stretch of stretches) {
      if (stretch.length < need) break;
      for (const share of [0.5, 0.3, 0.7, 0.18, 0.82]) {
        const half = need / 2 / stretch.length;
        if (share - half < 0 || share + half > 1) continue;
        const x = stretch.ax + (stretch.bx - stretch.ax) * share;
        const y = stretch.ay + (stretch.by - stretch.ay) * share;
        const known = said.get(line.text) ?? [];
        if (known.some(([kx, ky]) => Math.hypot(kx - x, ky - y) < AGAIN_MM)) continue;
        const slab = labelSlab([line], x, y, stretch.angleDeg);
        if (!room.claim(slab)) continue;
        said.set(line.text, [...known, [x, y]]);
        return labelMarks([line], slab, "#ffffff");
      }
    }
    return [];
  });
}

interface Stretch {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly length: number;
  readonly angleDeg: number;
}

/** Straight stretches of a path on paper, the longest first. */
function stretchesOf(at: readonly number[]): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (let i = 2; i < at.length; i += 2) {
    const turns = i + 2 < at.length && bendDeg(at, from, i) > BEND_DEG;
    if (!turns && i + 2 < at.length) continue;
    const [ax, ay, bx, by] = [at[from], at[from + 1], at[i], at[i + 1]] as [number, number, number, number];
    const angleDeg = readable((Math.atan2(by - ay, bx - ax) * 180) / Math.PI);
    found.push({ ax, ay, bx, by, length: Math.hypot(bx - ax, by - ay), angleDeg });
    from = i;
  }
  return found.sort((a, b) => b.length - a.length);
}

/** How far the path turns at `i`, seen from the start of the stretch. */
function bendDeg(at: readonly number[], from: number, i: number): number {
  const before = Math.atan2((at[i + 1] as number) - (at[from + 1] as number), (at[i] as number) - (at[from] as number));
  const after = Math.atan2((at[i + 3] as number) - (at[i + 1] as number), (at[i + 2] as number) - (at[i] as number));
  const turn = Math.abs(after - before) % (2 * Math.PI);
  return (Math.min(turn, 2 * Math.PI - turn) * 180) / Math.PI;
}
