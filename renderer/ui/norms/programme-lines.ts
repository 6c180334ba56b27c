import type { FacilityRequest } from "#core/engines/layout/layout-types";
import type { FacilityKind } from "#core/features/facility-kinds";
import { servedKinds } from "#core/features/facility-norms";
import { normValue, type Referentiel } from "#core/model/referentiel";

/** Facilities of one kind and size. */
export interface ProgrammeLine {
  readonly kind: FacilityKind;
  readonly areaM2: number;
  readonly count: number;
}

/** Requests of a programme at the most. */
const MOST = 60;

const sizeOf = (kind: FacilityKind, norms: Referentiel): number => normValue(norms, `reserve.${kind}.area`);

/** The programme by kind and size, in the order it was asked. */
export function linesOf(requests: readonly FacilityRequest[], norms: Referentiel): ProgrammeLine[] {
  const lines: { kind: FacilityKind; areaM2: number; count: number }[] = [];
  for (const request of requests) {
    const kind = typeof request === "string" ? request : request.kind;
    const areaM2 = typeof request === "string" ? sizeOf(kind, norms) : request.areaM2;
    const same = lines.find((line) => line.kind === kind && line.areaM2 === areaM2);
    if (same) same.count++;
    else lines.push({ kind, areaM2, count: 1 });
  }
  return lines;
}

/** The requests of a programme: by name where the size is the référentiel's. */
export function requestsOf(lines: readonly ProgrammeLine[], norms: Referentiel): FacilityRequest[] {
  return lines
    .flatMap(({ kind, areaM2, count }) =>
      Array.from({ length: count }, (): FacilityRequest => (areaM2 === sizeOf(kind, norms) ? kind : { kind, areaM2 })),
    )
    .slice(0, MOST);
}

/**
 * A programme with as many water points, schools and health centres as so many people ask for by the norms; the rest of
 * it as it was. No more of them than a programme holds: water points give way.
 */
export function neededBy(people: number, requests: readonly FacilityRequest[], norms: Referentiel): FacilityRequest[] {
  const lines = linesOf(requests, norms);
  const others = lines.filter(({ kind }) => !(servedKinds as readonly FacilityKind[]).includes(kind));
  const served = servedKinds.map((kind): ProgrammeLine => {
    const areaM2 = lines.find((line) => line.kind === kind)?.areaM2 ?? sizeOf(kind, norms);
    return { kind, areaM2, count: Math.max(1, Math.ceil(people / normValue(norms, `${kind}.people`))) };
  });
  const [water, ...rest] = served as [ProgrammeLine, ...ProgrammeLine[]];
  const room = MOST - [...others, ...rest].reduce((sum, { count }) => sum + count, 0);
  return requestsOf([...rest, { ...water, count: Math.max(1, Math.min(water.count, room)) }, ...others], norms);
}
