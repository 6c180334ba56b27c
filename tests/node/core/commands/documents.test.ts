import { describe, expect, it } from "vitest";
import { attachDocuments, type NewDocument } from "#core/commands/attach-documents";
import { deleteFeatures } from "#core/commands/delete-features";
import { detachDocument } from "#core/commands/detach-document";
import { splitFace } from "#core/commands/split-face";
import { attachedTo, documentsOf, documentsOfAncestors, filesOf, objectOfId } from "#core/derived/documents-of";
import { placePhotos } from "#core/derived/place-photos";
import { profiledDocument } from "#core/formats/export-profile";
import { projectionOf } from "#core/geometry/crs";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, type Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { aProject, square, testMeta } from "#tests/helpers/builders";

const A = "a".repeat(64);
const B = "b".repeat(64);
const NOW = "2026-11-22T08:00:00.000Z";

function paper(sha256: string, of: readonly string[], more: Partial<NewDocument> = {}): NewDocument {
  return { sha256, bytes: 1200, mediaType: "application/pdf", fileName: "acte.pdf", kind: "acte", of, ...more };
}

function ledgerOn(project: Project): Ledger {
  const head = { seq: 0, hash: "" };
  return Ledger.resume(project, { done: [], undone: [] }, head, { newId: seededIds("d"), now: () => NOW });
}

const twoParcels = () => aProject().parcel("P1", square(20)).parcel("P2", square(20, 20)).build();

describe("attaching documents", () => {
  it("serves several objects with one record of one file", () => {
    const ledger = ledgerOn(twoParcels());
    ledger.run(attachDocuments, { documents: [paper(A, ["P1"])] });
    ledger.run(attachDocuments, { documents: [paper(A, ["P2"], { fileName: "copie.pdf" }), paper(B, ["P2"])] });
    expect(ledger.project.countOf("document")).toBe(2);
    const [shared] = documentsOf(ledger.project, "P1");
    expect(shared && attachedTo(shared)).toEqual(["P1", "P2"]);
    expect(shared?.fields["fileName"]).toBe("acte.pdf");
    expect(documentsOf(ledger.project, "P2")).toHaveLength(2);
    expect(filesOf(ledger.project.all())).toEqual(new Set([A, B]));
  });

  it("is undone and redone to the same bytes", () => {
    const ledger = ledgerOn(twoParcels());
    const states = [canonicalText(ledger.project)];
    const step = (done: unknown): void => {
      expect(isRefusal(done)).toBe(false);
      states.push(canonicalText(ledger.project));
    };
    step(ledger.run(attachDocuments, { documents: [paper(A, ["P1"]), paper(B, [], { at: [5000.4, 5000] })] }));
    step(ledger.run(attachDocuments, { documents: [paper(A, ["P2"])] }));
    const id = documentsOf(ledger.project, "P1")[0]?.id ?? "";
    step(ledger.run(detachDocument, { id, of: "P1" }));
    step(ledger.run(detachDocument, { id, of: "P2" }));
    for (let i = states.length - 2; i >= 0; i--) {
      ledger.undo();
      expect(canonicalText(ledger.project)).toBe(states[i]);
    }
    for (let i = 1; i < states.length; i++) {
      ledger.redo();
      expect(canonicalText(ledger.project)).toBe(states[i]);
    }
  });

  it("takes a file given twice in one go once", () => {
    const ledger = ledgerOn(twoParcels());
    ledger.run(attachDocuments, { documents: [paper(A, ["P1"]), paper(A, ["P2"], { at: [1, 2] })] });
    const [only, ...others] = [...ledger.project.ofClass("document")];
    expect(others).toEqual([]);
    expect(only && attachedTo(only)).toEqual(["P1", "P2"]);
    expect(only?.geometry).toEqual({ kind: "point", at: [1, 2] });
  });

  it.each([
    ["an object there is not", [paper(A, ["nowhere"])], "feature.unknown"],
    ["a fingerprint that is none", [paper("A1", ["P1"])], "document.bad-file"],
    ["a kind there is not", [paper(A, ["P1"], { kind: "film" })], "field.unknown-choice"],
    ["a date that is none", [paper(A, ["P1"], { date: "2026-02-30" })], "field.wrong-type"],
    ["nothing", [], "document.already-attached"],
  ])("refuses %s", (_what, documents, code) => {
    expect(ledgerOn(twoParcels()).run(attachDocuments, { documents })).toMatchObject({ refused: true, code });
  });
});

describe("detaching a document", () => {
  it("keeps it while another object or its place on the map needs it", () => {
    const ledger = ledgerOn(twoParcels());
    ledger.run(attachDocuments, { documents: [paper(A, ["P1", "P2"]), paper(B, ["P1"], { at: [1, 2] })] });
    const id = (sha256: string) =>
      [...ledger.project.ofClass("document")].find((one) => one.fields["sha256"] === sha256);
    ledger.run(detachDocument, { id: id(A)?.id ?? "", of: "P1" });
    ledger.run(detachDocument, { id: id(B)?.id ?? "", of: "P1" });
    expect(id(A)?.fields["of"]).toBe("P2");
    expect(id(B)?.fields).not.toHaveProperty("of");
    ledger.run(deleteFeatures, { ids: [id(B)?.id ?? ""] });
    ledger.run(detachDocument, { id: id(A)?.id ?? "", of: "P2" });
    expect(ledger.project.countOf("document")).toBe(0);
  });
});

