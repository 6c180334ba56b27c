import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { CrsList } from "#core/geometry/crs-list";
import { lookUpCrsWith } from "#core/geometry/crs-transform";
import { rootFolder } from "#services/program";

let list: CrsList | undefined;

/** The whole EPSG list, offline; read when it is first asked for. */
export function epsgList(): CrsList {
  list ??= new CrsList(gunzipSync(readFileSync(join(rootFolder, "resources", "crs", "epsg.json.gz"))).toString("utf8"));
  return list;
}

// From here on every EPSG code has its door on the main side.
lookUpCrsWith((code) => epsgList().of(code)?.definition);
