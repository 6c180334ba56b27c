import { strToU8, zipSync } from "fflate";

/** GML as ogr2ogr writes it, around members. */
export const GML = (inside: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml">\n${inside}\n</ogr:FeatureCollection>`;
/** One building of a GML file. */
export const MEMBER = `<gml:featureMember><ogr:bati fid="bati.1"><ogr:geometryProperty><gml:Polygon srsName="EPSG:32629"><gml:outerBoundaryIs><gml:LinearRing><gml:coordinates>640000,1455000 640010,1455000 640010,1455010 640000,1455000</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon></ogr:geometryProperty><ogr:nom>École</ogr:nom></ogr:bati></gml:featureMember>`;

/** A point and a line in MapInfo's MIF; their names stand in a MID. */
export const MIF = `Version 300\nCharset "WindowsLatin1"\nDelimiter ","\nCoordSys Earth Projection 8, 104, "m", -9, 0, 0.9996, 500000, 0\nColumns 2\n  nom Char(20)\n  n Integer\nData\n\nPoint 640000 1455000\nPline 2\n640000 1455000\n640010 1455010\n`;

/** A workbook of one sheet, cells as text or numbers. */
export function workbook(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const cell = (value: string | number, at: string): string =>
    typeof value === "number"
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = rows
    .map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, `${"ABC"[c]}${r + 1}`)).join("")}</row>`)
    .join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const rels = "http://schemas.openxmlformats.org/package/2006/relationships";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return zipSync({
    "[Content_Types].xml": strToU8(
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    ),
    "_rels/.rels": strToU8(
      `<?xml version="1.0"?><Relationships xmlns="${rels}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": strToU8(
      `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Bornes" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<?xml version="1.0"?><Relationships xmlns="${rels}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="r3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
    "xl/styles.xml": strToU8(`<?xml version="1.0"?><styleSheet xmlns="${main}"/>`),
    "xl/sharedStrings.xml": strToU8(`<?xml version="1.0"?><sst xmlns="${main}"/>`),
    "xl/worksheets/sheet1.xml": strToU8(
      `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
    ),
  });
}

