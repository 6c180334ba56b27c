import type { Bridge, BridgeName, CallOptions } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { emptyHead, type SealedRecord, verifiedPrefix } from "#core/model/journal";
import { refuse } from "#core/model/refusal";

/** A main side without a disk: journals in memory, and a switch that makes the disk full. */
export class MemoryBridge implements Bridge {
  readonly journals = new Map<string, SealedRecord[]>();
  diskFull = false;

  async call(name: BridgeName, input: unknown, options: CallOptions = {}): Promise<never> {
    const { project, records, after } = input as { project: string; records: SealedRecord[]; after: number };
    const kept = this.journals.get(project) ?? [];
    const answer = (value: unknown, bytes = new Uint8Array(0)) => ({ value, bytes }) as never;
    const { good, head, brokenAt } = verifiedPrefix(kept);
    switch (name) {
      case "project.list":
        return answer({ projects: [] });
      case "project.remove":
        this.journals.delete(project);
        return answer({});
      case "journal.head":
        return answer({ exists: kept.length > 0, head, ...(brokenAt === undefined ? {} : { brokenAt }) });
      case "journal.read":
        return answer({ head }, new TextEncoder().encode(JSON.stringify(good.filter((record) => record.seq > after))));
      case "journal.replace":
        this.journals.set(project, JSON.parse(new TextDecoder().decode(options.bytes)) as SealedRecord[]);
        return answer({ head: emptyHead });
      case "journal.append": {
        if (this.diskFull) throw new BridgeError("failure", refuse("failure.disk-full"));
        const fresh = records.filter((record) => record.seq > head.seq);
        if (verifiedPrefix(fresh, head).brokenAt !== undefined) {
          throw new BridgeError("refusal", refuse("journal.out-of-turn"));
        }
        this.journals.set(project, [...kept, ...fresh]);
        return answer({ head });
      }
      case "journal.take": {
        const { seq, hash } = input as { seq: number; hash: string };
        const text = (await options.blob?.text()) ?? "";
        return this.call("journal.append", { project, records: [{ seq, text, hash }] });
      }
      default:
        throw new Error(`not in this test: ${name}`);
    }
  }
}
