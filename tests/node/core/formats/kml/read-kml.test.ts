import { describe, expect, it } from "vitest";
import { readKml } from "#core/formats/kml/read-kml";
import { objectsOf, readMade, refusalOf } from "#tests/helpers/outside-text";

const kml = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">${inside}</kml>`;
const placemark = (inside: string) => kml(`<Placemark>${inside}</Placemark>`);
const one = async (inside: string) => objectsOf(await readMade(readKml, placemark(inside)))[0];

describe("reading KML", () => {
  it("makes a layer of every folder that holds placemarks, with its place in degrees", async () => {
    const content = await readMade(
      readKml,
      kml(`<Document><name>Bla</name><Placemark><name>A</name><Point><coordinates>-8,12.6</coordinates></Point></Placemark>
<Folder><name>Vide</name></Folder>
<Folder><name>Puits &amp; forages</name><Folder><name>Bla</name>
<Placemark id="p2"><Point><coordinates>-8.1,12.7,330</coordinates></Point></Placemark></Folder></Folder></Document>`),
      "village.kml",
    );
    expect(content).toMatchObject({ format: "KML", encoding: "UTF-8", warnings: [] });
    expect(content.layers.map(({ name, crs }) => [name, crs])).toEqual([
      ["Bla", "EPSG:4326"],
      ["Bla (2)", "EPSG:4326"],
    ]);
    expect(objectsOf(content)).toMatchObject([
      { feature: "1", line: 2, values: { Name: "A" }, shapes: [{ kind: "point", at: [-8, 12.6] }] },
      { feature: "p2", line: 5, shapes: [{ kind: "point", at: [-8.1, 12.7], z: 330 }] },
    ]);
  });

  it("reads lines, polygons with holes, collections and tracks", async () => {
    const ring = (text: string) => `<LinearRing><coordinates>${text}</coordinates></LinearRing>`;
    const polygon = `<Polygon><outerBoundaryIs>${ring("0,0 9,0 9,9 0,9 0,0")}</outerBoundaryIs><innerBoundaryIs>${ring("1,1 2,1 2,2 1,1")}</innerBoundaryIs></Polygon>`;
    expect((await one(polygon))?.shapes).toEqual([
      {
        kind: "polygon",
        rings: [
          [0, 0, 9, 0, 9, 9, 0, 9],
          [1, 1, 2, 1, 2, 2],
        ],
      },
    ]);
    expect(await one(`<MultiGeometry>${polygon}</MultiGeometry>`)).toMatchObject({ geometry: "MULTIPOLYGON" });
    expect((await one("<LineString><coordinates>\n 0, 1\n 2 ,3 ,5\n</coordinates></LineString>"))?.shapes).toEqual([
      { kind: "line", path: [0, 1, 2, 3], z: [0, 5] },
    ]);
    const track =
      "<gx:Track><when>2024-01-01T08:00:00Z</when><when>2024-01-01T08:01:00Z</when><gx:coord>1 2 0</gx:coord><gx:coord>3 4 0</gx:coord></gx:Track>";
    expect(await one(track)).toMatchObject({
      values: { begin: "2024-01-01T08:00:00Z", end: "2024-01-01T08:01:00Z" },
      shapes: [{ kind: "line", path: [1, 2, 3, 4] }],
    });
  });

  it("takes extended data by their schema, and the table of a description", async () => {
    const text = kml(`<Document><Schema name="s" id="s1"><SimpleField type="int" name="lots"/></Schema>
<Placemark><description><![CDATA[<b>Îlot</b><table><tr><td>Section</td><td>A&nbsp;2</td></tr></table>]]></description>
<ExtendedData><Data name="__proto__"><value>x</value></Data><SchemaData schemaUrl="#s1"><SimpleData name="lots">12</SimpleData></SchemaData></ExtendedData>
</Placemark></Document>`);
    const [object] = objectsOf(await readMade(readKml, text));
    expect(Object.entries(object?.values ?? {})).toEqual([
      ["description", "Îlot\nSection A 2"],
      ["__proto__", "x"],
      ["lots", 12],
      ["Section", "A 2"],
    ]);
  });

  it("tells what it leaves, with its line", async () => {
    const content = await readMade(
      readKml,
      kml(`<Document><Style id="a"/><GroundOverlay><LatLonBox><north>2</north><south>1</south><east>4</east><west>3</west></LatLonBox></GroundOverlay>
<NetworkLink><Link><href>https://example.org/a.kml</href></Link></NetworkLink>
<Placemark><Point><coordinates>ici,là</coordinates></Point></Placemark></Document>`),
    );
    expect(objectsOf(content)[0]?.shapes).toEqual([{ kind: "polygon", rings: [[3, 1, 4, 1, 4, 2, 3, 2]] }]);
    expect(content.warnings).toEqual([
      { code: "kml.styles", count: 1 },
      { code: "kml.overlay", count: 1, line: 2, params: { which: "1" } },
      { code: "kml.network-link", count: 1, line: 3, params: { which: "https://example.org/a.kml" } },
      { code: "read.bad-shape", count: 1, line: 4, params: { which: "2" } },
    ]);
  });

  it("reads the encoding it declares", async () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?><kml><Placemark><name>Ségou</name></Placemark></kml>`;
    const content = await readMade(readKml, Buffer.from(text, "latin1"));
    expect(content.encoding).toBe("ISO-8859-1");
    expect(objectsOf(content)[0]?.values["Name"]).toBe("Ségou");
  });

  it.each([
    ["a document type", `<?xml version="1.0"?>\n<!DOCTYPE kml [<!ENTITY a "b">]><kml/>`, { code: "xml.dtd", line: 2 }],
    ["an unknown entity", kml("\n<name>&eacute;</name>"), { code: "xml.entity", line: 3 }],
    ["another root", "<gpx/>", { code: "kml.not-kml", line: 1 }],
    ["a file cut short", kml("<Document>").slice(0, -6), { code: "xml.truncated", line: 2 }],
    ["tags astray", "<kml>\n</Document></kml>", { code: "xml.broken", line: 2 }],
    ["elements beyond all depth", "<kml>".concat("<Folder>".repeat(500)), { code: "xml.too-deep", line: 1 }],
  ])("refuses %s with its line", async (_, text, refusal) => {
    expect(await refusalOf(readMade(readKml, text, "a.kml"))).toMatchObject({ ...refusal, file: "a.kml" });
  });
});
