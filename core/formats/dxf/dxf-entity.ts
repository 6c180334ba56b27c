/** One entity of a drawing as its tags stand in the file. */
export interface DxfEntity {
  readonly type: string;
  /** Line it begins on; 0 in a binary drawing. */
  readonly line: number;
  readonly codes: readonly number[];
  readonly values: readonly string[];
  /** Vertices of an old polyline, attributes of an insert. */
  readonly parts: readonly DxfEntity[];
}

/** What is thrown inside an entity that cannot be drawn; it is left out with a warning. */
export class BadEntity extends Error {}

/** The first value of a code, trimmed; `undefined` where it is not there. */
export function textAt(entity: DxfEntity, code: number): string | undefined {
  const at = entity.codes.indexOf(code);
  return at < 0 ? undefined : (entity.values[at] as string).trim();
}

/** The first value of a code as a number. @throws BadEntity for what is no number */
export function numberAt(entity: DxfEntity, code: number, otherwise = 0): number {
  const at = entity.codes.indexOf(code);
  return at < 0 ? otherwise : toNumber(entity.values[at] as string);
}

/** A point of three codes: `code`, `code + 10`, `code + 20`; zero where one is missing. */
export function pointAt(entity: DxfEntity, code: number): Point3 {
  return [numberAt(entity, code), numberAt(entity, code + 10), numberAt(entity, code + 20)];
}

export function hasCode(entity: DxfEntity, code: number): boolean {
  return entity.codes.includes(code);
}

/** A number as programs write it. @throws BadEntity for anything else, and for what is not finite */
export function toNumber(value: string): number {
  const number = value.trim() === "" ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw new BadEntity(value);
  return number;
}

export type Point3 = readonly [x: number, y: number, z: number];
