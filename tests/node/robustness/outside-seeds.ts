import { strToU8, zipSync } from "fflate";
import { BINARY_SIGN } from "#core/formats/dxf/dxf-binary-scanner";
import { FLATGEOBUF, GML, MEMBER, MIF, workbook } from "#tests/node/electron/outside/gdal-samples";
import { dbf, shp } from "#tests/node/electron/outside/shapefile-bytes";

/** One small sound file of a format that is read. */
export interface SeedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Small sound files of the formats other programs write, made up. */
export function outsideSeeds(): SeedFile[] {
  return [
    { name: "plan.dxf", bytes: strToU8(`${DRAWING.join("\n")}\n`) },
    { name: "plan-binaire.dxf", bytes: binaryDrawing() },
    { name: "village.kml", bytes: strToU8(KML) },
    { name: "village.kmz", bytes: zipSync({ "doc.kml": strToU8(KML) }) },
    { name: "leve.gpx", bytes: strToU8(GPX) },
    { name: "bornes.csv", bytes: strToU8(CSV) },
    { name: "lots.wkt", bytes: strToU8(WKT) },
    { name: "lots.geojsonl", bytes: strToU8(SEQUENCE) },
    { name: "lots.topojson", bytes: strToU8(TOPOLOGY) },
    { name: "reseau.inp", bytes: strToU8(NETWORK) },
    {
      name: "sotrama.zip",
      bytes: zipSync(Object.fromEntries(Object.entries(FEED).map(([name, text]) => [name, strToU8(text)]))),
    },
    { name: "leve.xml", bytes: strToU8(LANDXML) },
    { name: "lots.shp", bytes: shp(5, SHELLS) },
    { name: "lots.dbf", bytes: TABLE },
    { name: "lots.shp.zip", bytes: zipSync({ "lots.shp": [shp(5, SHELLS), { level: 0 }], "lots.dbf": TABLE }) },
    { name: "bati.gml", bytes: strToU8(GML(MEMBER)) },
    { name: "plan.mif", bytes: strToU8(MIF) },
    { name: "lots.fgb", bytes: FLATGEOBUF },
    { name: "bornes.xlsx", bytes: workbook(BORNES) },
  ];
}

const SHELLS = [
  [
    [640000, 1455000, 640000, 1455100, 640100, 1455100, 640100, 1455000, 640000, 1455000],
    [640020, 1455020, 640040, 1455020, 640040, 1455040, 640020, 1455040, 640020, 1455020],
  ],
  [[640200, 1455000, 640200, 1455050, 640250, 1455000, 640200, 1455000]],
];
const TABLE = dbf(
  [
    ["nom", "C", 12, 0],
    ["aire", "N", 9, 2],
    ["le", "D", 8, 0],
  ],
  ["Bèlèko", "Kéniéba"].map((nom) => [strToU8(nom), strToU8("   400.25"), strToU8("20260401")]),
);
const BORNES = [
  ["nom", "X", "Y"],
  ["B1", 640000, 1455000],
  ["B2", 640010, 1455010],
];

