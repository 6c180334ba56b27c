import { describe, expect, it } from "vitest";
import { readLayoutParams } from "#core/engines/layout/layout-params";
import { refusalSentence, speaker } from "#core/messages/catalogue";
import { isRefusal } from "#core/model/refusal";

const said = (value: unknown, lang: "fr" | "en" = "fr"): string => {
  const read = readLayoutParams(value);
  return isRefusal(read) ? refusalSentence(speaker(lang), read) : "";
};

describe("schemaFault", () => {
  it("says in the reader's language what is wrong with a value, and where", () => {
    expect(said({ parcelAreaM2: 20 })).toContain("« parcelAreaM2 » n'a pas une valeur permise (il faut au moins 60)");
    expect(said({ parcelAreaM2: 20 }, "en")).toContain(
      "“parcelAreaM2” has a value that is not allowed (it must be 60 at least)",
    );
    expect(said({ streetWidthM: { primary: "20" } })).toContain("« streetWidthM.primary »");
    expect(said({ streetWidthM: { primary: "20" } })).toContain("il faut un nombre");
    expect(said({ keepBuildings: "no" })).toContain("à choisir parmi : hard, soft");
    expect(said({ facilities: [{ kind: "school", areaM2: 1 }] })).toContain("il faut au moins 20");
    expect(said({ facilities: [{ kind: "school" }] })).toContain("cette valeur manque");
    expect(said([])).toContain("il faut des membres entre accolades");
  });

  it("leaves no word of the schema's own language and no mark unfilled", () => {
    for (const value of [
      null,
      "x",
      { lotsPerIlotRow: 2.5 },
      { facilities: "school" },
      { publicShare: "a" },
      { facilities: [3] },
    ]) {
      for (const lang of ["fr", "en"] as const)
        expect(said(value, lang)).not.toMatch(/\$t|\{\{|expected|Invalid|fault\./);
    }
  });
});
