import { utilityProcess } from "electron";
import { bareEnvironment, type GdalStarter } from "#services/gdal/gdal-process";

/** Starts GDAL in a utility process of Electron's: packed, the program is no Node that could be forked. */
export const startGdalUtility: GdalStarter = ({ script, gdalFolder }) => {
  const child = utilityProcess.fork(script, [gdalFolder], {
    cwd: gdalFolder,
    env: bareEnvironment(),
    execArgv: ["--max-old-space-size=512"],
    stdio: "ignore",
    serviceName: "GDAL",
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (told) => child.on("message", told),
    onExit: (gone) => child.once("exit", gone),
    kill: () => child.kill(),
    // Electron ends its utility processes with itself, whatever they do.
    awaited: () => undefined,
  };
};
