import type { FileLook, LayerLook } from "#core/bridge/outside";
import { columnSamples } from "#core/formats/column-samples";
import { surveyOf } from "#core/formats/content-survey";
import { withDrawnAreas } from "#core/formats/drawn-areas";
import { type FileSurvey, kindsOfLayer } from "#core/formats/layer-survey";
import type { Job } from "#services/jobs/job";
import type { SurveyInput } from "#services/jobs/survey-job";
import { readOutsideContent } from "#services/outside/read-content";
import { toolsOf } from "#services/outside/reader-tools";

type Samples = ReadonlyMap<string, readonly string[]>;

/** Tells what an outside file that is no OpenStreetMap data holds, with the first values of each column. */
export const lookJob: Job<SurveyInput, FileLook> = async (input, context) => {
  const { path, name, temp, beside, encoding } = input;
  const onProgress = (share: number): void => context.progress({ stage: "read", share });
  const tools = toolsOf(context, temp);
  const content = withDrawnAreas(await readOutsideContent({ path, name, beside }, { encoding, onProgress }, tools));
  const objects = new Map(content.layers.map((layer) => [layer.name, layer.objects]));
  const samples = (layer: string): Samples => columnSamples((objects.get(layer) ?? []).map(({ values }) => values));
  return { value: told({ ...surveyOf(content) }, samples) };
};

function told(
  survey: FileSurvey & { attributions?: readonly string[] },
  samplesOf: (layer: string) => Samples,
): FileLook {
  const { format, encoding, layers, warnings, attributions = [] } = survey;
  return {
    format,
    encoding,
    warnings: warnings.map(({ code, count, params }) => ({
      code,
      count,
      ...(params ? { params: { ...params } } : {}),
    })),
    attributions: [...attributions],
    layers: layers.map((layer): LayerLook => {
      const samples = samplesOf(layer.name);
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
}
