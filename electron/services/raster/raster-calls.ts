import type { Services } from "#core/bridge/bridge";
import type { RasterFile } from "#services/raster/open-raster";
import { rasterRefusal } from "#services/raster/raster-refusal";
import type { RasterShelf } from "#services/raster/raster-shelf";
import type { RasterThread } from "#services/raster/raster-thread";

type RasterCalls = Pick<
  Services,
  "raster.put" | "raster.add" | "raster.list" | "raster.keep" | "raster.tiles" | "raster.altitudes"
>;

/** The calls on pictures and altitudes under a project. Their files are read in a thread of their own. */
export function rasterCalls(shelf: RasterShelf, thread: RasterThread): RasterCalls {
  return {
    "raster.put": async ({ handle, offset }, { bytes }) => ({ value: await shelf.put(handle, offset, bytes) }),
    "raster.add": async ({ handle, name, crs, world, control }) => {
      const file: RasterFile = { path: shelf.pathOf(handle), name, crs, ...(world === undefined ? {} : { world }) };
      try {
        const { value: read } = await thread.ask("inspect", file);
        const about = control ? { ...read, control } : read;
        await shelf.settle(handle, { about, name: about.name, crs, ...(world === undefined ? {} : { world }) });
        return { value: about };
      } catch (thrown) {
        await thread.ask("forget", { path: file.path }).catch(() => undefined);
        shelf.drop(handle);
        throw thrown;
      }
    },
    "raster.list": async ({ project }) => ({ value: shelf.list(project) }),
    "raster.keep": async ({ project, backdrops, reliefs }) => {
      await shelf.keep(project, backdrops, reliefs);
      return { value: {} };
    },
    "raster.tiles": async ({ handle, level, tiles }) => {
      const { value, bytes } = await thread.ask("tiles", { file: shelf.file(handle), level, tiles });
      return { value: { lengths: value }, bytes };
    },
    "raster.altitudes": async ({ project, crs, places }) => {
      const reliefs = shelf.list(project).reliefs.filter(({ missing }) => !missing);
      if (places.length % 2 !== 0) throw rasterRefusal("damaged", "", { what: "places" });
      const files = reliefs.map(({ handle }) => shelf.file(handle));
      const { value } = await thread.ask("altitudes", { files, crs, places });
      return {
        value: {
          altitudes: value.altitudes,
          sources: reliefs.flatMap(({ handle }, index) => ((value.used[index] ?? 0) > 0 ? [handle] : [])),
        },
      };
    },
  };
}
