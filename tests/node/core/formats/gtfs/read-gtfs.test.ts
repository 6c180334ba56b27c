import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readGtfs } from "#core/formats/gtfs/read-gtfs";
import type { OutsideContent } from "#core/formats/outside-content";
import { surveyJob } from "#services/jobs/survey-job";
import { objectsOf, refusalOf } from "#tests/helpers/outside-text";
import { sharedPath } from "#tests/helpers/shared";

const FEED: Readonly<Record<string, string>> = {
  agency: "agency_id,agency_name,agency_url,agency_timezone\nS,Sotrama,https://example.org,Africa/Bamako\n",
  stops:
    "stop_id,stop_name,stop_lat,stop_lon\n01,Grand marché,12.65,-8.0\n02,Médine,12.66,-7.99\n03,Gare,12.67,-7.98\n",
  routes: "route_id,agency_id,route_short_name,route_long_name,route_type\nR1,S,1,Marché – Gare,3\nR2,S,2,Médine,3\n",
  trips: "route_id,service_id,trip_id,shape_id\nR1,J,T1,\nR2,J,T2,F\n",
  stop_times:
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,6:00:00,6:00:00,01,1\nT1,,,02,2\nT1,6:20:00,6:20:00,03,3\nT2,6:00:00,6:00:00,02,1\nT2,24:10:00,24:10:00,01,2\n",
  calendar:
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nJ,1,1,1,1,1,0,0,20240101,20241231\n",
  shapes: "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\nF,12.65,-8,2\nF,12.66,-7.99,1\n",
  frequencies: "trip_id,start_time,end_time,headway_secs\nT1,6:00:00,22:00:00,600\n",
};

async function read(change: Readonly<Record<string, string | undefined>> = {}): Promise<OutsideContent> {
  const tables = Object.entries({ ...FEED, ...change }).flatMap(([name, text]) =>
    text === undefined ? [] : [{ name: `bamako/${name}.txt`, bytes: () => new TextEncoder().encode(text) }],
  );
  const [main, ...beside] = tables;
  if (!main) throw new Error("no table");
  return readGtfs({ file: `reseau.zip/${main.name}`, main, beside }, {});
}

describe("reading GTFS", () => {
  it("draws stops, shapes and routes, and keeps the other tables", async () => {
    const content = await read();
    expect(content).toMatchObject({ format: "GTFS", warnings: [] });
    expect(content.counts).toMatchObject({ stops: 3, routes: 2, trips: 2, stop_times: 5, shapes: 2, frequencies: 1 });
    const find = (layer: string, feature: string) =>
      objectsOf(content).find((object) => object.layer === layer && object.feature === feature);
    expect(find("stops", "02")).toMatchObject({
      line: 3,
      values: { stop_id: "02", stop_name: "Médine", stop_lat: 12.66 },
      shapes: [{ kind: "point", at: [-7.99, 12.66] }],
    });
    expect(find("routes", "R1")).toMatchObject({
      geometry: "MULTILINESTRING",
      shapes: [{ kind: "line", path: [-8, 12.65, -7.99, 12.66, -7.98, 12.67] }],
    });
    expect(find("routes", "R2")?.shapes).toEqual([{ kind: "line", path: [-7.99, 12.66, -8, 12.65] }]);
    expect(find("shapes", "F")?.shapes).toEqual([{ kind: "line", path: [-7.99, 12.66, -8, 12.65] }]);
    expect(find("frequencies", "1")?.values).toEqual({
      trip_id: "T1",
      start_time: "6:00:00",
      end_time: "22:00:00",
      headway_secs: 600,
    });
  });

  it.each([
    ["stops", undefined, "gtfs.missing-table", 1],
    ["stops", "", "gtfs.empty-table", 1],
    ["stops", (FEED["stops"] ?? "").replace("stop_lat", "latitude"), "gtfs.missing-column", 1],
    ["stops", (FEED["stops"] ?? "").replace("12.66", "112.66"), "gtfs.bad-value", 3],
    ["stops", (FEED["stops"] ?? "").replace("02,", "01,"), "gtfs.twice", 3],
    ["stops", (FEED["stops"] ?? "").replace("12.66", ""), "gtfs.missing-value", 3],
    ["stops", (FEED["stops"] ?? "").replace("Médine", '"Médine'), "csv.open-quote", 3],
    ["calendar", (FEED["calendar"] ?? "").replace("20240101", "20240230"), "gtfs.bad-value", 2],
    ["stop_times", (FEED["stop_times"] ?? "").replace("6:20:00,6:20:00", ","), "gtfs.missing-value", 4],
    ["stop_times", (FEED["stop_times"] ?? "").replace("T1,,,02,2", "T1,6:10:00,,02,2"), "gtfs.missing-value", 3],
    ["stop_times", (FEED["stop_times"] ?? "").replace(",03,3", ",09,3"), "gtfs.unknown-id", 4],
    ["stop_times", (FEED["stop_times"] ?? "").replace(",03,3", ",03,-3"), "gtfs.bad-value", 4],
    ["routes", (FEED["routes"] ?? "").replace("R2,S", "R2,X"), "gtfs.unknown-id", 3],
  ])("refuses %s with a fault, naming table and line", async (table, text, code, line) => {
    const file = `reseau.zip/bamako/${table}.txt`;
    expect(await refusalOf(read({ [table]: text }))).toMatchObject({ code, file, line });
  });

  it("tells what misleads nobody", async () => {
    const stops = `${FEED["stops"]}04,Vide,12.7,-8,1,2\n`;
    const routes = (FEED["routes"] ?? "").replace("2,Médine", "1,Marché – Gare");
    const { warnings } = await read({ stops, routes, horaires: "a,b\n" });
    expect(warnings).toEqual([
      { code: "gtfs.ragged", count: 1, line: 5, params: { which: "stops.txt 5" } },
      { code: "gtfs.unknown-file", count: 1, params: { which: "bamako/horaires.txt" } },
      { code: "gtfs.unused-stop", count: 1, line: 5, params: { which: "stops.txt 5 04" } },
      { code: "gtfs.repeated-name", count: 1, line: 3, params: { which: "routes.txt 3 Marché – Gare" } },
    ]);
  });
});

