import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { gdbPack } from "#services/outside/gdb-pack";
import { folderFiles } from "#services/outside/source-files";
import { readOutside } from "#tests/node/electron/outside/read-outside";

const folder = mkdtempSync(join(tmpdir(), "maillage-not-read-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);

describe("a format that is not read", () => {
  it.each([
    ["plan.dwg", Buffer.from("AC1032\0\0\0\0"), "format.save-as", "DXF"],
    ["liste.xls", OLE, "format.save-as", "XLSX"],
    ["liste.xlsx", OLE, "format.locked", "XLSX"],
    ["lots.parquet", Buffer.from("PAR1\0\0\0\0"), "format.save-as", "GeoPackage"],
    ["mali.o5m", Buffer.from([0xff, 0xe0, 4, ...Buffer.from("o5m2")]), "format.save-as", "OSM PBF (.osm.pbf)"],
  ])("%s says what to make of it", async (name, bytes, code, as) => {
    expect(await readOutside(put(name, bytes), folder)).toMatchObject({ code, file: name, params: { as } });
  });

  it("that is XML says what it begins with, and where", async () => {
    const text = "\ufeff<?xml version='1.0'?>\n<!-- un\nfil -->\n<atom:feed xmlns:atom='x'/>";
    expect(await readOutside(put("fil.xml", text), folder)).toMatchObject({
      code: "format.unknown-xml",
      line: 4,
      params: { root: "atom:feed" },
    });
    const bomb = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n<x>&a;</x>';
    expect(await readOutside(put("bombe.xml", bomb), folder)).toMatchObject({ code: "xml.dtd", line: 2 });
  });
});

it("a folder that is a file geodatabase goes to GDAL as one pack, and no other does", () => {
  const made = join(folder, "plan.gdb");
  mkdirSync(made);
  for (const name of ["a00000001.gdbtable", "a00000001.gdbtablx", "gdb"]) writeFileSync(join(made, name), name);
  const pack = gdbPack(made, folderFiles(made) ?? []);
  expect(pack?.name).toBe("plan.gdb.zip");
  expect(Object.keys(unzipSync(pack?.bytes() ?? new Uint8Array())).sort()).toEqual([
    "plan.gdb/a00000001.gdbtable",
    "plan.gdb/a00000001.gdbtablx",
    "plan.gdb/gdb",
  ]);
  expect(gdbPack(folder, folderFiles(folder) ?? [])).toBeUndefined();
});
