import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent } from "#core/formats/outside-content";
import type { ByteSink } from "#core/formats/write/byte-sink";
import type { FindCrs } from "#core/formats/write/crs-text";
import type { Lang } from "#core/messages/catalogue";

/** How a file is to be written, beside what is in it. */
export interface WriteOptions {
  /** Language of what people read in the file: headings of tables, notes. */
  readonly lang: Lang;
  /** Title of the whole, where a format has room for one. */
  readonly title: string;
  /** The layers are classes of a project, their objects' names its ids. */
  readonly project?: boolean | undefined;
  /** The files stand in a pack, where none needs to bear its name. */
  readonly packed?: boolean | undefined;
  /** Text that a spreadsheet would run as a formula is left as it is. */
  readonly keepFormulas?: boolean | undefined;
  /** Tables are for people's spreadsheets in `lang`, not for programs. */
  readonly forPeople?: boolean | undefined;
  /** Finds the words for a CRS by its code; those a project may have are known without. */
  readonly findCrs?: FindCrs | undefined;
  /** ISO time, where a format wants one. */
  readonly time: string;
}

/** Opens one of the files a format is made of, by its ending: `.shp`, `_voies.shp`. One is written after the other. */
export type OpenPart = (ending: string) => ByteSink;

/**
 * Writes content that is already in a CRS the format can hold. What had to be changed to fit (names cut, parts
 * separated) is told in warnings; what cannot be said at all is refused.
 *
 * @throws RefusalError `write.*`, with layer and feature
 */
export type Writer = (content: OutsideContent, open: OpenPart, options: WriteOptions) => SurveyWarning[];
