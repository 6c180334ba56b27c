import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Services } from "#core/bridge/bridge";
import { RefusalError, refuse } from "#core/model/refusal";
import type { Home } from "#services/home";
import { isOsmFile } from "#services/outside/osm-file";
import type { OutsideFiles } from "#services/outside-files";
import { rootFolder } from "#services/program";
import { runJob } from "#services/run-job";

type FileCalls = Pick<
  Services,
  | "files.put"
  | "import.look"
  | "import.take"
  | "import.inspect"
  | "import.read"
  | "import.sample"
  | "project.open"
  | "export.make"
>;

/**
 * The calls on outside files: in, read, out. Each runs in a thread of its own.
 *
 * @param temp this process's temporary folder
 * @param home where projects and their attachments lie
 */
export function fileCalls(files: OutsideFiles, temp: string, home: Home): FileCalls {
  return {
    "files.put": async ({ name }, { bytes }) => {
      const { handle, name: kept, size } = await files.put(name, bytes);
      return { value: { handle, name: kept, size } };
    },
    "import.sample": async () => {
      const folder = join(rootFolder, "resources", "sample");
      const name = readdirSync(folder).find((one) => /\.(osm|pbf|json)$/.test(one));
      if (!name) throw new RefusalError(refuse("import.no-sample"));
      const { handle, name: kept, size } = await files.put(name, readFileSync(join(folder, name)));
      return { value: { handle, name: kept, size } };
    },
    "import.look": async ({ handle, beside, encoding }, { signal, progress }) => {
      const { path, name } = files.get(handle);
      if (isOsmFile(path, name)) return { value: { kind: "osm" } };
      const input = { path, name, beside: beside.map((one) => files.get(one)), temp, encoding };
      const { value } = await runJob("outside.look", input, { signal, onProgress: progress });
      return { value: { kind: "layers", ...value } };
    },
    "import.take": async ({ files: taken, crs, cleaning }, { signal, progress }) => {
      const named = taken.map(({ handle, beside, encoding, layers }) => {
        const { path, name } = files.get(handle);
        return { path, name, beside: beside.map((one) => files.get(one)), encoding, layers };
      });
      const input = { files: named, temp, crs, cleaning };
      const { value, bytes } = await runJob("outside.read", input, { signal, onProgress: progress });
      const { counts, warnings, refused, attributions, cleaning: report } = value;
      const told = { counts, warnings: [...warnings], refused: [...refused], attributions: [...attributions] };
      return { value: { ...told, ...(report ? { cleaning: report } : {}) }, bytes };
    },
    "import.inspect": ({ handle }, { signal, progress }) => {
      const { path, name } = files.get(handle);
      return runJob("osm.inspect", { path, name }, { signal, onProgress: progress });
    },
    "import.read": ({ handle, crs }, { signal, progress }) => {
      const { path, name } = files.get(handle);
      return runJob("osm.read", { path, name, crs }, { signal, onProgress: progress });
    },
    "project.open": ({ handle }, { signal, progress }) => {
      const { path, name } = files.get(handle);
      return runJob("project.open", { path, name, temp }, { signal, onProgress: progress });
    },
    "export.make": (options, { bytes, signal, progress }) =>
      runJob("export.make", { options, temp, projects: home.projects }, { bytes, signal, onProgress: progress }),
  };
}
