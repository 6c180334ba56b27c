import { type Locator, type Page, test } from "@playwright/test";

/** Counts what the hand does, stage by stage: one action is one click, one command key or one completed field. */
export class Counter {
  readonly #page: Page;
  readonly #stages: { name: string; actions: string[] }[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  async stage(name: string, work: () => Promise<void>): Promise<void> {
    this.#stages.push({ name, actions: [] });
    await test.step(name, work);
  }

  async click(target: Locator, name: string): Promise<void> {
    await target.click({ timeout: 60_000 });
    this.count(name);
  }

  async key(keys: string): Promise<void> {
    await this.#page.keyboard.press(keys);
    this.count(keys);
  }

  async field(target: Locator, value: string, name: string): Promise<void> {
    await target.fill(value);
    await target.press("Tab");
    this.count(`${name} = ${value}`);
  }

  /** Counts what is done outside the page: the system's own dialog for files. */
  count(name: string): void {
    this.#stages.at(-1)?.actions.push(name);
  }

  get total(): number {
    return this.#stages.reduce((sum, { actions }) => sum + actions.length, 0);
  }

  get report(): string {
    return this.#stages.map(({ name, actions }) => `${name}: ${actions.length} (${actions.join(", ")})`).join("\n");
  }
}
