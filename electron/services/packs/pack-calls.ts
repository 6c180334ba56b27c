import { createHash } from "node:crypto";
import type { Services } from "#core/bridge/bridge";
import type { OutsideFiles } from "#services/outside-files";
import type { PackShelf } from "#services/packs/pack-shelf";
import type { RasterShelf } from "#services/raster/raster-shelf";
import type { RasterThread } from "#services/raster/raster-thread";

type PackCalls = Pick<Services, "pack.list" | "pack.read" | "pack.take" | "pack.raster">;

/** The calls on regional packs. Their files are used where they lie. */
export function packCalls(
  packs: PackShelf,
  files: OutsideFiles,
  rasters: RasterShelf,
  thread: RasterThread,
): PackCalls {
  return {
    "pack.list": async () => ({ value: { packs: await packs.list() } }),
    "pack.read": async ({ pack, file }) => ({ value: {}, bytes: await packs.read(pack, file) }),
    "pack.take": async ({ pack, file }) => {
      const { handle, name, size } = files.lend(file, await packs.pathOf(pack, file));
      return { value: { handle, name, size } };
    },
    "pack.raster": async ({ pack, file, crs }) => {
      const path = await packs.pathOf(pack, file);
      const { value: about } = await thread.ask("inspect", { path, name: file, crs });
      const handle = createHash("sha256").update(`${pack}/${file}`).digest("hex").slice(0, 32);
      await rasters.lend(handle, { about, name: file, crs, lent: path });
      return { value: { handle, about } };
    },
  };
}
