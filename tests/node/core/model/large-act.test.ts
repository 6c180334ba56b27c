import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importFeatures } from "#core/commands/import-features";
import { pointAt } from "#core/geometry/geometry";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import type { JournalHead } from "#core/model/journal";
import { type LargeRun, Ledger, seededIds } from "#core/model/ledger";
import { canonicalText } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";

const meta = { id: "p", name: "Sinsina", crs: "EPSG:32629", created: "2026-11-22", attributions: [] };
const found = (): Ledger => Ledger.found(meta, { newId: seededIds("t"), now: () => "2026-11-22T08:00:00Z" }).ledger;

const posts = (names: readonly string[]): Feature[] =>
  names.map((name, i) => ({ id: `f${i}`, class: "transformer", geometry: pointAt(i, 7), fields: { name } }));
const input = (names: readonly string[]) => ({ features: posts(names), attributions: ["© ɔɛ"], file: "bornes.csv" });

class Watched implements LargeRun {
  text = "";
  head: JournalHead | undefined;
  readonly parts: Change[] = [];
  rests = 0;
  ended = false;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  piece(bytes: Uint8Array): void {
    this.text += this.#decoder.decode(bytes);
  }
  async sealed(head: JournalHead): Promise<void> {
    this.head = head;
  }
  part(change: Change): void {
    this.parts.push(change);
  }
  done(): void {
    this.ended = true;
  }
  async rest(_throughout?: boolean): Promise<void> {
    this.rests++;
  }
}

describe("a large act", () => {
  test("comes to the same record, state and history as one that is done at once", async () => {
    const names = fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 1200 });
    await fc.assert(
      fc.asyncProperty(names, async (given) => {
        const [atOnce, bitByBit] = [found(), found()];
        const record = atOnce.run(importFeatures, input(given));
        const watched = new Watched();
        expect(await bitByBit.runLarge(importFeatures, input(given), watched)).toBeUndefined();
        expect({ ...watched.head, text: watched.text }).toEqual(record);
        expect(bitByBit.head).toEqual(atOnce.head);
        expect(bitByBit.history).toEqual(atOnce.history);
        expect(canonicalText(bitByBit.project)).toBe(canonicalText(atOnce.project));
      }),
      { numRuns: 20 },
    );
  });

  test("is one step, taken back by one undo", async () => {
    const ledger = found();
    const before = canonicalText(ledger.project);
    const watched = new Watched();
    await ledger.runLarge(importFeatures, input(Array.from({ length: 3000 }, (_, i) => `n${i}`)), watched);
    expect(watched.parts.length).toBeGreaterThan(4);
    expect(ledger.history.done).toHaveLength(1);
    expect(isRefusal(ledger.undo())).toBe(false);
    expect(canonicalText(ledger.project)).toBe(before);
  });

  test("lets nothing else in between, and has no step before its end", async () => {
    const ledger = found();
    const watched = new Watched();
    const seen: unknown[] = [];
    watched.rest = async () => {
      seen.push(ledger.run(importFeatures, input(["other"])), ledger.undo(), ledger.history.done.length);
    };
    await ledger.runLarge(importFeatures, input(Array.from({ length: 1500 }, () => "n")), watched);
    expect(seen.length).toBeGreaterThan(6);
    for (const one of seen) expect(one === 0 || (one as { code?: string }).code === "history.large-act").toBe(true);
    expect(isRefusal(ledger.undo())).toBe(false);
  });

  test("that is given up while it is planned or sealed changes nothing", async () => {
    for (const last of [1, 2, 3]) {
      const ledger = found();
      const [before, head] = [canonicalText(ledger.project), ledger.head];
      const watched = new Watched();
      watched.rest = async (throughout) => {
        if (!throughout && ++watched.rests === last) throw new Error("given up");
      };
      const names = Array.from({ length: 2500 }, (_, i) => "x".repeat(200) + i);
      await expect(ledger.runLarge(importFeatures, input(names), watched)).rejects.toThrow("given up");
      expect(watched.parts).toEqual([]);
      expect(watched.ended).toBe(false);
      expect(canonicalText(ledger.project)).toBe(before);
      expect(ledger.head).toEqual(head);
      expect(isRefusal(ledger.run(importFeatures, input(["then"])))).toBe(false);
    }
  });

  test("is refused as any other, before anything was sealed", async () => {
    const ledger = found();
    const watched = new Watched();
    const refusal = await ledger.runLarge(importFeatures, { ...input([]), attributions: [] }, watched);
    expect(refusal?.code).toBe("command.nothing-to-do");
    expect(watched.head).toBeUndefined();
  });
});