const HEAD = [
  0,
  "SECTION",
  2,
  "HEADER",
  9,
  "$ACADVER",
  1,
  "AC1015",
  9,
  "$DWGCODEPAGE",
  3,
  "ANSI_1252",
  9,
  "$INSUNITS",
  70,
  6,
  0,
  "ENDSEC",
];
const BLOCK = [
  0,
  "SECTION",
  2,
  "BLOCKS",
  0,
  "BLOCK",
  8,
  "0",
  2,
  "BORNE",
  70,
  0,
  10,
  0,
  20,
  0,
  30,
  0,
  0,
  "CIRCLE",
  8,
  "0",
  10,
  0,
  20,
  0,
  40,
  0.5,
  0,
  "ENDBLK",
  0,
  "ENDSEC",
];
const LOT = [
  0,
  "LWPOLYLINE",
  5,
  "A1",
  8,
  "PARCELLES",
  90,
  4,
  70,
  1,
  10,
  640000,
  20,
  1455000,
  42,
  0.2,
  10,
  640020,
  20,
  1455000,
  10,
  640020,
  20,
  1455020,
  10,
  640000,
  20,
  1455020,
];
const WORDS = [
  0,
  "TEXT",
  5,
  "A2",
  8,
  "NUMEROS",
  10,
  640010,
  20,
  1455010,
  40,
  2,
  1,
  "12 \\U+0254 %%d",
  0,
  "MTEXT",
  5,
  "A3",
  8,
  "NUMEROS",
  10,
  640010,
  20,
  1455012,
  40,
  2,
  1,
  "{\\fArial;ha}",
];
const INSERT = [
  0,
  "INSERT",
  5,
  "A4",
  8,
  "BORNES",
  66,
  1,
  2,
  "BORNE",
  10,
  640000,
  20,
  1455000,
  41,
  2,
  50,
  30,
  70,
  2,
  71,
  2,
  44,
  5,
  45,
  5,
  0,
  "ATTRIB",
  8,
  "0",
  10,
  640000,
  20,
  1455000,
  40,
  1,
  1,
  "B1",
  2,
  "MATRICULE",
  0,
  "SEQEND",
  8,
  "0",
];
const HATCH = [
  0,
  "HATCH",
  5,
  "A5",
  8,
  "BATI",
  10,
  0,
  20,
  0,
  30,
  0,
  2,
  "SOLID",
  70,
  1,
  71,
  0,
  91,
  1,
  92,
  1,
  93,
  2,
  72,
  1,
  10,
  1,
  20,
  0,
  11,
  -1,
  21,
  0,
  72,
  2,
  10,
  0,
  20,
  0,
  40,
  1,
  50,
  180,
  51,
  360,
  73,
  1,
  97,
  0,
  75,
  0,
  76,
  1,
  98,
  1,
  10,
  0,
  20,
  0,
];
const SPLINE = [
  0,
  "SPLINE",
  5,
  "A6",
  8,
  "AXE",
  70,
  8,
  71,
  2,
  72,
  6,
  73,
  3,
  40,
  0,
  40,
  0,
  40,
  0,
  40,
  1,
  40,
  1,
  40,
  1,
  10,
  0,
  20,
  0,
  30,
  0,
  10,
  5,
  20,
  5,
  30,
  0,
  10,
  9,
  20,
  0,
  30,
  0,
  0,
  "ELLIPSE",
  8,
  "AXE",
  10,
  0,
  20,
  0,
  11,
  4,
  21,
  0,
  40,
  0.5,
  41,
  0,
  42,
  3,
];
const MESH = [
  0,
  "POLYLINE",
  5,
  "A7",
  8,
  "AXE",
  66,
  1,
  70,
  0,
  0,
  "VERTEX",
  8,
  "AXE",
  10,
  0,
  20,
  0,
  0,
  "VERTEX",
  8,
  "AXE",
  10,
  3,
  20,
  4,
  0,
  "SEQEND",
];
const DRAWING: (number | string)[] = [
  ...HEAD,
  ...BLOCK,
  0,
  "SECTION",
  2,
  "ENTITIES",
  ...LOT,
  ...WORDS,
  ...INSERT,
  ...HATCH,
  ...SPLINE,
  ...MESH,
  0,
  "ENDSEC",
  0,
  "EOF",
];

/** The same drawing with codes of two bytes and numbers as machines keep them. */
function binaryDrawing(): Uint8Array {
  const parts: Buffer[] = [Buffer.from(BINARY_SIGN, "latin1")];
  for (let i = 0; i < DRAWING.length; i += 2) {
    const [code, value] = [Number(DRAWING[i]), DRAWING[i + 1]];
    const tag = Buffer.alloc(2);
    tag.writeInt16LE(code);
    const held = Buffer.alloc(code >= 10 && code <= 59 ? 8 : code >= 90 && code <= 99 ? 4 : 2);
    if (held.length === 8) held.writeDoubleLE(Number(value));
    else if (held.length === 4) held.writeInt32LE(Number(value));
    else if (typeof value === "number") held.writeInt16LE(value);
    parts.push(tag, typeof value === "string" ? Buffer.from(`${value}\0`, "latin1") : held);
  }
  return Buffer.concat(parts);
}

