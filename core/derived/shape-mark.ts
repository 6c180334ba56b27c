import { runsOf } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";

/**
 * A short mark of the shapes of some features: another one as soon as a vertex of theirs moves.
 *
 * @returns sixteen hexadecimal digits, the same on every machine (FNV-1a over the coordinates, twice)
 */
export function shapeMark(project: ProjectView, ids: readonly string[]): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  const eat = (n: number): void => {
    for (const part of [n | 0, Math.floor(n / 2 ** 32)]) {
      a = Math.imul(a ^ part, 0x01000193);
      b = Math.imul(b ^ (part + 0x9e3779b9), 0x01000193);
      b ^= b >>> 15;
    }
  };
  for (const id of [...ids].sort()) {
    const geometry = project.get(id)?.geometry;
    for (const run of geometry ? runsOf(geometry) : []) {
      eat(run.length);
      for (const n of run) eat(n);
    }
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
