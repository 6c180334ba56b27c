import type { Bridge } from "#core/bridge/bridge";
import { connectBridge } from "#store/bridge-client";
import { Packs } from "#store/packs";
import { Projects } from "#store/projects";

/** The main side this window speaks to, and the projects it keeps. */
export interface House {
  readonly bridge: Bridge;
  readonly projects: Projects;
  /** Regional packs in reach. */
  readonly packs: Packs;
}

// Once a page: the code in the address is good for one exchange.
let connection: Promise<House> | undefined;

/** The house of this window; the same at every call. */
export function connectHouse(): Promise<House> {
  connection ??= connectBridge().then((bridge) => ({
    bridge,
    projects: new Projects(bridge),
    packs: new Packs(bridge),
  }));
  return connection;
}
