import { benchVerb } from "#shells/cli/bench";
import { divideVerb, mergeVerb, numberVerb } from "#shells/cli/cadastre";
import { convertVerb } from "#shells/cli/convert";
import { exportVerb } from "#shells/cli/export";
import { importVerb } from "#shells/cli/import";
import { infoVerb } from "#shells/cli/info";
import { printVerb } from "#shells/cli/print";
import type { Verb } from "#shells/cli/verb";

/** Every verb of the command line, as help lists them. */
export const verbs: readonly Verb[] = [
  infoVerb,
  convertVerb,
  importVerb,
  divideVerb,
  mergeVerb,
  numberVerb,
  printVerb,
  exportVerb,
  benchVerb,
];
