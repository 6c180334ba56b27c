import { describe, expect, it } from "vitest";
import { drawPerimeter } from "#core/commands/draw-perimeter";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { readLayoutParams } from "#core/engines/layout/layout-types";
import { maliReferentiel } from "#core/features/mali";
import { parseWithLines } from "#core/formats/json-with-lines";
import { projectionOf } from "#core/geometry/crs";
import { Ledger, seededIds } from "#core/model/ledger";
import { isRefusal, RefusalError } from "#core/model/refusal";
import { readGeoJsonAreas } from "#tests/helpers/geojson-areas";
import { faultOfWords } from "#tests/node/robustness/read-everyway";

const projection = projectionOf("EPSG:32629");
const METRES = `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32629"}},`;
const box = (x: number, y: number, w: number, h = w): string =>
  `[[${x},${y}],[${x + w},${y}],[${x + w},${y + h}],[${x},${y + h}],[${x},${y}]]`;
const polygon = (rings: string, more = METRES): string => `{"type":"Polygon",${more}"coordinates":[${rings}]}`;

/** Reads a site and lays it out: the number of lots, or the code of the refusal that came first. */
function laidOut(site: string, params = "{}"): string | number {
  const refusedBy = (refusal: Parameters<typeof faultOfWords>[0]): string => {
    expect(faultOfWords(refusal)).toBe("");
    return refusal.code;
  };
  let read: ReturnType<typeof readLayoutParams>;
  try {
    read = readLayoutParams(parseWithLines(params, "params.json").value);
  } catch (thrown) {
    if (!(thrown instanceof RefusalError)) throw thrown;
    return refusedBy(thrown.refusal);
  }
  if (isRefusal(read)) return refusedBy(read);
  const areas = readGeoJsonAreas(site, "site.geojson", projection);
  if (isRefusal(areas)) {
    expect(areas.line).toBeTypeOf("number");
    return refusedBy(areas);
  }
  const [rings] = areas;
  if (!rings || areas.length > 1) return "cli.not-one-site";
  const env = { newId: seededIds("s"), now: () => "2026-01-01T00:00:00.000Z" };
  const meta = { id: "site", name: "Site", crs: "EPSG:32629", created: env.now(), attributions: [] };
  const { ledger } = Ledger.found(meta, env);
  const drawn = ledger.run(drawPerimeter, { rings });
  if (isRefusal(drawn)) return refusedBy(drawn);
  const result = layOut(layoutInputOf(ledger.project, rings, read, 1, maliReferentiel));
  if (isRefusal(result)) return refusedBy(result);
  expect(result.score.areaErrorM2).toBeLessThan(0.1);
  return result.score.lots;
}

const SOUND = polygon(box(640_000, 1_455_000, 200));

