// Fetches Electron's binary into its package, with progress, and gives up after 15 s without a byte. Runs on Node 24.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { downloadArtifact } from "@electron/get";
import { root } from "./setup.mjs";

const SILENCE_MS = 15_000;
const folder = join(root, "node_modules", "electron");
const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

let watch;
function alive() {
  clearTimeout(watch);
  watch = setTimeout(() => {
    process.stderr.write("\n");
    process.exit(1);
  }, SILENCE_MS);
}

alive();
try {
  await downloadArtifact({
    version,
    artifactName: "electron",
    platform: process.platform,
    arch: process.arch,
    checksums: JSON.parse(readFileSync(join(folder, "checksums.json"), "utf8")),
    downloadOptions: {
      quiet: true,
      getProgressCallback: async ({ transferred, percent }) => {
        alive();
        const mega = (transferred / 1e6).toFixed(0);
        process.stdout.write(`\rElectron ${version} : ${mega} Mo (${Math.round(percent * 100)} %)  `);
      },
    },
  });
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
clearTimeout(watch);
process.stdout.write("\n");
// The package's own installer finds the archive in the cache and unpacks it.
process.exit(spawnSync(process.execPath, [join(folder, "install.js")], { stdio: "inherit" }).status ?? 1);
