import { surveyOf } from "#core/formats/content-survey";
import type { FileSurvey } from "#core/formats/layer-survey";
import type { OutsideContent } from "#core/formats/outside-content";
import type { ReadOptions } from "#core/formats/outside-source";
import { type Refusal, RefusalError } from "#core/model/refusal";
import { gdalDoor } from "#services/gdal/gdal-door";
import { readOutsideContent } from "#services/outside/read-content";

/** Reads an outside file as the services do; a refusal comes back as a value. */
export async function readOutside(
  path: string,
  temp: string,
  options: ReadOptions = {},
): Promise<OutsideContent | Refusal> {
  try {
    return await readOutsideContent({ path, name: path.replace(/^.*\//, "") }, options, { temp, gdal: gdalDoor().ask });
  } catch (thrown) {
    if (thrown instanceof RefusalError) return thrown.refusal;
    throw thrown;
  }
}

/** The survey of an outside file. @throws Error for a file that is refused */
export async function surveyed(path: string, temp: string, options: ReadOptions = {}): Promise<FileSurvey> {
  const read = await readOutside(path, temp, options);
  if ("refused" in read) throw new Error(`${path}: ${JSON.stringify(read)}`);
  return surveyOf(read);
}
