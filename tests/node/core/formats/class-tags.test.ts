import { describe, expect, it } from "vitest";
import { classOf, featureClasses } from "#core/features/classes";
import { facilityKinds } from "#core/features/common-fields";
import { osmTags } from "#core/formats/osm/class-tags";
import type { ClassId, Fields } from "#core/model/feature";

/** What the OSM rule of a class makes of tags, whatever the shape it wants. */
function readBack(id: ClassId, tags: Readonly<Record<string, string>>): Fields | undefined {
  const { point, line, area } = classOf(id).osm ?? {};
  return point?.(tags) ?? line?.(tags) ?? area?.(tags);
}

describe("a class in OSM's words", () => {
  it("is read as the same class again, wherever OSM files can bring it", () => {
    const fields: Partial<Record<ClassId, Fields>> = {
      streetAxis: { rank: "secondary", name: "Rue 1" },
      building: { use: "house" },
      water: { kind: "reservoir" },
      waterCourse: { kind: "drain" },
      landUse: { kind: "forest" },
      facility: { kind: "ecole", name: "École" },
      powerLine: { level: "HTA" },
      waterPoint: { kind: "forage" },
    };
    for (const { id, osm, annex } of featureClasses) {
      if (!osm || annex) continue;
      const tags = osmTags(id, fields[id] ?? {});
      expect(tags, id).toBeDefined();
      const back = readBack(id, tags ?? {});
      expect(back, id).toBeDefined();
      for (const key of ["rank", "level"]) if (fields[id]?.[key]) expect(back?.[key], id).toBe(fields[id]?.[key]);
    }
  });

  it("keeps what a facility is, but for what another class holds", () => {
    for (const { value } of facilityKinds) {
      const back = readBack("facility", osmTags("facility", { kind: value }) ?? {});
      if (value !== "eau" && value !== "industrie") expect(back?.["kind"], value).toBe(value);
    }
  });

  it("says that what is planned does not stand yet, and keeps what OSM said", () => {
    expect(osmTags("streetAxis", { rank: "access", state: "projete" }, { lanes: "2" })).toEqual({
      lanes: "2",
      highway: "residential",
      proposed: "yes",
    });
    expect(osmTags("act", {})).toBeUndefined();
  });
});
