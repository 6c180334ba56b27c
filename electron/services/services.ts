import { join } from "node:path";
import type { Services } from "#core/bridge/bridge";
import { attachmentCalls } from "#services/attachments/attachment-calls";
import { crsCalls } from "#services/crs/crs-calls";
import { fileCalls } from "#services/file-calls";
import { gdalDoor } from "#services/gdal/gdal-door";
import { type Home, openHome } from "#services/home";
import { journalCalls } from "#services/journal-calls";
import { JournalShelf } from "#services/journal-shelf";
import { OutsideFiles } from "#services/outside-files";
import { packCalls } from "#services/packs/pack-calls";
import { PackShelf } from "#services/packs/pack-shelf";
import { rasterCalls } from "#services/raster/raster-calls";
import { RasterShelf } from "#services/raster/raster-shelf";
import { RasterThread } from "#services/raster/raster-thread";
import { runJob } from "#services/run-job";
import { openTempFolder } from "#services/temp-folder";

/** What a shell says of itself when it asks for services. */
export interface ServicesOptions {
  readonly home?: Home;
  readonly shell: "electron" | "browser";
  readonly version: string;
}

/** All services of the bridge, and the way to end them: files and locks let go, temporary files removed. */
export interface RunningServices {
  readonly services: Services;
  close(): Promise<void>;
}

/** Makes the main side's services over one data folder. */
export function makeServices({ home = openHome(), shell, version }: ServicesOptions): RunningServices {
  const temp = openTempFolder(home);
  const shelf = new JournalShelf(home, (folder) => runJob("journal.snapshot", { folder }));
  const files = new OutsideFiles(temp);
  const rasters = new RasterShelf(join(home.root, "rasters"));
  rasters.sweep(Date.now());
  const rasterThread = new RasterThread();
  const services: Services = {
    "app.info": async () => ({ value: { version, shell, home: home.root } }),
    ...journalCalls(shelf),
    ...attachmentCalls(home, files),
    ...crsCalls,
    ...fileCalls(files, temp.path, home),
    ...rasterCalls(rasters, rasterThread),
    ...packCalls(new PackShelf(home.root), files, rasters, rasterThread),
  };
  return {
    services,
    async close() {
      gdalDoor().close();
      await rasterThread.close();
      await shelf.close();
      temp.remove();
    },
  };
}
