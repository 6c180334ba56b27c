import { fieldRefusal } from "#core/commands/field-values";
import { streetGraphOf } from "#core/derived/street-graph";
import { polePositions } from "#core/engines/network/pole-positions";
import { routeAlongStreets } from "#core/engines/network/street-network";
import { normsOf } from "#core/features/norms-of";
import type { Position } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { Feature, FieldValue } from "#core/model/feature";
import { normValue } from "#core/model/referentiel";
import { isRefusal, refuse } from "#core/model/refusal";

/** A line to be drawn along the streets. */
export interface DrawRouteInput {
  readonly class: "powerLine" | "pipe";
  /** Where it starts, what it passes, where it ends; millimetres, two or more. */
  readonly points: readonly Position[];
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Beside the street's axis: to the right above 0, to the left below. 0 when absent. */
  readonly offsetM?: number;
  /** Power lines: poles at ends and bends, and between them at equal spans. */
  readonly withPoles?: boolean;
  /** Longest span, metres; `power.pole.span` when absent. */
  readonly spanM?: number;
}

/** Farther than this from the axis a line leaves the street. */
const WIDEST_OFFSET_M = 50;
/** Poles nearer than this are one pole. */
const SAME_POLE_MM = 1_000;

/**
 * Draws one power line or pipe that follows the streets, with its poles, as one edit. Poles that stand already are
 * not doubled.
 *
 * @returns refusals `network.*`, `field.*`
 */
export const drawRoute: Command<DrawRouteInput> = {
  id: "draw-route",
  plan(project, input, env) {
    const { offsetM = 0, spanM = normValue(normsOf(project), "power.pole.span") } = input;
    if (!(Math.abs(offsetM) <= WIDEST_OFFSET_M))
      return refuse("network.wrong-offset", { params: { metres: WIDEST_OFFSET_M } });
    if (!(spanM >= 5)) return refuse("network.wrong-span", { params: { metres: 5 } });
    for (const [key, value] of Object.entries(input.fields)) {
      const refusal = fieldRefusal(input.class, key, value);
      if (refusal) return refusal;
    }
    const route = routeAlongStreets(streetGraphOf(project), input.points, offsetM * 1000);
    if (isRefusal(route)) return route;
    if (route.path.length < 4) return refuse("network.too-few-points");
    const { path } = route;
    const line: Feature = {
      id: env.newId(),
      class: input.class,
      geometry: { kind: "line", path },
      fields: { state: "projete", ...input.fields },
    };
    const added = [line];
    if (input.class === "powerLine" && input.withPoles) {
      const standing: Position[] = [];
      for (const { geometry } of project.ofClass("powerPole"))
        if (geometry?.kind === "point") standing.push(geometry.at);
      for (const at of polePositions(path, spanM)) {
        if (standing.some(([x, y]) => Math.hypot(x - at[0], y - at[1]) < SAME_POLE_MM)) continue;
        standing.push(at);
        added.push({
          id: env.newId(),
          class: "powerPole",
          geometry: { kind: "point", at },
          fields: { state: "projete" },
        });
      }
    }
    return {
      change: { added, updated: [], removed: [] },
      params: { metres: Math.round(route.lengthM), count: added.length - 1, context: input.class },
    };
  },
};
