import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const shells = fileURLToPath(new URL("../electron/shells", import.meta.url));
const services = fileURLToPath(new URL("../electron/services", import.meta.url));
const outside = ["electron", ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** The preload script runs in a sandbox, which takes one CommonJS file: built apart, then set beside the others. */
function preload(): Plugin {
  return {
    name: "maillage-preload",
    async closeBundle() {
      const { build } = await import("vite");
      await build({
        configFile: false,
        logLevel: "warn",
        root,
        build: {
          target: "chrome140",
          outDir: `${root}dist/electron`,
          emptyOutDir: false,
          minify: false,
          lib: { entry: `${shells}/preload.ts`, formats: ["cjs"], fileName: () => "preload.cjs" },
          rolldownOptions: { external: ["electron"] },
        },
      });
    },
  };
}

/**
 * Builds the Electron program: `dist/electron/electron.js`, the thread beside it, and the preload script. All
 * dependencies are bundled, so that the package holds what runs and nothing else. Entries stand in one flat folder,
 * for a thread is found beside the file that starts it.
 */
export default defineConfig({
  root,
  plugins: [preload()],
  ssr: { noExternal: true, external: ["electron"] },
  build: {
    ssr: true,
    target: "node24",
    outDir: `${root}dist/electron`,
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      external: outside,
      input: {
        electron: `${shells}/electron.ts`,
        "job-worker": `${services}/job-worker.ts`,
        "gdal-child": `${services}/gdal/gdal-child.ts`,
        "raster-worker": `${services}/raster/raster-worker.ts`,
      },
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
