import { describe, expect, it } from "vitest";
import { dockedPx, dockRange } from "#ui/docking/dock";

const small = { width: 1366, height: 768 };
const zoomed = { width: 1093, height: 614 };

describe("dockRange", () => {
  it.each([small, zoomed])("leaves the map a quarter of the window at least, however wide the panels: %o", (size) => {
    const [panel, side] = [dockRange("panel", size), dockRange("side", size)];
    expect(size.width - panel.max - side.max).toBeGreaterThan(size.width / 4);
    expect(size.width - panel.usual - side.usual).toBeGreaterThan(size.width * 0.45);
    expect(dockRange("table", size).max).toBeLessThan(size.height * 0.61);
  });
  it("always holds its usual size", () => {
    for (const part of ["panel", "side", "table"] as const) {
      for (const size of [small, zoomed, { width: 500, height: 300 }]) {
        const { min, max, usual } = dockRange(part, size);
        expect(min).toBeLessThanOrEqual(usual);
        expect(usual).toBeLessThanOrEqual(max);
      }
    }
  });
});

describe("dockedPx", () => {
  const range = { min: 200, max: 500, usual: 300 };
  it("takes what was set, within bounds; the usual size when nothing was", () => {
    expect([0, 100, 250, 900].map((set) => dockedPx(set, range))).toEqual([300, 200, 250, 500]);
  });
});