/** A face and a point, EPSG:32629, written by ogr2ogr 3.6.2. */
export const FLATGEOBUF: Uint8Array = Buffer.from(
  [
    "ZmdiA2ZnYgEMBwAAJAAAAAAAAAAAABoAJAAIAAwAAAAAAAAAAAAAABAAGAAGABQAGgAAAAAAAABIAAAAIAAAABQAAABUAAAAAgAAAAAAAAAAAA",
    "AAAQAAAKgGAAAEAAAAAAAAAACII0EAAAAAmDM2QQAAAAAUiCNBAAAAAKIzNkEEAAAAbG90cwAADgAUAAQACAAMAAAAEAAOAAAATAYAAHV/AAAo",
    "BgAABAAAABgGAABQUk9KQ1JTWyJXR1MgODQgLyBVVE0gem9uZSAyOU4iLEJBU0VHRU9HQ1JTWyJXR1MgODQiLEVOU0VNQkxFWyJXb3JsZCBHZW",
    "9kZXRpYyBTeXN0ZW0gMTk4NCBlbnNlbWJsZSIsTUVNQkVSWyJXb3JsZCBHZW9kZXRpYyBTeXN0ZW0gMTk4NCAoVHJhbnNpdCkiXSxNRU1CRVJb",
    "IldvcmxkIEdlb2RldGljIFN5c3RlbSAxOTg0IChHNzMwKSJdLE1FTUJFUlsiV29ybGQgR2VvZGV0aWMgU3lzdGVtIDE5ODQgKEc4NzMpIl0sTU",
    "VNQkVSWyJXb3JsZCBHZW9kZXRpYyBTeXN0ZW0gMTk4NCAoRzExNTApIl0sTUVNQkVSWyJXb3JsZCBHZW9kZXRpYyBTeXN0ZW0gMTk4NCAoRzE2",
    "NzQpIl0sTUVNQkVSWyJXb3JsZCBHZW9kZXRpYyBTeXN0ZW0gMTk4NCAoRzE3NjIpIl0sTUVNQkVSWyJXb3JsZCBHZW9kZXRpYyBTeXN0ZW0gMT",
    "k4NCAoRzIxMzkpIl0sRUxMSVBTT0lEWyJXR1MgODQiLDYzNzgxMzcsMjk4LjI1NzIyMzU2MyxMRU5HVEhVTklUWyJtZXRyZSIsMV1dLEVOU0VN",
    "QkxFQUNDVVJBQ1lbMi4wXV0sUFJJTUVNWyJHcmVlbndpY2giLDAsQU5HTEVVTklUWyJkZWdyZWUiLDAuMDE3NDUzMjkyNTE5OTQzM11dLElEWy",
    "JFUFNHIiw0MzI2XV0sQ09OVkVSU0lPTlsiVVRNIHpvbmUgMjlOIixNRVRIT0RbIlRyYW5zdmVyc2UgTWVyY2F0b3IiLElEWyJFUFNHIiw5ODA3",
    "XV0sUEFSQU1FVEVSWyJMYXRpdHVkZSBvZiBuYXR1cmFsIG9yaWdpbiIsMCxBTkdMRVVOSVRbImRlZ3JlZSIsMC4wMTc0NTMyOTI1MTk5NDMzXS",
    "xJRFsiRVBTRyIsODgwMV1dLFBBUkFNRVRFUlsiTG9uZ2l0dWRlIG9mIG5hdHVyYWwgb3JpZ2luIiwtOSxBTkdMRVVOSVRbImRlZ3JlZSIsMC4w",
    "MTc0NTMyOTI1MTk5NDMzXSxJRFsiRVBTRyIsODgwMl1dLFBBUkFNRVRFUlsiU2NhbGUgZmFjdG9yIGF0IG5hdHVyYWwgb3JpZ2luIiwwLjk5OT",
    "YsU0NBTEVVTklUWyJ1bml0eSIsMV0sSURbIkVQU0ciLDg4MDVdXSxQQVJBTUVURVJbIkZhbHNlIGVhc3RpbmciLDUwMDAwMCxMRU5HVEhVTklU",
    "WyJtZXRyZSIsMV0sSURbIkVQU0ciLDg4MDZdXSxQQVJBTUVURVJbIkZhbHNlIG5vcnRoaW5nIiwwLExFTkdUSFVOSVRbIm1ldHJlIiwxXSxJRF",
    "siRVBTRyIsODgwN11dXSxDU1tDYXJ0ZXNpYW4sMl0sQVhJU1siKEUpIixlYXN0LE9SREVSWzFdLExFTkdUSFVOSVRbIm1ldHJlIiwxXV0sQVhJ",
    "U1siKE4pIixub3J0aCxPUkRFUlsyXSxMRU5HVEhVTklUWyJtZXRyZSIsMV1dLFVTQUdFW1NDT1BFWyJFbmdpbmVlcmluZyBzdXJ2ZXksIHRvcG",
    "9ncmFwaGljIG1hcHBpbmcuIl0sQVJFQVsiQmV0d2VlbiAxMsKwVyBhbmQgNsKwVywgbm9ydGhlcm4gaGVtaXNwaGVyZSBiZXR3ZWVuIGVxdWF0",
    "b3IgYW5kIDg0wrBOLCBvbnNob3JlIGFuZCBvZmZzaG9yZS4gQWxnZXJpYS4gQ8O0dGUgRCdJdm9pcmUgKEl2b3J5IENvYXN0KS4gRmFyb2UgSX",
    "NsYW5kcy4gR3VpbmVhLiBJcmVsYW5kLiBKYW4gTWF5ZW4uIE1hbGkuIE1hdXJpdGFuaWEuIE1vcm9jY28uIFBvcnR1Z2FsLiBTaWVycmEgTGVv",
    "bmUuIFNwYWluLiBVbml0ZWQgS2luZ2RvbSAoVUspLiBXZXN0ZXJuIFNhaGFyYS4iXSxCQk9YWzAsLTEyLDg0LC02XV0sSURbIkVQU0ciLDMyNj",
    "I5XV0AAAAAFQAAAFdHUyA4NCAvIFVUTSB6b25lIDI5TgAAAAQAAABFUFNHAAAOABAACAAHAAAAAAAMAA4AAAAAAAALCAAAAAAAAAACAAAAaWQA",
    "AIwAAAAQAAAAAAAAAAgADAAEAAgACAAAACgAAAAEAAAABwAAAAAAAQAAADEAAAASAAwAAAAIAAAAAAAAAAAABwASAAAAAAAAAwQAAAAIAAAAAA",
    "AAAACII0EAAAAAmDM2QQAAAAAUiCNBAAAAAJgzNkEAAAAAFIgjQQAAAACiMzZBAAAAAACII0EAAAAAmDM2QVwAAAAQAAAAAAAAAAgADAAEAAgA",
    "CAAAACgAAAAEAAAABwAAAAAAAQAAADIAAAASAAwAAAAIAAAAAAAAAAAABwASAAAAAAAAAQQAAAACAAAAAAAAAACII0EAAAAAmDM2QQ==",
  ].join(""),
  "base64",
);
