import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One way a place can come to harm. */
export interface Damage {
  readonly name: string;
  /** Whether every run of the suite tries it. */
  readonly usual?: true;
  /** @param path folder of the browser's database, or the journal file */
  harm(path: string): void;
}

/** What happens to the browser's database: as `harness/corruption` of the reference experiments does. */
export const windowDamages: readonly Damage[] = [
  { name: "database folder removed", usual: true, harm: (folder) => rmSync(folder, { recursive: true }) },
  flippedFile("log", /\.log$/),
  flippedFile("table", /\.ldb$/),
  flippedFile("manifest", /^MANIFEST/),
  flippedFile("CURRENT", /^CURRENT$/),
  { name: "log removed", usual: true, harm: (folder) => rmSync(largest(folder, /\.log$/)) },
  { name: "table removed", harm: (folder) => rmSync(largest(folder, /\.ldb$/)) },
];

/** What happens to the journal file. */
export const journalDamages: readonly Damage[] = [
  { name: "file removed", usual: true, harm: (path) => rmSync(path) },
  { name: "folder removed", harm: (path) => rmSync(join(path, ".."), { recursive: true }) },
  { name: "file emptied", usual: true, harm: (path) => truncateSync(path, 0) },
  { name: "16 bytes flipped in the middle", usual: true, harm: (path) => flip(path, statSync(path).size >> 1) },
  { name: "16 bytes flipped in the last line", harm: (path) => flip(path, statSync(path).size - 120) },
  { name: "cut in the middle", harm: (path) => truncateSync(path, statSync(path).size >> 1) },
  { name: "last line torn", usual: true, harm: (path) => truncateSync(path, statSync(path).size - 20) },
  {
    name: "last two lines gone",
    usual: true,
    harm: (path) => writeFileSync(path, `${readFileSync(path, "utf8").split("\n").slice(0, -3).join("\n")}\n`),
  },
  {
    name: "a line gone from the middle",
    harm: (path) => {
      const lines = readFileSync(path, "utf8").split("\n");
      writeFileSync(path, lines.filter((_, i) => i !== 3).join("\n"));
    },
  },
];

/** Flips 16 bytes from a place on. */
export function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  for (let i = at; i < Math.min(at + 16, bytes.length); i++) bytes[i] = (bytes[i] as number) ^ 0xff;
  writeFileSync(path, bytes);
}

function flippedFile(name: string, pattern: RegExp): Damage {
  return {
    name: `bytes flipped in the ${name}`,
    usual: true,
    harm(folder) {
      const path = largest(folder, pattern);
      const { size } = statSync(path);
      // Near its start and along it: what belongs to the project may lie anywhere in the file.
      for (let part = 0; part < 8; part++) flip(path, Math.floor(size / 50 + (size * part) / 8));
    },
  };
}

function largest(folder: string, pattern: RegExp): string {
  const paths = readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).size - statSync(a).size);
  if (!paths[0]) throw new Error(`no file like ${pattern} in ${readdirSync(folder).join(" ")}`);
  return paths[0];
}