describe("perimeters as files give them", () => {
  const ring3d = `[[-7.5,13,280],[-7.498,13,281],[-7.498,13.002,280],[-7.5,13.002,281],[-7.5,13,280]]`;
  it.each([
    ["metres, with the CRS of the project", SOUND],
    ["degrees", polygon(box(-7.5, 13, 0.002), "")],
    [
      "degrees, said so",
      polygon(box(-7.5, 13, 0.002), `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},`),
    ],
    ["three coordinates", `{"type":"Polygon","coordinates":[${ring3d}]}`],
    ["a MultiPolygon of one", `{"type":"MultiPolygon",${METRES}"coordinates":[[${box(640_000, 1_455_000, 200)}]]}`],
    ["a hole", polygon(`${box(640_000, 1_455_000, 200)},${box(640_050, 1_455_050, 30)}`)],
    [
      "turned clockwise",
      polygon("[[640000,1455000],[640000,1455200],[640200,1455200],[640200,1455000],[640000,1455000]]"),
    ],
    [
      "vertices given twice",
      polygon(
        "[[640000,1455000],[640200,1455000],[640200,1455000],[640200,1455200],[640000,1455200],[640000,1455000]]",
      ),
    ],
    [
      "points and lines beside it",
      `{"type":"FeatureCollection",${METRES}"features":[{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[1,2]}},{"type":"Feature","properties":null,"geometry":${polygon(box(640_000, 1_455_000, 200), "")}}]}`,
    ],
  ])("%s: laid out", (_what, site) => {
    expect(laidOut(site)).toBeGreaterThan(10);
  });

  it.each([
    [
      "crossing itself",
      polygon("[[640000,1455000],[640200,1455200],[640200,1455000],[640000,1455200],[640000,1455000]]"),
      "perimeter.crosses-itself",
    ],
    [
      "a hole outside",
      polygon(`${box(640_000, 1_455_000, 200)},${box(641_000, 1_455_000, 30)}`),
      "perimeter.hole-outside",
    ],
    ["a hole that is the whole", polygon(`${box(640_000, 1_455_000, 200)},${box(640_000, 1_455_000, 200)}`), undefined],
    [
      "two holes over each other",
      polygon(`${box(640_000, 1_455_000, 200)},${box(640_050, 1_455_050, 30)},${box(640_060, 1_455_060, 30)}`),
      undefined,
    ],
    ["metres without a word", polygon(box(640_000, 1_455_000, 200), ""), "geojson.not-degrees"],
    ["another zone", polygon(box(640_000, 1_455_000, 200), METRES.replace("32629", "32630")), "geojson.outside"],
    ["degrees called metres", polygon(box(-7.5, 13, 0.002)), undefined],
    [
      "two areas",
      `{"type":"MultiPolygon",${METRES}"coordinates":[[${box(640_000, 1_455_000, 200)}],[${box(641_000, 1_455_000, 200)}]]}`,
      "cli.not-one-site",
    ],
    ["nothing", `{"type":"FeatureCollection","features":[]}`, "geojson.no-area"],
    ["no shape", `{"type":"Feature","properties":null,"geometry":null}`, "geojson.no-area"],
    ["an empty polygon", `{"type":"Polygon","coordinates":[]}`, "geojson.empty-polygon"],
    ["an empty ring", `{"type":"Polygon","coordinates":[[]]}`, "geojson.short-ring"],
    [
      "an open ring",
      polygon("[[640000,1455000],[640200,1455000],[640200,1455200],[640000,1455200]]"),
      "geojson.open-ring",
    ],
    [
      "a line there and back",
      polygon("[[640000,1455000],[640200,1455000],[640100,1455000],[640000,1455000]]"),
      undefined,
    ],
    [
      "on one point",
      polygon("[[640000,1455000],[640000,1455000],[640000,1455000],[640000,1455000]]"),
      "geojson.short-ring",
    ],
    ["as large as a country", polygon(box(-8, 12, 4), ""), undefined],
    ["at the other end of the world", polygon(box(100, 13, 0.002), ""), "geojson.outside"],
    ["at the pole", polygon(box(-7.5, 89.9, 0.05), ""), undefined],
    ["as small as a door", polygon(box(640_000, 1_455_000, 1)), "layout.site-too-small"],
    [
      "longitudes of a country turned round (latitude first)",
      polygon("[[13,-7.5],[13.002,-7.5],[13.002,-7.498],[13,-7.498],[13,-7.5]]", ""),
      undefined,
    ],
    ["words for numbers", polygon(`[["a","b"],[1,2],[3,4],["a","b"]]`), "geojson.bad-position"],
    ["numbers past all numbers", polygon("[[1e999,1],[2,2],[3,1],[1e999,1]]"), "geojson.bad-position"],
    ["numbers far too large", polygon(box(1e15, 1e15, 1e15)), undefined],
  ])("%s: refused, and said why", (_what, site, code) => {
    const answer = laidOut(site);
    expect(answer).toBeTypeOf("string");
    if (code) expect(String(answer)).toBe(code);
  });
});

describe("parameters as files give them", () => {
  it.each([
    "{}",
    '{"parcelAreaM2":400}',
    '{"facilities":[]}',
    '{"publicShare":0}',
    '{"streetWidthM":{"access":10}}',
    '{"bearingDeg":"auto"}',
    '{"keepBuildings":"soft"}',
    '\ufeff{"frontageM":15}',
  ])("%s: laid out with what it leaves out", (params) => {
    expect(laidOut(SOUND, params)).toBeGreaterThan(10);
  });

  it.each([
    ['{"parcelArea":400}', "layout.params-unknown-key"],
    ['{"streetWidthM":{"tertiary":10}}', "layout.params-unknown-key"],
    ['{"__proto__":{"parcelAreaM2":1}}', "layout.params-unknown-key"],
    ['{"parcelAreaM2":"400"}', "layout.params-bad-value"],
    ['{"parcelAreaM2":null}', "layout.params-bad-value"],
    ['{"parcelAreaM2":0}', "layout.params-bad-value"],
    ['{"parcelAreaM2":-400}', "layout.params-bad-value"],
    ['{"parcelAreaM2":1e300}', "layout.params-bad-value"],
    ['{"parcelAreaM2":1e999}', "layout.params-bad-value"],
    ['{"parcelAreaM2":NaN}', "json.syntax"],
    ['{"parcelAreaM2":400,}', "json.syntax"],
    ['{"frontageM":150}', "layout.params-proportions"],
    ['{"lotsPerIlotRow":2.5}', "layout.params-bad-value"],
    ['{"publicShare":1.5}', "layout.params-bad-value"],
    ['{"facilities":["casino"]}', "layout.params-bad-value"],
    ['{"facilities":"school"}', "layout.params-bad-value"],
    ['{"streetWidthM":20}', "layout.params-bad-value"],
    ["null", "layout.params-bad-value"],
    ["[]", "layout.params-bad-value"],
    ["400", "layout.params-bad-value"],
    ['"{}"', "layout.params-bad-value"],
    ["", "json.syntax"],
  ])("%s: refused", (params, code) => {
    expect(laidOut(SOUND, params)).toBe(code);
  });
});
