import { RefusalError, refuse } from "#core/model/refusal";

/** Files a backdrop or a relief can be added from. */
export const RASTER_ACCEPT = ".mbtiles,.pmtiles,.tif,.tiff,.png,.jpg,.jpeg,.pgw,.jgw,.wld,.pngw,.jpgw,.hgt,.zip";

/** A file to be added, with the text of the world file that places it where there is one. */
export interface RasterChoice {
  readonly file: File;
  readonly world?: string;
  /** A picture: its world file does not say which CRS its numbers are in. */
  readonly needsCrs: boolean;
  /** A picture without world file: a scanned plan, to be laid by points known on the ground. */
  readonly needsPlace: boolean;
}

const WORLD = /\.(pgw|jgw|wld|pngw|jpgw|jpegw)$/i;
const PICTURE = /\.(png|jpe?g)$/i;

/** Pairs pictures with their world files, by their names before the dot. @throws RefusalError for a world file alone */
export async function pairFiles(files: readonly File[]): Promise<readonly RasterChoice[]> {
  const stem = (name: string): string => name.replace(/\.[^.]*$/, "").toLowerCase();
  const worlds = files.filter(({ name }) => WORLD.test(name));
  const others = files.filter(({ name }) => !WORLD.test(name));
  const [alone] = worlds;
  if (others.length === 0 && alone) throw new RefusalError(refuse("raster.world-file-alone", { file: alone.name }));
  return Promise.all(
    others.map(async (file) => {
      const isPicture = PICTURE.test(file.name);
      const mine = worlds.find(({ name }) => stem(name) === stem(file.name));
      // Six numbers: a longer file is none.
      const world = isPicture && mine ? (await mine.slice(0, 2000).text()).slice(0, 2000) : undefined;
      const needsPlace = isPicture && world === undefined;
      return { file, needsCrs: world !== undefined, needsPlace, ...(world === undefined ? {} : { world }) };
    }),
  );
}

/** Lets the planner choose files. Resolves to none when they give up. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.multiple = true;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}
