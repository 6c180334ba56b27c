import { remembered } from "#store/preferences";

const MOST = 8;
const isIds = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

/** What was called by its name lately, last first; remembered on this machine. */
export const recentCalls = remembered<string[]>("recent-calls", [], isIds);

/** Notes that something was called. */
export function noteCall(id: string): void {
  recentCalls.update((ids) => [id, ...ids.filter((each) => each !== id)].slice(0, MOST));
}
