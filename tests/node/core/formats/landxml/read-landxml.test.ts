import { describe, expect, it } from "vitest";
import { readLandXml } from "#core/formats/landxml/read-landxml";
import { objectsOf, readMade, refusalOf } from "#tests/helpers/outside-text";

const file = (inside: string, units = "meter") => `<?xml version="1.0" encoding="UTF-8"?>
<LandXML xmlns="http://www.landxml.org/schema/LandXML-1.2" version="1.2">
<Units><Metric linearUnit="${units}" areaUnit="squareMeter"/></Units>
<CoordinateSystem name="UTM 29N" epsgCode="32629"/>
${inside}</LandXML>`;

const POINTS = `<CgPoints><CgPoint name="B1" code="BORNE">1455000 640000 331.5</CgPoint>
<CgPoint name="B2">1455000 640020</CgPoint><CgPoint name="B3">1455020 640020</CgPoint></CgPoints>`;

describe("reading LandXML", () => {
  it("takes points and parcels, north before east, by positions or by the names of points", async () => {
    const parcel = `<Parcels><Parcel name="P 12" area="400" class="Existing"><CoordGeom>
<Line><Start pntRef="B1"/><End pntRef="B2"/></Line><Line><Start pntRef="B2"/><End>1455020 640020</End></Line>
<IrregularLine><Start pntRef="B3"/><End>1455000 640000</End><PntList2D>1455020 640020 1455025 640010 1455020 640000 1455000 640000</PntList2D></IrregularLine>
</CoordGeom><Feature><Property label="ilot" value="A"/></Feature></Parcel></Parcels>`;
    const content = await readMade(readLandXml, file(POINTS + parcel));
    expect(content.layers.map(({ name, crs }) => [name, crs])).toEqual([
      ["Parcels", "EPSG:32629"],
      ["CgPoints", "EPSG:32629"],
    ]);
    expect(objectsOf(content)[0]).toEqual({
      layer: "Parcels",
      feature: "P 12",
      line: 6,
      values: { name: "P 12", area: 400, class: "Existing", ilot: "A" },
      shapes: [
        {
          kind: "polygon",
          rings: [[640000, 1455000, 640020, 1455000, 640020, 1455020, 640010, 1455025, 640000, 1455020]],
          z: [[331.5, 0, 0, 0, 0]],
        },
      ],
    });
    expect(objectsOf(content)[1]).toMatchObject({
      values: { name: "B1", code: "BORNE", elevation: 331.5 },
      shapes: [{ kind: "point", at: [640000, 1455000], z: 331.5 }],
    });
  });

  it("draws curves either way round", async () => {
    const curve = (rot: string) =>
      `<PlanFeature name="${rot}"><CoordGeom><Curve rot="${rot}"><Start>0 -5</Start><Center>0 0</Center><End>0 5</End></Curve></CoordGeom></PlanFeature>`;
    const content = await readMade(readLandXml, file(`<PlanFeatures>${curve("cw")}${curve("ccw")}</PlanFeatures>`));
    const highest = objectsOf(content).map(({ shapes: [shape] }) => {
      const path = shape?.kind === "line" ? Array.from(shape.path) : [];
      expect(path.slice(-2)).toEqual([5, 0]);
      return path.filter((_, i) => i % 2 === 1).reduce((best, y) => (Math.abs(y) > Math.abs(best) ? y : best), 0);
    });
    expect(highest[0]).toBeCloseTo(5, 2);
    expect(highest[1]).toBeCloseTo(-5, 2);
  });

  it("tells what it leaves", async () => {
    const parcel = `<Parcels><Parcel name="X"><CoordGeom><Line><Start pntRef="B9"/><End/></Line></CoordGeom></Parcel></Parcels>`;
    const { warnings } = await readMade(readLandXml, file(`<Surfaces><Surface/></Surfaces>\n${parcel}`, "foot"));
    expect(warnings).toEqual([
      { code: "landxml.unit", count: 1, params: { unit: "foot" } },
      { code: "landxml.left", count: 1, line: 5, params: { which: "Surfaces" } },
      { code: "read.bad-shape", count: 1, line: 6, params: { which: "X" } },
    ]);
  });

  it("refuses another root, and document types, with the line", async () => {
    expect(await refusalOf(readMade(readLandXml, "<kml/>", "a.xml"))).toMatchObject({
      code: "landxml.not-landxml",
      line: 1,
    });
    expect(await refusalOf(readMade(readLandXml, "<!DOCTYPE LandXML>\n<LandXML/>"))).toMatchObject({
      code: "xml.dtd",
      line: 1,
    });
  });
});
