import { mkdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Keeps a picture of a step under `test-results/journey`. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync("test-results/journey", { recursive: true });
  await page.screenshot({ path: `test-results/journey/${name}.png` });
}

/** Holds the page to axe: nothing found at all. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

/** Whatever the page writes as an error, gathered; a test ends with none. */
export function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return errors;
}
