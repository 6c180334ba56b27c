/** Lets the planner choose a file. Resolves to nothing when they give up. */
export async function chooseFile(accept: string): Promise<File | undefined> {
  return (await chosenFiles(accept, false))[0];
}

/** Lets the planner choose files. Resolves to none when they give up. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  return chosenFiles(accept, true);
}

function chosenFiles(accept: string, multiple: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.multiple = multiple;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/** Hands a file over as a download. */
export function handOver(bytes: Uint8Array, name: string, mime: string): void {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Files an import can read; companions of Shapefiles and tables come with them. */
export const IMPORT_ACCEPT = [
  ".osm,.pbf,.json,.xml,.geojson,.geojsonl,.gpkg,.zip,.gz,.shp,.dbf,.shx,.prj,.cpg,.kml,.kmz,.gpx,.dxf,.csv,.tsv,.txt",
  ".gml,.tab,.dat,.map,.id,.mif,.mid,.fgb,.inp,.edi,.thf,.xlsx,.ods,.topojson,.wkt,.tar,.tgz,.bz2",
].join(",");
/** Files a project can be opened from. */
export const PROJECT_ACCEPT = ".gpkg";

/** A file's name without its endings. */
export function stem(name: string): string {
  return name.replace(/(\.(osm|tar))?\.[a-z0-9]{2,8}$/i, "").replace(/[-_]+/g, " ");
}
