import { describe, expect, it } from "vitest";
import { readGpx } from "#core/formats/gpx/read-gpx";
import { objectsOf, readMade, refusalOf } from "#tests/helpers/outside-text";

describe("reading GPX", () => {
  it("takes waypoints, routes, tracks and their points, with heights and times", async () => {
    const content = await readMade(
      readGpx,
      `<?xml version="1.0"?><gpx version="1.1"><metadata><name>Levé</name></metadata>
<wpt lat="12.65" lon="-8.0"><ele>331.5</ele><name>B1</name><link href="a.jpg"><text>photo</text></link></wpt>
<rte><name>retour</name><rtept lat="1" lon="2"/><rtept lat="3" lon="4"/></rte>
<trk><name>piste</name><number>1</number>
<trkseg><trkpt lat="1" lon="2"><ele>5</ele><time>2024-01-01T00:00:00Z</time></trkpt><trkpt lat="3" lon="4"/></trkseg>
<trkseg><trkpt lat="5" lon="6"/></trkseg></trk></gpx>`,
    );
    expect(Object.fromEntries(content.layers.map(({ name, objects }) => [name, objects.length]))).toEqual({
      waypoints: 1,
      routes: 1,
      tracks: 1,
      route_points: 2,
      track_points: 3,
    });
    const [wpt, rte, trk, , , point] = objectsOf(content);
    expect(wpt).toEqual({
      layer: "waypoints",
      feature: "1",
      line: 2,
      values: { ele: 331.5, name: "B1", link1_href: "a.jpg", link1_text: "photo" },
      shapes: [{ kind: "point", at: [-8, 12.65], z: 331.5 }],
    });
    expect(rte?.shapes).toEqual([{ kind: "line", path: [2, 1, 4, 3] }]);
    expect(trk).toMatchObject({
      values: { name: "piste", number: 1 },
      geometry: "MULTILINESTRING",
      shapes: [{ kind: "line", path: [2, 1, 4, 3], z: [5, 0] }],
    });
    expect(point?.values).toEqual({
      track_fid: 0,
      track_seg_id: 0,
      track_seg_point_id: 0,
      ele: 5,
      time: "2024-01-01T00:00:00Z",
    });
  });

  it("leaves points that lie nowhere, and says so", async () => {
    const content = await readMade(readGpx, `<gpx>\n<wpt lat="95" lon="-8"/><wpt lon="1"/></gpx>`);
    expect(content.warnings).toEqual([
      { code: "gpx.bad-position", count: 2, line: 2, params: { which: "95 -8, ? 1" } },
    ]);
    expect(content.layers).toEqual([]);
  });

  it.each([
    ["a document type", `<!DOCTYPE gpx [<!ENTITY a "b">]><gpx></gpx>`, "xml.dtd"],
    ["broken XML", "<gpx><wpt lat='1' lon='2'></gpx>", "xml.broken"],
    ["another root", "<kml/>", "gpx.not-gpx"],
  ])("refuses %s with its line", async (_, text, code) => {
    expect(await refusalOf(readMade(readGpx, text, "a.gpx"))).toMatchObject({ code, line: 1, file: "a.gpx" });
  });
});