const cases = sharedPath("cases/gtfs-transitfeed");

/** What becomes of each feed; those not named here are refused for their fault. */
const TAKEN =
  /^(good_feed|good_feed\.zip|utf8bom|only_calendar_dates|unrecognized_columns|unknown_file|flatten_feed|googletransit\/good_feed|filter_unusual_trips)$/;
const TOLD: Readonly<Record<string, string>> = {
  "bad_eol.zip": "gtfs.line-ends",
  duplicate_stop: "gtfs.near-stops",
  extra_row_cells: "gtfs.ragged",
  missing_row_cells: "gtfs.ragged",
  repeated_route_name: "gtfs.repeated-name",
  same_short_long_name: "gtfs.same-names",
  unused_stop: "gtfs.unused-stop",
};

describe.skipIf(!cases)("outside feeds of transitfeed (skipped where ../shared is absent)", () => {
  const root = cases ?? "";
  const feeds = cases
    ? [
        ...readdirSync(root).filter((name) => !/COPYING|SOURCE|kml$|googletransit|upgrade/.test(name)),
        "googletransit/good_feed",
        "upgrade_translations/old-feed",
      ]
    : [];

  it.each(feeds)("%s", async (feed) => {
    const path = join(root, feed);
    const folder = statSync(path).isDirectory();
    const survey = async () => {
      const context = { bytes: new Uint8Array(0), progress: () => undefined };
      return (await surveyJob({ path, name: feed, temp: "/tmp" }, context)).value;
    };
    const told = TOLD[feed];
    if (TAKEN.test(feed) || told) {
      const { format, layers, warnings } = await survey();
      expect(format).toBe("GTFS");
      expect(layers.find(({ name }) => name === "stops")?.count).toBeGreaterThan(0);
      if (told) expect(warnings).toContainEqual(expect.objectContaining({ code: told, line: expect.any(Number) }));
    } else {
      const refusal = await refusalOf(survey() as never);
      expect(refusal.file).toMatch(folder ? /\.txt$/ : /\.zip/);
      expect(refusal.line ?? refusal.feature ?? refusal.params?.["byte"]).toBeDefined();
    }
  });
});

const accra = sharedPath("data/gtfs/gtfs_accra_2018_osm.zip");

it.skipIf(!accra)("the tro-tro of Accra: the counts of its INDEX (skipped where ../shared is absent)", async () => {
  const context = { bytes: new Uint8Array(0), progress: () => undefined };
  const { value } = await surveyJob({ path: accra ?? "", name: "accra.zip", temp: "/tmp" }, context);
  expect(value["counts"]).toMatchObject({ stops: 4185, routes: 277, trips: 554 });
  const routes = value.layers.find(({ name }) => name === "routes");
  expect(routes?.geometries).toEqual({ MULTILINESTRING: 277 });
});
