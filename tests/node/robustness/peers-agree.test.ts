import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { FileSurvey } from "#core/formats/layer-survey";
import { RefusalError } from "#core/model/refusal";
import { surveyJob } from "#services/jobs/survey-job";
import { sharedPath } from "#tests/helpers/shared";

interface PeerLayer {
  readonly name: string;
  readonly n: number;
  readonly geom: Readonly<Record<string, number>>;
  readonly extent: readonly number[] | null;
  readonly fields: readonly string[];
}
type Peer = Readonly<Record<string, { readonly layers?: readonly PeerLayer[] }>>;

const cases = sharedPath("cases");
const temp = mkdtempSync(join(tmpdir(), "maillage-peers-"));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const peerOf = (folder: string): Peer => {
  const path = join(cases ?? "", folder, "expected-gdal-3.6.2.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Peer) : {};
};

async function surveyed(path: string): Promise<FileSurvey | string> {
  try {
    return (await surveyJob({ path, name: path, temp }, { bytes: new Uint8Array(0), progress: () => undefined })).value;
  } catch (thrown) {
    if (thrown instanceof RefusalError) return thrown.refusal.code;
    throw thrown;
  }
}

/** Every layer GDAL found is found, with its count, kinds, extent and fields. */
async function agrees(folder: string, file: string, layers: readonly PeerLayer[]): Promise<void> {
  const ours = await surveyed(join(cases ?? "", folder, file));
  if (typeof ours === "string") throw new Error(`${file}: refused ${ours}, where GDAL finds ${layers.length} layers`);
  // Views would run what the file's author wrote: they are named in a warning and left.
  const views = ours.warnings.filter(({ code }) => code === "gpkg.not-a-table").map(({ params }) => params?.["layer"]);
  for (const layer of layers.filter(({ name }) => !views.includes(name))) {
    const own =
      ours.layers.length === 1 && layers.length === 1
        ? ours.layers[0]
        : ours.layers.find(({ name }) => name === layer.name);
    expect(own?.count, `${file} ${layer.name}`).toBe(layer.n);
    if (layer.extent && own?.extent) {
      for (const [i, value] of own.extent.entries()) {
        expect(Math.abs(value - (layer.extent[i] as number))).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)));
      }
    }
    const names = new Set(own?.fields.map(({ name }) => name.toLowerCase()));
    const missing = layer.fields
      .map((field) => (field.split(":")[0] ?? "").toLowerCase())
      .filter((name) => !names.has(name) && name !== "id");
    expect(missing, `${file} ${layer.name}`).toEqual([]);
  }
}

describe.skipIf(!cases)("GDAL and Maillage on files of others (skipped where ../shared is absent)", () => {
  const readable = (folder: string) =>
    Object.entries(peerOf(folder)).flatMap(([file, { layers }]) =>
      layers && layers.length > 0 ? [[file, layers] as const] : [],
    );

  it.each(readable("ets-gpkg12"))("ets-gpkg12 %s", (file, layers) => agrees("ets-gpkg12", file, layers));

  it.each(readable("mbostock-shapefile"))("mbostock-shapefile %s", (file, layers) =>
    agrees("mbostock-shapefile", file, layers),
  );

  const good = readable("geojsonhint").filter(([file]) => file.includes("/good/"));
  it.each(good)("geojsonhint %s", (file, layers) => agrees("geojsonhint", file, layers));
});
