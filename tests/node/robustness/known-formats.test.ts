import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { knownFormatOf } from "#core/formats/known-formats";
import { RefusalError } from "#core/model/refusal";
import { formatOfFile } from "#services/outside/format-of";
import { sharedPath } from "#tests/helpers/shared";

const named = (content: string | Uint8Array, extension = ""): string | undefined => {
  const bytes = Buffer.from(content as string);
  return knownFormatOf({ bytes, text: bytes.toString("utf8"), extension });
};

describe("formats", () => {
  it.each([
    ["DXF", "  0\r\nSECTION\r\n  2\r\nHEADER\r\n"],
    ["DXF", "999\nmade by a program\n0\nSECTION\n"],
    ["EPANET INP", "[TITLE]\nréseau\n[JUNCTIONS]\n"],
    ["EPANET INP", "; a comment\n\n[JUNCTIONS]\n"],
    ["KML", '<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'],
    ["GPX", '<?xml version="1.0"?><gpx version="1.1">'],
    ["GTFS", "\ufeffstop_id,stop_name,stop_lat,stop_lon\n".slice(1)],
    ["CSV", "nom;surface\nA;12\n"],
    ["CSV", "B1 640000.25 1455000.5\nB2 640020 1455000\n"],
    ["WKT", "1 POLYGON((1 1,2 2,3 1,1 1))"],
    ["WKT (.prj)", 'GEOGCS["WGS 84",DATUM["WGS_1984"'],
    ["TopoJSON", '{"type":"Topology","objects":{}}'],
    ["HTML", "<!DOCTYPE html><html>"],
  ])("names %s by its content", (format, content) => {
    expect(named(content)).toBe(format);
  });

  it.each([
    ["GeoJSON", '{"type":"FeatureCollection","features":[]}'],
    ["OSM", '<?xml version="1.0"?><osm version="0.6">'],
    ["OSM", '{"version":0.6,"elements":[]}'],
    ["GeoJSON", '{"type": "Feature",\n"properties": {},\n"geometry": null}'],
    ["GeoJSON", '[{"type": "node", "id": 1},\n{"type": "node", "id": 2}]'],
    ["OSM", '<osm version="0.6" a="1,2">\n<!-- one, two -->'],
  ])("names %s by its content too", (format, content) => {
    expect(named(content)).toBe(format);
  });

  it("claims nothing of prose", () => {
    expect(named("prose, and more prose\nthat is no table")).toBeUndefined();
  });
});

const cases = sharedPath("cases");

describe.skipIf(!cases)("files of others, by their true name (skipped where ../shared is absent)", () => {
  const files = (folder: string): string[] =>
    readdirSync(join(cases ?? "", folder), { recursive: true, encoding: "utf8" })
      .map((name) => join(cases ?? "", folder, name))
      .filter((path) => statSync(path).isFile() && statSync(path).size > 0);
  const formatNamed = (path: string, name = path): string => {
    try {
      return formatOfFile(path, name);
    } catch (thrown) {
      if (!(thrown instanceof RefusalError)) throw thrown;
      return String(thrown.refusal.params?.["format"] ?? thrown.refusal.code);
    }
  };

  it.each([
    ["ezdxf", /\.dxf$/i, /^DXF$/],
    ["epanet", /\.inp$/i, /^EPANET INP$/],
    ["wntr", /\.inp$/i, /^(EPANET|SWMM) INP$/],
    ["mbostock-shapefile", /\.(shp|shx|dbf)$/i, /^Shapefile/],
    ["mbostock-shapefile", /\.prj$/i, /^WKT \(\.prj\)$/],
    ["gtfs-transitfeed", /good_feed.*\.(txt|zip)$/i, /^GTFS/],
    ["csv-spectrum", /\.csv$/i, /^CSV$/],
  ])("%s %s", (folder, pattern, format) => {
    const some = files(folder).filter((path) => pattern.test(path));
    expect(some.length).toBeGreaterThan(0);
    expect(some.filter((path) => !format.test(formatNamed(path)))).toEqual([]);
  });

  it("whatever their name says", () => {
    const told = ["ezdxf", "epanet", "mbostock-shapefile"].flatMap((folder) =>
      files(folder).filter(
        (path) => /\.(dxf|inp|shp)$/i.test(path) && formatNamed(path, `x${extname("x")}`) === "format.unknown",
      ),
    );
    expect(told).toEqual([]);
  });
});
