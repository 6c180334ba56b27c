import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const folder = fileURLToPath(new URL("../node_modules/pdfjs-dist", import.meta.url));

/** What PDF.js reads by name beside its script, with the licence of each; East Asian tables are left out. */
const PARTS: readonly [from: string, wanted: RegExp][] = [
  ["build", /^pdf\.worker\.min\.mjs$/],
  ["wasm", /^(jbig2|openjpeg|qcms_bg)\.wasm$|^LICENSE_(PDFJS_)?(JBIG2|OPENJPEG|QCMS)$/],
  ["standard_fonts", /./],
  ["iccs", /./],
];

/** Lays the parts of PDF.js that it asks for by name under `pdf/` of the built window. */
export function pdfParts(): Plugin {
  return {
    name: "pdf-parts",
    generateBundle() {
      for (const [from, wanted] of PARTS) {
        for (const name of readdirSync(join(folder, from)).filter((one) => wanted.test(one))) {
          const to = name.startsWith("LICENSE") ? `pdf/${from}-${name}.txt` : `pdf/${name}`;
          this.emitFile({ type: "asset", fileName: to, source: readFileSync(join(folder, from, name)) });
        }
      }
    },
  };
}
