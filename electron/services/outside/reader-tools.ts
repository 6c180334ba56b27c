import type { OutsideContent } from "#core/formats/outside-content";
import type { OutsideSource, ReadOptions } from "#core/formats/outside-source";
import { type AskGdal, gdalDoor } from "#services/gdal/gdal-door";
import type { JobContext } from "#services/jobs/job";

/** What the machine lends a reader. */
export interface ReaderTools {
  /** Folder for copies. */
  readonly temp: string;
  readonly gdal: AskGdal;
}

/** What a job lends: its way to GDAL, or the one of this process. */
export function toolsOf({ gdal }: JobContext, temp: string): ReaderTools {
  return { temp, gdal: gdal ?? gdalDoor().ask };
}

/** A reader that may need the machine; those of `core/formats` are such readers too. */
export type ServiceReader = (
  source: OutsideSource,
  options: ReadOptions,
  tools: ReaderTools,
) => OutsideContent | Promise<OutsideContent>;
