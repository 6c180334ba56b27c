import type { PackPlace } from "#core/bridge/pack";
import { runsOfShape } from "#core/formats/content-survey";
import { type OsmData, tagsOf } from "#core/formats/osm/osm-data";
import { inspectOsm } from "#core/formats/osm/osm-report";
import { readOsm } from "#core/formats/osm/read-osm";
import type { OutsideLayer } from "#core/formats/outside-content";
import { emptyBox, growBox } from "#core/geometry/box";
import { transformOf } from "#core/geometry/crs-transform";
import { osmBytes } from "#services/outside/osm-file";
import { readOutsideContent } from "#services/outside/read-content";
import type { ReaderTools } from "#services/outside/reader-tools";

/** Places of one file, and whom its data are owed to. */
export interface FilePlaces {
  readonly places: readonly PackPlace[];
  readonly attributions: readonly string[];
}

/** The towns, villages and quarters an OpenStreetMap file names. @throws RefusalError of the reader */
export function placesOfOsm(path: string, file: string): FilePlaces {
  const data = readOsm(osmBytes(path, file), { file });
  const places: PackPlace[] = [];
  for (let i = 0; i < data.nodes.count; i++) {
    if (data.nodes.tagStart[i] === data.nodes.tagStart[i + 1] || data.nodes.replaced.has(i)) continue;
    const place = placeOfNode(data, i);
    if (place) places.push(place);
  }
  return { places, attributions: inspectOsm(data, {}).attributions };
}

function placeOfNode(data: OsmData, i: number): PackPlace | undefined {
  const tags = tagsOf(data, "node", i);
  const name = tags?.["name:fr"] ?? tags?.["name"];
  const kind = tags?.["place"];
  return name && kind ? [name, kind, data.nodes.lon[i] as number, data.nodes.lat[i] as number] : undefined;
}

/**
 * What the objects of another outside file are called, each at the middle of its box; those that bear no name are left
 * out, and layers in a CRS that cannot be told.
 *
 * @throws RefusalError of the reader
 */
export async function placesOfLayers(path: string, name: string, tools: ReaderTools): Promise<FilePlaces> {
  const { layers, attributions = [] } = await readOutsideContent({ path, name }, {}, tools);
  return { places: layers.flatMap(placesOfLayer), attributions };
}

function placesOfLayer({ crs, fields, objects }: OutsideLayer): PackPlace[] {
  const door = transformOf(crs ?? "EPSG:4326");
  const names = NAMES.flatMap((sign) => fields.filter(({ name }) => sign.test(name)).map(({ name }) => name));
  if (!door || names.length === 0) return [];
  return objects.flatMap(({ values, shapes }): PackPlace[] => {
    const called = names.map((name) => values[name]).find((value) => value !== undefined && value !== "");
    const box = emptyBox();
    for (const shape of shapes) for (const run of runsOfShape(shape)) growBox(box, run);
    const [lon, lat] = door.toLonLat((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    const kind = shapes.some((shape) => shape.kind === "polygon") ? "boundary" : "locality";
    return called !== undefined && Number.isFinite(lon + lat) ? [[String(called), kind, lon, lat]] : [];
  });
}

/** Columns that hold the name of a place, the surest first; those of the boundaries countries publish among them. */
const NAMES = [
  /^(name|nom)[:_]fr$/i,
  /^(name|nom|libelle|shapename|localite|toponyme)$/i,
  /^adm[3-5](_fr|_name|_ref)?$/i,
  /^(village|commune|cercle|region|quartier)$/i,
  /^adm[0-2](_fr|_name|_ref)?$/i,
  /^name_[0-5]$/i,
];