const KML = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
<Document><name>Bla</name><Schema name="lot" id="lot"><SimpleField type="int" name="n"/></Schema>
<Folder><name>Lots</name>
<Placemark id="p1"><name>Lot 12</name><description><![CDATA[<table><tr><td>Section</td><td>A</td></tr></table>]]></description>
<ExtendedData><SchemaData schemaUrl="#lot"><SimpleData name="n">12</SimpleData></SchemaData></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>-8,12.6 -7.99,12.6 -7.99,12.61 -8,12.6</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><gx:Track><when>2024-01-01T00:00:00Z</when><gx:coord>-8 12.6 0</gx:coord><gx:coord>-8.1 12.7 0</gx:coord></gx:Track></Placemark>
</Folder></Document></kml>
`;

const GPX = `<?xml version="1.0"?>
<gpx version="1.1" creator="essai">
<wpt lat="12.65" lon="-8.0"><ele>331.5</ele><name>B1 &amp; B2</name></wpt>
<trk><name>piste</name><trkseg>
<trkpt lat="12.65" lon="-8.0"><time>2024-01-01T00:00:00Z</time></trkpt>
<trkpt lat="12.66" lon="-8.1"><ele>330</ele></trkpt>
</trkseg></trk></gpx>
`;

const CSV = `Numéro;X;Y;Nature;"Remarque ""libre"""
B1;640000,25;1455000,10;borne;"au coin
de la rue"
B2;640020,00;1455000,75;piquet;
B3;640020,5;1455020;borne;vu
`;

const WKT = `1 POLYGON((0 0,10 0,10 10,0 0),(1 1,2 1,2 2,1 1))
2 SRID=32629;MULTILINESTRING((0 0,1 1),(2 2,3 3,4 4))
3 CURVEPOLYGON(COMPOUNDCURVE(CIRCULARSTRING(0 0,1 1,2 0),(2 0,0 0)))
`;

const SEQUENCE = `{"type":"Feature","id":1,"properties":{"n":"Bla","s":2.5},"geometry":{"type":"Point","coordinates":[-8,12.6]}}
{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}
`;

const TOPOLOGY = `{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[-8,12]},
"arcs":[[[0,0],[4,0],[0,4]],[[4,4],[-4,-4]]],
"objects":{"lots":{"type":"GeometryCollection","geometries":[
{"type":"Polygon","arcs":[[0,1]],"id":"A","properties":{"n":1}},{"type":"LineString","arcs":[-2]}]}}}
`;

const NETWORK = `[TITLE]
Bla
[JUNCTIONS]
 N1 320 0.5 P1 ;
 N2 318 0
[RESERVOIRS]
 F1 300
[TANKS]
 C1 340 2 0 4 6 0
[PIPES]
 T1 N1 N2 120 90 130 0 Open ;
 T2 N2 C1 50 110 130 0 CV
[PUMPS]
 PO F1 N1 HEAD K1
[PATTERNS]
 P1 1 1.2 0.8
[CURVES]
 K1 5 30
[CONTROLS]
 LINK T1 OPEN AT TIME 6
[OPTIONS]
 Units LPS
[COORDINATES]
 N1 640000 1455000
 N2 640100 1455000
[END]
`;

const FEED: Readonly<Record<string, string>> = {
  "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nS,Sotrama,https://example.org,Africa/Bamako\n",
  "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n01,Médine,12.65,-8.0\n02,Gare,12.66,-7.99\n",
  "routes.txt": "route_id,agency_id,route_short_name,route_type\nR1,S,1,3\n",
  "trips.txt": "route_id,service_id,trip_id\nR1,J,T1\n",
  "stop_times.txt":
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,6:00:00,6:00:00,01,1\nT1,6:20:00,6:20:00,02,2\n",
  "calendar.txt":
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nJ,1,1,1,1,1,0,0,20240101,20241231\n",
};

const LANDXML = `<?xml version="1.0" encoding="UTF-8"?>
<LandXML xmlns="http://www.landxml.org/schema/LandXML-1.2" version="1.2">
<Units><Metric linearUnit="meter"/></Units><CoordinateSystem epsgCode="32629"/>
<CgPoints><CgPoint name="B1">1455000 640000 331.5</CgPoint><CgPoint name="B2">1455000 640020</CgPoint></CgPoints>
<Parcels><Parcel name="P 12" area="400"><CoordGeom>
<Line><Start pntRef="B1"/><End pntRef="B2"/></Line>
<Curve rot="ccw"><Start pntRef="B2"/><Center>1455000 640010</Center><End pntRef="B1"/></Curve>
</CoordGeom></Parcel></Parcels></LandXML>
`;
