import { decodeFeatureLines } from "#core/formats/feature-lines";
import type { Feature } from "#core/model/feature";
import { rests } from "#store/rests";

/** Reads features that came as bytes, without holding the window: a slice, then whatever waits, then the next. */
export async function decodedInSlices(bytes: Uint8Array, signal: AbortSignal): Promise<Feature[]> {
  const features: Feature[] = [];
  const rest = rests(signal);
  for (const feature of decodeFeatureLines(bytes)) {
    features.push(feature);
    const resting = rest();
    if (resting) await resting;
  }
  return features;
}
