import { describe, expect, it } from "vitest";
import { readLayoutParams } from "#core/engines/layout/layout-params";

describe("readLayoutParams", () => {
  it("fills in the defaults", () => {
    expect(readLayoutParams({ frontageM: 20 })).toMatchObject({
      parcelAreaM2: 400,
      frontageM: 20,
      streetWidthM: { primary: 20, secondary: 15, access: 12 },
      lotsPerIlotRow: 10,
      keepBuildings: "hard",
    });
  });

  it("refuses a key it does not know, by its name", () => {
    expect(readLayoutParams({ parcelArea: 400 })).toMatchObject({
      code: "layout.params-unknown-key",
      params: { key: "parcelArea" },
    });
    expect(readLayoutParams({ streetWidthM: { main: 3 } })).toMatchObject({ params: { key: "streetWidthM.main" } });
  });

  it("refuses values out of range and lots out of proportion", () => {
    expect(readLayoutParams({ parcelAreaM2: -4 })).toMatchObject({
      code: "layout.params-bad-value",
      params: { key: "parcelAreaM2" },
    });
    expect(readLayoutParams({ facilities: ["casino"] })).toMatchObject({ code: "layout.params-bad-value" });
    expect(readLayoutParams("400")).toMatchObject({ code: "layout.params-bad-value" });
    expect(readLayoutParams({ parcelAreaM2: 100, frontageM: 60 })).toMatchObject({ code: "layout.params-proportions" });
  });
});
