import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

describe("THIRD-PARTY-NOTICES.md", () => {
  it("is what the installed packages and fonts ask for", () => {
    // Fails when a dependency or a font came or went: run `node build/make-notices.mjs`.
    execFileSync(process.execPath, [join(root, "build/make-notices.mjs"), "--check"], { stdio: "pipe" });
  });

  it("names every direct dependency with its version", () => {
    const notices = readFileSync(join(root, "THIRD-PARTY-NOTICES.md"), "utf8");
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      expect(notices).toContain(`## ${name} ${version}\n`);
    }
  });
});
