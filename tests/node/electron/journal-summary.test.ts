import { describe, expect, it } from "vitest";
import { recordOf } from "#core/model/document";
import { type JournalRecord, type SealedRecord, seal } from "#core/model/journal";
import { journalLine } from "#services/journal-scan";
import { journalSummary } from "#services/journal-summary";
import { chain, villageMeta } from "#tests/node/electron/journal-records";

const bytesOf = (records: readonly SealedRecord[]): Buffer => Buffer.from(records.map(journalLine).join(""), "utf8");

/** A record that changes no words of the project, behind others. */
function behind(records: readonly SealedRecord[], note: string): SealedRecord {
  const last = records.at(-1) as SealedRecord;
  const record: JournalRecord = {
    seq: last.seq + 1,
    time: "2026-04-01T00:00:00.000Z",
    kind: "do",
    command: "update-fields",
    change: { added: [{ id: "a", class: "note", geometry: null, fields: { text: note } }], updated: [], removed: [] },
  };
  return seal(record, last);
}

describe("the summary of a journal", () => {
  it("says where it ends, when that was, and the project's latest words", () => {
    const records = chain(5);
    const last = records[4] as SealedRecord;
    expect(journalSummary(bytesOf(records))).toEqual({
      head: { seq: 5, hash: last.hash },
      time: recordOf(last).time,
      meta: { ...villageMeta, name: "Bèlèko 5" },
    });
  });

  it("finds the words behind records that do not speak of them, whatever these quote", () => {
    const named = chain(3);
    const quoting = behind(named, 'dit "meta":[{"name":"Faux"}] et \\"meta\\":[ encore');
    const summary = journalSummary(bytesOf([...named, quoting]));
    expect(summary?.meta.name).toBe("Bèlèko 3");
    expect(summary?.head).toEqual({ seq: 4, hash: quoting.hash });
  });

  it("leaves to a whole reading what is torn, altered or empty", () => {
    const whole = bytesOf(chain(3));
    expect(journalSummary(whole.subarray(0, whole.length - 1))).toBeUndefined();
    expect(journalSummary(whole.subarray(0, whole.length - 40))).toBeUndefined();
    expect(journalSummary(Buffer.concat([whole, Buffer.from("rien\n")]))).toBeUndefined();
    expect(journalSummary(Buffer.alloc(0))).toBeUndefined();
  });
});