describe("documents of a parcel that an act closes", () => {
  it("stay with what it was, and are shown for what came of it", () => {
    const project = aProject()
      .feature("perimeter", "site", square(20))
      .parcel("P1", square(20), { number: "5", ilot: "12" })
      .build();
    const ledger = ledgerOn(project);
    ledger.run(attachDocuments, { documents: [paper(A, ["P1"])] });
    const split = ledger.run(splitFace, { id: "P1", path: [10_000, -1000, 10_000, 21_000] });
    expect(isRefusal(split)).toBe(false);
    expect(ledger.project.get("P1")).toBeUndefined();
    const [past] = [...ledger.project.ofClass("pastParcel")];
    const sha256 = (found: readonly { fields: object }[]) =>
      found.map((one) => (one.fields as { sha256: string }).sha256);
    expect(sha256(documentsOf(ledger.project, past?.id ?? ""))).toEqual([A]);
    const parts = [...ledger.project.ofClass("parcel")].map(({ id }) => id);
    expect(parts.length).toBe(2);
    for (const part of parts) {
      expect(sha256(documentsOf(ledger.project, part))).toEqual([]);
      expect(sha256(documentsOfAncestors(ledger.project, part))).toEqual([A]);
    }
    // Attached to a part too, it is the part's own; taken off the part, it still is that of the whole.
    ledger.run(attachDocuments, { documents: [paper(A, [parts[0] ?? ""])] });
    expect(sha256(documentsOfAncestors(ledger.project, parts[0] ?? ""))).toEqual([]);
    const id = documentsOf(ledger.project, parts[0] ?? "")[0]?.id ?? "";
    ledger.run(detachDocument, { id, of: parts[0] ?? "" });
    expect(sha256(documentsOfAncestors(ledger.project, parts[0] ?? ""))).toEqual([A]);
    expect(objectOfId(ledger.project, "P1")?.class).toBe("pastParcel");
  });
});

describe("placing photos by their position", () => {
  const origin: [number, number] = [500_000_000, 1_380_000_000];
  const world = () =>
    aProject()
      .parcel("P1", square(20, 500_000, 1_380_000))
      .parcel("P2", square(20, 500_020, 1_380_000))
      .build();
  const at = (dx: number, dy: number): { lon: number; lat: number } => {
    const [lon, lat] = projectionOf(testMeta.crs).toLonLat(origin[0] + dx * 1000, origin[1] + dy * 1000);
    return { lon, lat };
  };

  it("says of each where it goes", () => {
    const project = world();
    const c = "c".repeat(64);
    const places = placePhotos(project, [
      { sha256: A, ...at(30, 10) },
      { sha256: A, ...at(30, 10) },
      { sha256: B },
      { sha256: c, ...at(50_000, 0) },
      { sha256: "d".repeat(64), ...at(-15, 5) },
    ]);
    expect(places.map(({ kind }) => kind)).toEqual(["placed", "duplicate", "no-position", "outside", "placed"]);
    expect(places[0]).toMatchObject({ of: ["P2"] });
    expect(places[4]).toMatchObject({ of: [] });
    const [first] = places;
    if (first?.kind !== "placed") throw new Error("not placed");
    expect(Math.hypot(first.at[0] - origin[0] - 30_000, first.at[1] - origin[1] - 10_000)).toBeLessThan(2);
  });

  it("knows a file the project has already", () => {
    const ledger = ledgerOn(world());
    ledger.run(attachDocuments, { documents: [paper(A, ["P1"])] });
    expect(placePhotos(ledger.project, [{ sha256: A, ...at(0, 0) }])).toEqual([{ kind: "duplicate" }]);
  });
});

describe("documents in files for others", () => {
  const held = () => {
    const ledger = ledgerOn(twoParcels());
    ledger.run(attachDocuments, {
      documents: [paper(A, ["P1"], { title: "Vente Traoré", fileName: "Traoré.pdf", date: "2020-05-04" })],
    });
    return { meta: ledger.project.meta, features: [...ledger.project.all()], records: [] };
  };

  it("are left out unless asked for, and then name no one", () => {
    const count = (features: readonly { class: string }[]) => features.filter((one) => one.class === "document").length;
    for (const profile of ["affichage", "ouvert"] as const) {
      expect(count(profiledDocument(held(), profile).features)).toBe(0);
      const asked = profiledDocument(held(), profile, true);
      expect(count(asked.features)).toBe(1);
      expect(JSON.stringify(asked)).not.toContain("Traor");
    }
    expect(count(profiledDocument(held(), "interne").features)).toBe(1);
  });
});
