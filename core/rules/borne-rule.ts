import { cornersOf } from "#core/geometry/corners";
import type { Position } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { isSurface, surfacesOf, type WatchMaker } from "#core/rules/check-ground";
import { issueOf } from "#core/rules/issue";

/**
 * Bornes at no corner of the plan, and corners without borne of parcels that are said to be marked (`bornee`). The
 * latter in projects that keep bornes: a register without any says nothing of single corners.
 */
export const borneWatch: WatchMaker = ({ project, graph }, book) => {
  const dangling = book.page();
  const unmarked = book.page();
  const byPlace = new Map<string, Set<string>>();

  const isCorner = (at: Position): boolean =>
    graph.hasVertex(...at) ||
    surfacesOf(project, "perimeter").some(({ geometry }) =>
      geometry.rings.some((ring) => ring.some((x, i) => i % 2 === 0 && x === at[0] && ring[i + 1] === at[1])),
    );
  const lookAtBorne = (borne: Feature): void => {
    const at = placeOf(borne);
    if (!at) return;
    const number = String(borne.fields["number"] ?? "—");
    dangling(borne.id, isCorner(at) ? [] : [issueOf("borne-dangling", "warning", "borne", [borne.id], at, { number })]);
  };
  const lookAtParcel = (parcel: Feature): void => {
    if (parcel.class !== "parcel" || !isSurface(parcel)) return;
    const { id, fields, geometry } = parcel;
    const isKept = byPlace.size > 0 && fields["state"] === "bornee";
    const bare = isKept ? geometry.rings.flatMap(cornersOf).filter((at) => !byPlace.has(at.join())) : [];
    const [first] = bare;
    if (!first) {
      unmarked(id, []);
      return;
    }
    const params = {
      number: String(fields["number"] ?? "—"),
      ilot: String(fields["ilot"] ?? "—"),
      count: bare.length,
    };
    // At the corner itself; a parcel without any borne is shown whole.
    const at = bare.length === 1 ? first : innerPosition(geometry);
    const issue = issueOf("corner-without-borne", "warning", "parcel", [id], at, params);
    unmarked(id, [{ ...issue, fix: { command: "place-bornes", input: { ids: [id] } } }]);
  };
  const enter = (borne: Feature): void => {
    const key = placeOf(borne)?.join();
    if (key !== undefined) byPlace.set(key, (byPlace.get(key) ?? new Set()).add(borne.id));
  };
  const leave = (borne: Feature): void => {
    const key = placeOf(borne)?.join() ?? "";
    const held = byPlace.get(key);
    held?.delete(borne.id);
    if (held?.size === 0) byPlace.delete(key);
  };

  return {
    begin() {
      for (const borne of project.ofClass("borne")) enter(borne);
      for (const borne of project.ofClass("borne")) lookAtBorne(borne);
      for (const parcel of project.ofClass("parcel")) lookAtParcel(parcel);
    },
    follow({ now, was, edges }) {
      const keptBefore = byPlace.size > 0;
      const places = new Set<string>();
      const parcels = new Set<string>();
      for (const feature of was) {
        if (feature.class === "parcel") unmarked(feature.id, []);
        if (feature.class !== "borne") continue;
        dangling(feature.id, []);
        leave(feature);
        places.add(placeOf(feature)?.join() ?? "");
      }
      for (const feature of now) {
        if (feature.class === "parcel") parcels.add(feature.id);
        if (feature.class !== "borne") continue;
        enter(feature);
        places.add(placeOf(feature)?.join() ?? "");
      }
      if (keptBefore !== byPlace.size > 0) for (const { id } of project.ofClass("parcel")) parcels.add(id);
      // A parcel whose corner has gained or lost its borne.
      for (const key of places) {
        const [x, y] = key.split(",").map(Number) as [number, number];
        for (const id of graph.facesAt(x, y)) parcels.add(id);
      }
      // A borne whose corner has come or gone.
      for (let i = 0; i < edges.length; i += 2) places.add(`${edges[i]},${edges[i + 1]}`);
      for (const key of places) {
        for (const id of byPlace.get(key) ?? []) {
          const borne = project.get(id);
          if (borne) lookAtBorne(borne);
        }
      }
      for (const id of parcels) {
        const parcel = project.get(id);
        if (parcel) lookAtParcel(parcel);
      }
    },
  };
};

function placeOf({ class: cls, geometry }: Feature): Position | undefined {
  return cls === "borne" && geometry?.kind === "point" ? geometry.at : undefined;
}
