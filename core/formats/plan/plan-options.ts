import type { Lang } from "#core/messages/catalogue";

export type Paper = "A4" | "A3" | "A2" | "A1" | "A0";

/** Settings of a printed plan; texts of the title block are the planner's own words. The bridge's type fits it. */
export interface PlanOptions {
  readonly lang: Lang;
  readonly paper: Paper;
  readonly landscape: boolean;
  /** Denominator, such as 2000; absent: the roundest that holds the perimeter. */
  readonly scale?: number | undefined;
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly author?: string | undefined;
  /** Words of the title block: commune, office. */
  readonly place?: string | undefined;
  /** ISO date; the only date the file carries, so that the same plan gives the same bytes. */
  readonly date: string;
  /** Ids of parcels: their plan de bornage in place of the plan parcellaire. */
  readonly bornage?: readonly string[] | undefined;
}

/** ISO 216 sizes, millimetres, upright. */
const SIZES: Readonly<Record<Paper, readonly [width: number, height: number]>> = {
  A4: [210, 297],
  A3: [297, 420],
  A2: [420, 594],
  A1: [594, 841],
  A0: [841, 1189],
};

/** Width and height of the sheet as it is turned, millimetres. */
export function paperSizeMm(paper: Paper, landscape: boolean): readonly [width: number, height: number] {
  const [short, long] = SIZES[paper];
  return landscape ? [long, short] : [short, long];
}
