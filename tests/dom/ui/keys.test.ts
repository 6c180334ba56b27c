import { describe, expect, it } from "vitest";
import { keysOf, keyWords } from "#ui/actions/action";

function press(
  key: string,
  held: Partial<Record<"ctrlKey" | "shiftKey" | "altKey" | "metaKey", boolean>> = {},
): string {
  return keysOf({ key, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...held } as KeyboardEvent);
}

describe("keys", () => {
  it("names them as actions declare them", () => {
    expect(press("z", { ctrlKey: true })).toBe("Ctrl+Z");
    expect(press("Z", { ctrlKey: true, shiftKey: true })).toBe("Ctrl+Shift+Z");
    expect(press("Delete")).toBe("Delete");
    expect(press("s")).toBe("S");
  });
  it("takes Command for Ctrl", () => {
    expect(press("z", { metaKey: true })).toBe("Ctrl+Z");
  });
  it("takes a sign for itself, however the keyboard makes it", () => {
    expect(press("?", { shiftKey: true })).toBe("?");
    expect(press("?")).toBe("?");
  });
  it("says them as a French keyboard does", () => {
    expect(keyWords("Ctrl+Shift+Z", "fr")).toBe("Ctrl+Maj+Z");
    expect(keyWords("Delete", "fr")).toBe("Suppr");
    expect(keyWords("Delete", "en")).toBe("Delete");
  });
});
