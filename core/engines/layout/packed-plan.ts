import type { LayoutResult } from "#core/engines/layout/layout-types";
import type { Ring } from "#core/geometry/geometry";

/** The drawing of a plan without its figures: what is needed to show it again and to make it real. */
export type LayoutDrawing = Pick<LayoutResult, "faces" | "axes" | "ilots">;

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * A plan as text: coordinates as differences in the base64 of source maps, the rest of its faces and
 * centrelines as tables. The same plan gives the same text.
 */
export function packPlan({ faces, axes, ilots }: LayoutDrawing): string {
  const runs = new RunWriter();
  return JSON.stringify({
    faces: tableOf(faces.map(({ rings, ...face }) => ({ ...face, rings: rings.map((ring) => runs.write(ring)) }))),
    axes: tableOf(axes.map(({ path, ...axis }) => ({ ...axis, path: runs.write(path) }))),
    ilots,
  });
}

/**
 * Reads back what `packPlan` wrote, vertex for vertex.
 *
 * @returns `undefined` for a text that is no packed plan
 */
export function unpackPlan(text: string): LayoutDrawing | undefined {
  const runs = new RunReader();
  try {
    const { faces, axes, ilots } = JSON.parse(text) as PackedDrawing;
    return {
      faces: rowsOf(faces).map(({ rings, ...face }) => ({ ...face, rings: rings.map((ring) => runs.read(ring)) })),
      // A new street has no id, and says so.
      axes: rowsOf(axes).map(({ path, existing, ...axis }) => ({ ...axis, existing, path: runs.read(path) })),
      ilots,
    };
  } catch {
    return undefined;
  }
}

type PackedFace = Omit<LayoutDrawing["faces"][number], "rings"> & { readonly rings: readonly string[] };
type PackedAxis = Omit<LayoutDrawing["axes"][number], "path"> & { readonly path: string };

interface PackedDrawing {
  readonly faces: Table<PackedFace>;
  readonly axes: Table<PackedAxis>;
  readonly ilots: LayoutDrawing["ilots"];
}

/** Records with their keys said once; `null` where a record lacks one. */
interface Table<Row> {
  readonly keys: readonly (keyof Row & string)[];
  readonly rows: readonly (readonly unknown[])[];
}

function tableOf<Row extends object>(records: readonly Row[]): Table<Row> {
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))] as (keyof Row & string)[];
  return { keys, rows: records.map((record) => keys.map((key) => record[key] ?? null)) };
}

function rowsOf<Row>({ keys, rows }: Table<Row>): Row[] {
  const heldOf = (row: readonly unknown[]): [string, unknown][] =>
    keys.flatMap((key, i): [string, unknown][] => (row[i] === null ? [] : [[key, row[i]]]));
  return rows.map((row) => Object.fromEntries(heldOf(row)) as Row);
}

/** Writes runs of integers, each position as its difference from the one before, across runs. */
class RunWriter {
  readonly #last = [0, 0];

  write(run: Ring): string {
    let text = "";
    run.forEach((value, i) => {
      text += digitsOf(value - (this.#last[i % 2] as number));
      this.#last[i % 2] = value;
    });
    return text;
  }
}

class RunReader {
  readonly #last = [0, 0];

  /** @throws RangeError for a sign that is no digit, or a number that stops short */
  read(text: string): number[] {
    const run: number[] = [];
    let [value, weight] = [0, 1];
    for (const sign of text) {
      const digit = DIGITS.indexOf(sign);
      if (digit < 0) throw new RangeError(`no digit: ${sign}`);
      value += (digit % 32) * weight;
      weight *= 32;
      if (digit >= 32) continue;
      const axis = run.length % 2;
      const place = (this.#last[axis] as number) + (value % 2 === 1 ? -(value - 1) / 2 : value / 2);
      this.#last[axis] = place;
      run.push(place);
      [value, weight] = [0, 1];
    }
    if (weight !== 1 || run.length % 2 === 1) throw new RangeError("a number stops short");
    return run;
  }
}

/** An integer as digits of five bits, the lowest first, its sign in the lowest bit; all but the last say that more follow. */
function digitsOf(value: number): string {
  let left = value < 0 ? -value * 2 + 1 : value * 2;
  let text = "";
  do {
    const digit = left % 32;
    left = Math.floor(left / 32);
    text += DIGITS[digit + (left > 0 ? 32 : 0)];
  } while (left > 0);
  return text;
}
