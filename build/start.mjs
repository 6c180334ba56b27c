// `npm start`: installs what is missing, builds what is old, and opens Maillage. Runs on Node 20 with nothing installed.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies, node24, root, runNode, say, toolEnv } from "./setup.mjs";

const { values } = parseArgs({
  options: { shell: { type: "string" }, "no-open": { type: "boolean" }, lang: { type: "string" } },
});
if (values.shell !== undefined && values.shell !== "browser" && values.shell !== "electron") {
  say("--shell attend « browser » ou « electron ».", "--shell expects “browser” or “electron”.");
  process.exit(2);
}

process.chdir(root);
ensureDependencies();
const { build } = await import("./build.mjs");
if (!(await build("renderer"))) process.exit(1);

const electron = values.shell === "browser" || values["no-open"] ? undefined : await electronBinary();
if (electron && (await build("electron"))) follow(electron, ["."]);
else if (values.shell === "electron") {
  say("Electron n'est pas disponible sur cette machine.", "Electron is not available on this machine.");
  process.exit(3);
} else {
  const args = ["electron/shells/loopback.ts"];
  if (values["no-open"]) args.push("--no-open");
  if (values.lang) args.push("--lang", values.lang);
  follow(node24(), args);
}

/** Electron's binary: there already, or fetched by one attempt a day. */
async function electronBinary() {
  if (electronPath()) return electronPath();
  const notePath = join(root, "dist", "electron-fetch.json");
  const lately = existsSync(notePath) && Date.now() - JSON.parse(readFileSync(notePath, "utf8")).failed < 86_400_000;
  if (!lately || values.shell === "electron") {
    say(
      "Electron n'est pas encore sur cette machine : un essai de téléchargement (100 Mo)…",
      "Electron is not on this machine yet: one attempt to fetch it (100 MB)…",
    );
    const { status } = await runNode(["build/fetch-electron.mjs"]);
    if (status === 0 && electronPath()) return electronPath();
    mkdirSync(join(root, "dist"), { recursive: true });
    writeFileSync(notePath, JSON.stringify({ failed: Date.now() }));
  }
  if (values.shell !== "electron") {
    say(
      "Electron n'est pas disponible : Maillage s'ouvre dans le navigateur de cette machine, avec les mêmes fonctions.",
      "Electron is not available: Maillage opens in this machine's browser, with the same functions.",
    );
  }
  return undefined;
}

function electronPath() {
  const note = join(root, "node_modules", "electron", "path.txt");
  if (!existsSync(note)) return undefined;
  const path = join(root, "node_modules", "electron", "dist", readFileSync(note, "utf8"));
  return existsSync(path) ? path : undefined;
}

/** Runs the shell in the foreground and leaves with its code. */
function follow(command, args) {
  const child = spawn(command, args, { cwd: root, env: toolEnv(), stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (status) => process.exit(status ?? 1));
  child.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(3);
  });
}
