import type { FileLook, LayerLook } from "#core/bridge/outside";
import { asTakenIn } from "#core/formats/as-taken-in";
import { columnSamples } from "#core/formats/column-samples";
import { surveyOf } from "#core/formats/content-survey";
import { kindsOfLayer } from "#core/formats/layer-survey";
import { crsWords } from "#services/crs/crs-calls";
import { epsgList } from "#services/crs/epsg-list";
import type { Job } from "#services/jobs/job";
import type { SurveyInput } from "#services/jobs/survey-job";
import { readOutsideContent } from "#services/outside/read-content";
import { toolsOf } from "#services/outside/reader-tools";

/**
 * Tells what an outside file that is no OpenStreetMap data holds, with the first values of each column and what is known
 * of the CRS it names.
 */
export const lookJob: Job<SurveyInput, FileLook> = async (input, context) => {
  const { path, name, temp, beside, encoding: asked } = input;
  const onProgress = (share: number): void => context.progress({ stage: "read", share });
  const tools = toolsOf(context, temp);
  const read = await readOutsideContent({ path, name, beside }, { encoding: asked, onProgress }, tools);
  const content = asTakenIn(read);
  const { format, encoding, layers, warnings, attributions = [] } = surveyOf(content);
  const codes = new Set(layers.flatMap(({ crs }) => crs ?? []));
  const value: FileLook = {
    format,
    encoding,
    warnings: warnings.map(({ code, count, params }) => ({
      code,
      count,
      ...(params ? { params: { ...params } } : {}),
    })),
    attributions: [...attributions],
    systems: [...codes].flatMap((code) => epsgList().of(code) ?? []).map(crsWords),
    layers: layers.map((layer, i): LayerLook => {
      const samples = columnSamples((content.layers[i]?.objects ?? []).map(({ values }) => values));
      return {
        name: layer.name,
        count: layer.count,
        kinds: kindsOfLayer(layer),
        withoutShape: layer.withoutGeometry,
        extent: layer.extent ? [...layer.extent] : null,
        crs: layer.crs,
        columns: layer.fields.map((field) => ({ ...field, samples: samples.get(field.name) ?? [] })),
      };
    }),
  };
  return { value };
};
