import { describe, expect, it } from "vitest";
import { projectionOf } from "#core/geometry/crs";
import { speaker } from "#core/messages/catalogue";
import { pairFiles } from "#ui/backdrop/add-files";
import { profileAxes, ticks } from "#ui/backdrop/profile-axes";
import { placeNear } from "#ui/backdrop/profile-data";
import { profileCsv } from "#ui/backdrop/profile-files";

const at = [587_405_720, 1_360_134_130] as const;
const places = [
  { at, distanceM: 0, altitudeM: 300 },
  { at, distanceM: 100, altitudeM: 310 },
  { at, distanceM: 200 },
  { at, distanceM: 300, altitudeM: 305 },
  { at, distanceM: 400, altitudeM: 305.25 },
];

describe("the axes of a profile", () => {
  const axes = profileAxes(places, 500, 150);

  it("break the line where there is no altitude", () => {
    expect(axes?.line.match(/M/g)).toHaveLength(2);
    expect(axes?.ground.match(/Z/g)).toHaveLength(2);
  });

  it("find a distance again under its place", () => {
    for (const distance of [0, 137, 400]) expect(axes?.distanceAt(axes.xOf(distance))).toBeCloseTo(distance, 6);
    expect(axes?.distanceAt(-50)).toBe(0);
    expect(axes?.distanceAt(9999)).toBe(400);
  });

  it("show ten metres at least, so that flat ground looks flat", () => {
    const flat = profileAxes(
      [
        { distanceM: 0, altitudeM: 300 },
        { distanceM: 100, altitudeM: 301 },
      ],
      500,
      150,
    );
    if (!flat) throw new Error("no axes");
    expect(flat.yOf(300) - flat.yOf(301)).toBeLessThan((flat.bottom - flat.top) / 9);
  });

  it("are none where fewer than two places have an altitude", () => {
    expect(profileAxes([{ distanceM: 0 }, { distanceM: 9, altitudeM: 3 }], 500, 150)).toBeUndefined();
  });

  it("stand at round numbers, nought without a sign", () => {
    expect(ticks(0, 371, 4)).toEqual([0, 100, 200, 300]);
    expect(Object.is(ticks(0, 371, 4)[0], 0)).toBe(true);
    expect(ticks(541.2, 552, 4)).toEqual([545, 550]);
    expect(ticks(-7, 12, 4)).toEqual([-5, 0, 5, 10]);
  });
});

it("finds the place nearest to a distance", () => {
  expect([-5, 49, 51, 260, 999].map((distance) => placeNear(places, distance))).toEqual([0, 0, 1, 3, 4]);
});

it("writes a spreadsheet's own CSV in each language, with nothing where there is no altitude", () => {
  const text = (lang: "fr" | "en") =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      profileCsv(places, projectionOf("EPSG:32629"), speaker(lang), lang),
    );
  const fr = text("fr").split("\r\n");
  expect(fr[0]).toBe("\ufeffDistance (m);Altitude (m);E (m);N (m);Longitude (°);Latitude (°)");
  expect(fr[1]).toMatch(/^0,0;300,0;587405,72;1360134,13;-8,\d{7};12,\d{7}$/);
  expect(fr[3]).toMatch(/^200,0;;587405,72;/);
  expect(text("en").split("\r\n")[2]).toMatch(/^100\.0,310\.0,587405\.72,/);
});

describe("files chosen together", () => {
  const file = (name: string, text = "") => new File([text], name);

  it("go in pairs by their names", async () => {
    const chosen = await pairFiles([
      file("Plan.PGW", "1 0 0 -1 5 5"),
      file("plan.png"),
      file("ortho.tif"),
      file("seul.jpg"),
    ]);
    expect(chosen.map(({ file: { name }, world, needsCrs }) => [name, world, needsCrs])).toEqual([
      ["plan.png", "1 0 0 -1 5 5", true],
      ["ortho.tif", undefined, false],
      ["seul.jpg", undefined, false],
    ]);
  });

  it("are refused when there is but a world file", async () => {
    await expect(pairFiles([file("plan.pgw")])).rejects.toMatchObject({ refusal: { code: "raster.world-file-alone" } });
  });
});
