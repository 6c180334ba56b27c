import { type Paper, type PlanOptions, paperSizeMm } from "#core/formats/plan/plan-options";

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a sheet is divided: outer frame, window of the map, and the columns beside or under it. */
export interface SheetFrame {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly outer: Area;
  readonly map: Area;
  /** Landscape: one column on the right. Upright: three below, the title block in the last. */
  readonly columns: readonly Area[];
  /** How much larger than on A3 the columns are drawn. */
  readonly enlarged: number;
}

/** Outer margin, room for the coordinates around the map, inner margin of the columns: millimetres. */
const MARGIN_MM = 7;
const RIM_MM = 5;
const PAD_MM = 4;

const COLUMN_MM: Readonly<Record<Paper, number>> = { A4: 68, A3: 86, A2: 98, A1: 111, A0: 128 };
const BAND_MM: Readonly<Record<Paper, number>> = { A4: 90, A3: 92, A2: 104, A1: 118, A0: 134 };
/** Larger sheets hang on a wall: what stands beside the map is written larger on them. */
const ENLARGED: Readonly<Record<Paper, number>> = { A4: 1, A3: 1, A2: 1.15, A1: 1.3, A0: 1.5 };

/** Divides the sheet of the options. */
export function frameOf(options: PlanOptions): SheetFrame {
  const [widthMm, heightMm] = paperSizeMm(options.paper, options.landscape);
  const outer = { x: MARGIN_MM, y: MARGIN_MM, width: widthMm - 2 * MARGIN_MM, height: heightMm - 2 * MARGIN_MM };
  const side = options.landscape ? COLUMN_MM[options.paper] : 0;
  const band = options.landscape ? 0 : BAND_MM[options.paper];
  const map = {
    x: outer.x + RIM_MM,
    y: outer.y + RIM_MM,
    width: outer.width - side - 2 * RIM_MM,
    height: outer.height - band - 2 * RIM_MM,
  };
  if (options.landscape) {
    const column = { x: outer.x + outer.width - side, y: outer.y, width: side, height: outer.height };
    return { widthMm, heightMm, outer, map, columns: [padded(column)], enlarged: ENLARGED[options.paper] };
  }
  const third = outer.width / 3;
  const y = outer.y + outer.height - band;
  const columns = [0, 1, 2].map((i) => padded({ x: outer.x + i * third, y, width: third, height: band }));
  return { widthMm, heightMm, outer, map, columns, enlarged: ENLARGED[options.paper] };
}

function padded(area: Area): Area {
  return { x: area.x + PAD_MM, y: area.y + PAD_MM, width: area.width - 2 * PAD_MM, height: area.height - 2 * PAD_MM };
}
