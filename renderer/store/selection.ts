import { Observable } from "#store/observable";

/** The features chosen on the map, in the table or by a search: ids, shared by all who show them. */
export class Selection extends Observable<ReadonlySet<string>> {
  constructor() {
    super(new Set());
  }

  /** Chooses exactly these. */
  select(ids: Iterable<string>): void {
    const next = new Set(ids);
    const now = this.get();
    if (next.size === now.size && [...next].every((id) => now.has(id))) return;
    this.set(next);
  }

  /** Adds one, or takes it out when it is chosen already. */
  toggle(id: string): void {
    const next = new Set(this.get());
    if (!next.delete(id)) next.add(id);
    this.set(next);
  }

  clear(): void {
    this.select([]);
  }
}
