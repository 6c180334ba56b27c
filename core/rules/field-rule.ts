import { pointOn } from "#core/derived/point-on";
import type { ClassId, Feature } from "#core/model/feature";
import type { WatchMaker } from "#core/rules/check-ground";
import { issueOf } from "#core/rules/issue";

/**
 * What must be known of a feature before a plan is handed in: whose row of numbers a lot stands in, what land is for,
 * and the level of a line, which says how wide its servitude is.
 */
const NEEDED: Readonly<Partial<Record<ClassId, readonly string[]>>> = {
  parcel: ["ilot", "use"],
  reserve: ["use"],
  powerLine: ["level"],
};

/** Features that lack what must be known of them. */
export const fieldWatch: WatchMaker = ({ project }, book) => {
  const page = book.page();
  const look = (feature: Feature): void => {
    const missing = (NEEDED[feature.class] ?? []).filter((key) => (feature.fields[key] ?? "") === "");
    const at = missing.length > 0 && feature.geometry ? pointOn(feature.geometry) : undefined;
    const issues = at
      ? missing.map((key) => issueOf("missing-field", "info", feature.class, [feature.id], at, saidOf(feature, key)))
      : [];
    page(feature.id, issues);
  };
  return {
    begin() {
      for (const cls of Object.keys(NEEDED) as ClassId[]) for (const feature of project.ofClass(cls)) look(feature);
    },
    follow({ now, was }) {
      for (const { id } of was) page(id, []);
      now.forEach(look);
    },
  };
};

/** What is said of a lack: by the number of the land where it has one, since a cadastre lacks the same of many. */
function saidOf({ fields }: Feature, key: string): Record<string, string> {
  const { ilot, number } = fields;
  if (key !== "use" || ilot === undefined || number === undefined) return { context: key };
  return { context: "use-of", ilot: String(ilot), number: String(number) };
}
