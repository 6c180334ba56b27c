import { alternativesBench } from "./alternatives-bench.ts";
import type { Bench } from "./bench.ts";
import { checkBench } from "./check-bench.ts";
import { cleanBench } from "./clean-bench.ts";
import { convertBench } from "./convert-bench.ts";
import { editBench } from "./edit-bench.ts";
import { importBench } from "./import-bench.ts";
import { layoutBench } from "./layout-bench.ts";
import { openBench, replayBench } from "./open-bench.ts";
import { snapBench } from "./snap-bench.ts";

/** Every bench, by the name the command line knows it under. */
export const benches: readonly Bench[] = [
  openBench,
  replayBench,
  importBench,
  convertBench,
  layoutBench,
  alternativesBench,
  editBench,
  checkBench,
  cleanBench,
  snapBench,
];
