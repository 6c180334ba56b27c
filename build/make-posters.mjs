// Makes the posters of docs/affiches: `node build/make-posters.mjs [folder]`.
import { join } from "node:path";
import { root, runNode } from "./setup.mjs";

const folder = process.argv[2] ?? join(root, "docs/affiches");
const { status } = await runNode([join(root, "build/posters/print-posters.mjs"), folder]);
process.exit(status);
