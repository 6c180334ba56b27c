import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { pdfParts } from "./pdf-parts.ts";

/** Builds the window: `dist/renderer`, relative addresses, workers as modules. */
export default defineConfig({
  root: fileURLToPath(new URL("../renderer", import.meta.url)),
  base: "./",
  plugins: [react(), pdfParts()],
  // Package imports know scripts alone; a style sheet is asked for by the same name.
  resolve: {
    alias: [
      { find: /^#ui\/(.+\.css)$/, replacement: `${fileURLToPath(new URL("../renderer/ui", import.meta.url))}/$1` },
    ],
  },
  worker: { format: "es" },
  build: {
    target: "chrome140",
    outDir: fileURLToPath(new URL("../dist/renderer", import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Data addresses are allowed for images only, so fonts stay files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
});
