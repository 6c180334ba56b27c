import { namedStreets, streetBearingDeg } from "#core/derived/address/named-streets";
import type { Position } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

export interface NumberStreetsInput {
  /** Where the counting begins, millimetres in the project CRS: a bridge, a square, the town hall. */
  readonly origin: Position;
  /** Put before each code, such as `R-`. */
  readonly prefix?: string | undefined;
}

/**
 * Gives codes to streets that have none: even ones to those that run west to east, odd ones to those that run south to
 * north, from the origin outwards. Codes that stand are kept and passed over.
 *
 * @returns refusals `street.none-to-code`, `street.prefix-too-long`
 * @see the addressing of Bamako since 1993: east–west even, north–south odd
 */
export const numberStreets: Command<NumberStreetsInput> = {
  id: "number-streets",
  plan(project, { origin, prefix = "" }) {
    if (prefix.length > 12) return refuse("street.prefix-too-long", { params: { most: 12 } });
    const streets = namedStreets(project, origin);
    const used = new Set(streets.map(({ code }) => code));
    const bare = streets.filter(({ code }) => code === undefined);
    if (bare.length === 0) return refuse("street.none-to-code");
    const updated: [Feature, Feature][] = [];
    for (const [first, along] of [
      [2, true],
      [1, false],
    ] as const) {
      const ranked = bare
        .filter((street) => Math.abs(streetBearingDeg(street) - 90) <= 45 === along)
        .map((street) => ({ street, far: distanceTo(street, origin) }))
        .sort((a, b) => a.far - b.far || (a.street.id < b.street.id ? -1 : 1));
      let n = first;
      for (const { street } of ranked) {
        while (used.has(`${prefix}${n}`)) n += 2;
        for (const { id } of street.pieces) {
          const axis = project.get(id);
          if (axis) updated.push([axis, { ...axis, fields: { ...axis.fields, code: `${prefix}${n}` } }]);
        }
        n += 2;
      }
    }
    return { change: { added: [], updated, removed: [] }, params: { count: bare.length } };
  },
};

/** Least distance of a street's vertices from a position, millimetres. */
function distanceTo({ pieces }: ReturnType<typeof namedStreets>[number], [x, y]: Position): number {
  let least = Infinity;
  for (const { path } of pieces) {
    for (let i = 0; i + 1 < path.length; i += 2) {
      least = Math.min(least, Math.hypot((path[i] as number) - x, (path[i + 1] as number) - y));
    }
  }
  return least;
}
