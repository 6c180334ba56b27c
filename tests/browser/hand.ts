import { expect, type Locator, type Page } from "@playwright/test";
import { type Lang, type Speak, speaker } from "#core/messages/catalogue";

/** Gestures of a planner, in the words of a language. */
export class Hand {
  readonly page: Page;
  readonly speak: Speak;

  constructor(page: Page, lang: Lang = "fr") {
    this.page = page;
    this.speak = speaker(lang);
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  get menu(): Locator {
    return this.page.getByRole("menu");
  }

  get map(): Locator {
    return this.page.getByRole("application");
  }

  get table(): Locator {
    return this.page.getByRole("region", { name: this.speak("ui.table") });
  }

  get workflow(): Locator {
    return this.page.getByRole("navigation", { name: this.speak("ui.workflow") });
  }

  /** The button of a message's words, exactly. */
  button(key: string): Locator {
    return this.page.getByRole("button", { name: this.speak(key), exact: true }).first();
  }

  /** The button that begins with a message's words. */
  door(key: string): Locator {
    return this.page
      .getByRole("button", { name: new RegExp(`^${this.speak(key).replace(/[()?.]/g, "\\$&")}`) })
      .first();
  }

  async stage(id: string): Promise<void> {
    await this.workflow.getByRole("button", { name: new RegExp(this.speak(`ui.stage.${id}`)) }).click();
  }

  async tab(id: string): Promise<void> {
    await this.page.getByRole("tab", { name: this.speak(`ui.side.${id}`) }).click();
  }

  /** Presses a key while the map has the focus. */
  async keyOnMap(keys: string): Promise<void> {
    await this.map.focus();
    await this.page.keyboard.press(keys);
  }

  /** Types into the find box. */
  async find(text: string): Promise<void> {
    await this.page.keyboard.press("Control+f");
    await this.page.keyboard.type(text);
  }

  /** Finds a parcel by its number and chooses it; some numbers are those of reserves. */
  async findParcel(): Promise<void> {
    const form = this.page.getByRole("tabpanel");
    for (const number of ["5/2", "6/3", "10/4", "2/2"]) {
      await this.find(number);
      await this.page.keyboard.press("Enter");
      await expect(form.getByText(number, { exact: true })).toBeVisible();
      if ((await form.getByText(/^(Parcelle|Parcel)$/).count()) > 0) return;
    }
    throw new Error("none of these numbers is a parcel's");
  }

  /** Closes what is open with Escape, and waits until it is gone. */
  async escape(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.dialog.or(this.menu)).toHaveCount(0);
  }

  /** From the first screen to the sample village's accepted plan. */
  async layOutSample(): Promise<void> {
    await this.door("ui.start.sample").click();
    await this.button("ui.import.create").click();
    await expect(this.workflow).toBeVisible();
    await this.stage("perimeter");
    await this.button("ui.perimeter.propose").click();
    await this.stage("layout");
    await this.button("ui.layout.compute").click();
    await this.button("ui.layout.accept").click({ timeout: 60_000 });
    await expect(this.page.getByRole("heading", { name: this.speak("ui.parcels.figures") })).toBeVisible();
  }
}
