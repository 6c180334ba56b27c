import { randomOf } from "#core/engines/synthetic/random";

/** Values that have broken readers before. */
const NUMBERS = [
  "0",
  "-1",
  "1e308",
  "-1e308",
  "99999999999999999999",
  "4294967296",
  "0.1e-400",
  "NaN",
  "Infinity",
  "1e999",
];
const WORDS = [
  "__proto__",
  "constructor",
  "toString",
  "null",
  "",
  "\\u0000",
  "\\ud800",
  "&lt;",
  "<!DOCTYPE x>",
  "\u202e",
];
const BYTES = [0, 1, 0x7f, 0x80, 0xff, 0x22, 0x3c, 0x5b, 0x7b];

/**
 * Damages a file as disks, networks and ill will do: bytes flipped, pieces cut, repeated, exchanged or taken from
 * another file, counts made huge, numbers and words replaced. The same seed gives the same damage.
 *
 * @param bytes the sound file; not changed
 * @param donor another file pieces may come from
 */
export function mutate(bytes: Uint8Array, donor: Uint8Array, seed: number): Uint8Array {
  const random = randomOf(seed);
  const below = (most: number): number => random.whole(0, most - 1);
  const one = <T>(list: readonly T[]): T => random.pick(list);
  let made: Uint8Array = Uint8Array.from(bytes);
  const replace = (from: number, to: number, by: Uint8Array): void => {
    made = Buffer.concat([made.subarray(0, from), by, made.subarray(to)]);
  };
  const range = (source: Uint8Array, most: number): [number, number] => {
    const from = below(source.length);
    return [from, Math.min(source.length, from + 1 + below(most))];
  };
  for (let rounds = 1 + below(3); rounds > 0 && made.length > 0; rounds--) {
    const [from, to] = range(made, 200);
    switch (below(10)) {
      case 0:
        made[from] = (made[from] as number) ^ (1 << below(8));
        break;
      case 1:
        made[from] = one(BYTES);
        break;
      case 2:
        replace(from, to, new Uint8Array(0));
        break;
      case 3:
        made = made.slice(0, below(made.length));
        break;
      case 4:
        replace(from, from, made.slice(from, to));
        break;
      case 5: {
        const [start, end] = range(donor, 500);
        replace(from, from, donor.slice(start, end));
        break;
      }
      case 6: {
        const chunk = made.slice(from, to);
        replace(from, from, Buffer.concat(Array.from({ length: 2 + below(200) }, () => chunk)));
        break;
      }
      case 7: {
        const count = one([0xffffffff, 0x7fffffff, 0x80000000, 0x01000000, 0xfffffff0]);
        const view = new DataView(made.buffer, made.byteOffset, made.byteLength);
        if (from + 4 <= made.length) view.setUint32(from, count, random.chance(0.5));
        break;
      }
      case 8:
        replaceNear(/-?\d+(\.\d+)?/g, one(NUMBERS), from);
        break;
      case 9:
        replaceNear(/[A-Za-z_:]{2,}/g, one(WORDS), from);
        break;
    }
  }
  return made;

  function replaceNear(pattern: RegExp, by: string, from: number): void {
    const found = pattern.exec(Buffer.from(made.subarray(from, from + 400)).toString("latin1"));
    if (found) replace(from + found.index, from + found.index + found[0].length, Buffer.from(by));
  }
}
