import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeDxf } from "#core/formats/dxf";
import { dxfText } from "#core/formats/dxf-tags";
import { polygonOf } from "#core/geometry/geometry";
import type { ProjectDocument } from "#core/model/document";
import { samplePlan } from "#tests/node/core/formats/plan/sample-plan";

interface Entity {
  readonly type: string;
  readonly tags: [code: number, value: string][];
}

/** A DXF as its sections' entities: what any reader does first. */
function parsed(bytes: Uint8Array): { readonly sections: Map<string, Entity[]>; readonly handles: string[] } {
  const lines = Buffer.from(bytes).toString("latin1").split("\r\n");
  expect(lines.pop()).toBe("");
  expect(lines.length % 2).toBe(0);
  const sections = new Map<string, Entity[]>();
  const handles: string[] = [];
  let section: Entity[] = [];
  for (let i = 0; i < lines.length; i += 2) {
    const code = Number(lines[i]);
    const value = lines[i + 1] as string;
    expect(lines[i]).toMatch(/^ *\d+$/);
    if (code === 0 && value === "SECTION") {
      section = [];
      sections.set(lines[i + 3] as string, section);
    }
    if (code === 0) section.push({ type: value, tags: [] });
    else section.at(-1)?.tags.push([code, value]);
    const dimStyle = section.at(-1)?.type === "DIMSTYLE";
    const handed = code === (dimStyle ? 105 : 5) && section.at(-1)?.type !== "SECTION";
    if (handed) handles.push(value);
  }
  return { sections, handles };
}

const all = (entity: Entity | undefined, code: number) =>
  (entity?.tags ?? []).filter(([held]) => held === code).map(([, value]) => value);

const options = { profile: "affichage", lang: "fr" } as const;

describe("writing DXF", () => {
  const { sections, handles } = parsed(writeDxf(samplePlan(), options));
  const entities = sections.get("ENTITIES") ?? [];

  it("has the sections of R2000, each handle once, and a seed above all", () => {
    expect([...sections.keys()]).toEqual(["HEADER", "CLASSES", "TABLES", "BLOCKS", "ENTITIES", "OBJECTS"]);
    expect(new Set(handles).size).toBe(handles.length);
    const header = sections.get("HEADER")?.[0]?.tags ?? [];
    const headerValue = (name: string) => header[header.findIndex(([, value]) => value === name) + 1]?.[1];
    expect(headerValue("$ACADVER")).toBe("AC1015");
    expect(headerValue("$INSUNITS")).toBe("6");
    expect(Number.parseInt(headerValue("$HANDSEED") ?? "0", 16)).toBeGreaterThan(
      Math.max(...handles.map((handle) => Number.parseInt(handle, 16))),
    );
  });

  it("puts every entity on a declared layer", () => {
    const layers = new Set(
      (sections.get("TABLES") ?? []).filter(({ type }) => type === "LAYER").flatMap((layer) => all(layer, 2)),
    );
    for (const entity of entities.slice(1)) {
      if (entity.type !== "ENDSEC") expect(layers).toContain(all(entity, 8)[0]);
    }
    expect(entities.filter((entity) => all(entity, 8)[0] === "PARCELLE").length).toBe(138);
    expect(entities.filter((entity) => all(entity, 8)[0] === "ILOT").length).toBe(12);
  });

  it("keeps every millimetre, one closed polyline a ring", () => {
    const feature = samplePlan().features.find(({ class: held }) => held === "street");
    const rings = feature?.geometry?.kind === "polygon" ? feature.geometry.rings : [];
    const drawn = entities.filter((entity) => all(entity, 8)[0] === "VOIE");
    expect(drawn.map((entity) => all(entity, 70)[0])).toEqual(rings.map(() => "1"));
    const back = drawn.map((entity) => {
      const ys = all(entity, 20);
      return all(entity, 10).flatMap((x, i) => [Math.round(Number(x) * 1000), Math.round(Number(ys[i]) * 1000)]);
    });
    expect(back).toEqual(rings);
  });

  it("carries attributes, without people unless the office asks for itself", () => {
    const parcel = entities.find((entity) => all(entity, 8)[0] === "PARCELLE");
    expect(all(parcel, 1001)).toEqual(["MAILLAGE"]);
    expect(all(parcel, 1000)).toContain("numero=1");
    expect(Buffer.from(writeDxf(samplePlan(), options)).toString("latin1")).not.toContain("Traor");
    const inside = Buffer.from(writeDxf(samplePlan(), { ...options, profile: "interne" })).toString("latin1");
    expect(inside).toContain("detenteur=Awa Traoré");
  });

  it("writes texts no line break or letter can spoil", () => {
    expect(dxfText("a\nb\u0000é")).toBe("a b é");
    expect(dxfText("Ɲɛtaa")).toBe("\\U+019D\\U+025Btaa");
    expect(dxfText("ɛ".repeat(100), 20)).toBe("\\U+025B\\U+025B");
    expect(dxfText("œ")).toBe("\\U+0153");
  });

  it("writes an empty project that can still be opened", () => {
    const { meta } = samplePlan();
    expect(parsed(writeDxf({ meta, features: [], records: [] }, options)).sections.get("ENTITIES")?.length).toBe(2);
  });
});

const python = ["/usr/bin/python3", "python3"].find((name) => {
  try {
    execFileSync(name, ["-c", "import ezdxf"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});

describe.skipIf(!python)("DXF as ezdxf judges it (skipped where ezdxf is not installed)", () => {
  const auditOf = (document: ProjectDocument): unknown => {
    const folder = mkdtempSync(join(tmpdir(), "dxf-"));
    try {
      writeFileSync(join(folder, "plan.dxf"), writeDxf(document, options));
      const script = `
import ezdxf, json, sys
d = ezdxf.readfile(sys.argv[1])
a = d.audit()
m = d.modelspace()
print(json.dumps({"errors": len(a.errors), "fixes": len(a.fixes), "units": d.header["$INSUNITS"],
  "parcels": len(m.query('LWPOLYLINE[layer=="PARCELLE"]')), "texts": sorted(t.dxf.text for t in m.query('TEXT[layer=="RESERVE_TXT"]'))}))`;
      return JSON.parse(execFileSync(python ?? "", ["-c", script, join(folder, "plan.dxf")], { encoding: "utf8" }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it("finds no error and nothing to repair", () => {
    expect(auditOf(samplePlan())).toEqual({
      errors: 0,
      fixes: 0,
      units: 6,
      parcels: 138,
      texts: ["Centre de santé", "Eau", "Marché", "École"],
    });
  });

  it("takes names meant to break readers", () => {
    const plan = samplePlan();
    const ring = [0, 0, 10_000, 0, 10_000, 10_000, 0, 10_000];
    const names = ["\\P{\\fArial|b0;x}", "^J%%d", "0\r\nENDSEC\r\n  0\r\nEOF", "𞤀𞤁", "x".repeat(5000), "\u202e\ufeff"];
    const features = names.map((name, i) => ({
      id: `w${i}`,
      class: "water" as const,
      geometry: polygonOf(ring),
      fields: { name },
    }));
    expect(auditOf({ ...plan, features: [...plan.features, ...features] })).toMatchObject({ errors: 0, fixes: 0 });
  });
});
