import type { World } from "./worlds.ts";

/** What the window must keep to: the most a figure may be, in the world and at the slowing it is meant for. */
export interface Goal {
  readonly figure: string;
  readonly world: World["name"];
  /** How many times slower than this machine. */
  readonly slowed: number;
  readonly most: number;
}

const cadastre = (figure: string, most: number): Goal => ({ figure, world: "cadastre", slowed: 1, most });
const town = (figure: string, most: number): Goal => ({ figure, world: "town", slowed: 4, most });

/** The goals for 100,000 parcels, and for 20,000 parcels with 60,000 buildings on a machine four times slower. */
export const goals: readonly Goal[] = [
  cadastre("pan-work-p95-ms", 16),
  cadastre("redraw-ms", 300),
  cadastre("street-pan-work-p95-ms", 8),
  cadastre("open-first-map-ms", 600),
  cadastre("memory-mib", 500),
  town("open-first-map-ms", 5000),
  town("pan-frame-p95-ms", 40),
  town("zoom-settle-ms", 300),
  town("table-scroll-frame-p95-ms", 33),
  town("memory-mib", 1200),
  town("start-usable-ms", 3000),
  town("idle-cpu-percent", 1),
  town("first-paint-ms", 1500),
];

/** Most the first load of the window may weigh, kB after gzip. */
export const FIRST_LOAD_KB = 600;
