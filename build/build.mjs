// Builds the window (dist/renderer) and the Electron shell (dist/electron). `npm run build` builds both anew.
import { fileURLToPath } from "node:url";
import { ensureDependencies, isStale, root, runNode, say, toolPath } from "./setup.mjs";

const PRODUCTS = {
  renderer: {
    config: "build/vite.renderer.config.ts",
    product: "dist/renderer/index.html",
    sources: ["renderer", "core", "resources", "docs/guide", "build/vite.renderer.config.ts", "package-lock.json"],
    fr: "la fenêtre",
    en: "the window",
  },
  electron: {
    config: "build/vite.electron.config.ts",
    product: "dist/electron/electron.js",
    sources: ["electron", "core", "resources", "build/vite.electron.config.ts", "package-lock.json"],
    fr: "le programme Electron",
    en: "the Electron program",
  },
};

/** Builds one product when it is missing or older than its sources. @returns whether it stands */
export async function build(name, { always = false } = {}) {
  const { config, product, sources, fr, en } = PRODUCTS[name];
  if (!always && !isStale(product, sources)) return true;
  say(`Construction : ${fr}…`, `Building ${en}…`);
  const args = [toolPath("vite"), "build", "-c", config, "--logLevel", "warn"];
  const { status } = await runNode(args);
  if (status === 0 && !isStale(product, [])) return true;
  say(`La construction a échoué : ${fr}.`, `Building ${en} failed.`);
  return false;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(root);
  ensureDependencies();
  for (const name of Object.keys(PRODUCTS)) if (!(await build(name, { always: true }))) process.exit(1);
}
