// Makes the pictures of the user's guide: `node build/make-guide-images.mjs [folder]`, docs/guide/images unless said
// otherwise. The window must have been built; run it again when a screen has changed.
import { join } from "node:path";
import { root, runNode } from "./setup.mjs";

const folder = process.argv[2] ?? join(root, "docs/guide/images");
const { status } = await runNode([join(root, "build/guide/take-pictures.mjs"), folder]);
process.exit(status);
