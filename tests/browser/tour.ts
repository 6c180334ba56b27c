import { writeFileSync } from "node:fs";
import { expect, type Locator } from "@playwright/test";
import type { Hand } from "#tests/browser/hand";
import { makeHgt, makePng, makeRgbTiff, type Paint } from "#tests/helpers/rasters";

/** One thing the window can show, and the gestures that show it after the stop before. */
export interface Stop {
  readonly name: string;
  show(hand: Hand): Promise<void>;
}

/** What the tour needs from outside: a file that is no data, a dirty layer of parcels, pictures, altitudes. */
export interface TourFiles {
  readonly notData: string;
  readonly layer: string;
  readonly picture: string;
  readonly world: string;
  readonly ortho: string;
  readonly relief: string;
}

/** Around the sample village, metres of UTM zone 29N: a ground of stripes. */
const PLACE = { epsg: 32629, west: 586_000, north: 1_360_600, step: 2 };

/** Parcels drawn apart: one over another, one beside a crack. */
const DIRTY: readonly (readonly [west: number, east: number])[] = [
  [-8.2, -8.1998],
  [-8.19985, -8.1996],
  [-8.1995999, -8.1994],
];

/** Writes the files of the tour into a folder. */
export function writeTourFiles(folder: string): TourFiles {
  const files: TourFiles = {
    notData: `${folder}/registre.osm`,
    layer: `${folder}/parcelles.geojson`,
    picture: `${folder}/borne.png`,
    world: `${folder}/borne.pgw`,
    ortho: `${folder}/ortho.tif`,
    relief: `${folder}/N12W009.hgt`,
  };
  writeFileSync(files.notData, "Ceci n'est pas un fichier OpenStreetMap.");
  const features = DIRTY.map(([west, east], i) => ({
    type: "Feature",
    properties: { numero: String(i + 1), ilot: "2" },
    geometry: { type: "Polygon", coordinates: [square(west, east, 12.3, 12.3002)] },
  }));
  writeFileSync(files.layer, JSON.stringify({ type: "FeatureCollection", features }));
  const earth: Paint = (column, row) => ((column + row) % 40 < 20 ? [205, 160, 120, 255] : [150, 140, 90, 255]);
  writeFileSync(files.picture, makePng(320, 240, earth));
  writeFileSync(files.world, "1\n0\n0\n-1\n586900\n1359900\n");
  writeFileSync(files.ortho, makeRgbTiff(1000, 800, PLACE, earth));
  writeFileSync(
    files.relief,
    makeHgt((column, row) => 300 + Math.round(column / 4 + 8 * Math.sin(row / 3))),
  );
  return files;
}

function square(west: number, east: number, south: number, north: number): number[][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** Gives files to whatever the click asks files for. */
async function give(hand: Hand, asks: Locator, ...files: string[]): Promise<void> {
  const choosing = hand.page.waitForEvent("filechooser");
  await asks.click();
  await (await choosing).setFiles(files);
}

const stop = (name: string, show: Stop["show"]): Stop => ({ name, show });

/** Opens a dialog by a command of the palette, by its name. */
async function call(hand: Hand, key: string): Promise<void> {
  await hand.page.keyboard.press("Control+k");
  await hand.page.keyboard.type(hand.speak(key));
  await hand.page.keyboard.press("Enter");
}

/** Every screen, panel, tab, dialog, menu, empty state, refusal and notice, in an order a planner could follow. */
export function tour(files: TourFiles): readonly Stop[] {
  return [
    ...startStops(files),
    ...emptyStops,
    ...planStops,
    ...groundStops(files),
    ...sideStops,
    ...paperStops(files),
    ...landStops,
    ...tableStops,
    ...lastStops(files),
  ];
}

function startStops({ notData, layer }: TourFiles): readonly Stop[] {
  return [
    stop("start", async ({ page, speak }) => {
      await expect(page.getByRole("heading", { name: speak("ui.start.begin") })).toBeVisible();
    }),
    stop("start-language", async ({ page, speak, menu }) => {
      await page.getByRole("button", { name: new RegExp(`^${speak("ui.language")}`) }).click();
      await expect(menu).toBeVisible();
    }),
    stop("start-help", async (hand) => {
      await hand.escape();
      await hand.button("learn.help").click();
      await expect(hand.menu).toBeVisible();
    }),
    stop("charter", async ({ page, speak, dialog }) => {
      await page.getByRole("menuitem", { name: speak("ui.action.charter") }).click();
      await expect(dialog).toBeVisible();
    }),
    stop("start-profile", async (hand) => {
      await hand.escape();
      const profile = hand.speak("find.profile.planner");
      await hand.page.getByRole("button", { name: hand.speak("find.profile.now", { profile }) }).click();
      await expect(hand.dialog).toBeVisible();
    }),
    stop("import-refused", async (hand) => {
      await hand.escape();
      await give(hand, hand.door("ui.start.new"), notData);
      await expect(hand.dialog.getByRole("alert")).toBeVisible();
    }),
    stop("import-layer", async (hand) => {
      await hand.escape();
      await give(hand, hand.door("ui.start.new"), layer);
      await expect(hand.button("wizard.next.mapping")).toBeVisible();
    }),
    stop("import-mapping", async (hand) => {
      await hand.button("wizard.next.mapping").click();
      await expect(hand.button("wizard.next.preview")).toBeVisible();
    }),
    stop("import-preview", async (hand) => {
      await hand.button("wizard.next.preview").click();
      await expect(hand.button("wizard.next.cleaning")).toBeVisible();
    }),
    stop("import-layer-read", async (hand) => {
      await hand.button("wizard.next.cleaning").click();
      await hand.dialog.locator("summary").click();
      await expect(hand.button("ui.import.create")).toBeVisible();
    }),
    stop("import", async (hand) => {
      await hand.escape();
      await hand.door("learn.lesson.door").click();
      await expect(hand.button("ui.import.create")).toBeVisible();
    }),
    stop("import-help", async ({ page, speak }) => {
      await page.keyboard.press("F1");
      await expect(page.getByRole("searchbox", { name: speak("learn.help.search") })).toBeVisible();
    }),
    stop("bench-coach", async (hand) => {
      await hand.page.keyboard.press("Escape");
      await hand.button("ui.import.create").click();
      await expect(hand.workflow).toBeVisible();
      await expect(hand.page.getByRole("region", { name: hand.speak("learn.lesson") })).toBeVisible();
    }),
  ];
}

/** The stages and tabs of a village without a plan. */
const emptyStops: readonly Stop[] = [
  ...["data", "perimeter", "layout", "parcels", "networks", "checks", "plans"].map((id) =>
    stop(`empty-${id}`, (hand) => hand.stage(id)),
  ),
  ...["object", "legend", "balance", "history", "notes"].map((id) => stop(`empty-${id}`, (hand) => hand.tab(id))),
];

const planStops: readonly Stop[] = [
  stop("perimeter", async (hand) => {
    await hand.stage("perimeter");
    await hand.button("ui.perimeter.propose").click();
    await expect(hand.page.getByText(hand.speak("ui.perimeter.area"))).toBeVisible();
  }),
  stop("layout", (hand) => hand.stage("layout")),
  stop("layout-proposed", async (hand) => {
    await hand.button("ui.layout.compute").click();
    await expect(hand.button("ui.layout.accept")).toBeVisible({ timeout: 60_000 });
  }),
  stop("parcels", async (hand) => {
    await hand.button("ui.layout.accept").click();
    await expect(hand.page.getByRole("heading", { name: hand.speak("ui.parcels.figures") })).toBeVisible();
    await hand.button("learn.stop").click();
  }),
  stop("parcels-unfolded", async (hand) => {
    const folds = hand.page.locator(".panel-body details > summary");
    for (let i = (await folds.count()) - 1; i >= 0; i--) await folds.nth(i).click();
    await expect(hand.button("ui.address.streets")).toBeVisible();
  }),
  stop("parcels-end", (hand) => hand.door("ui.address.plates").scrollIntoViewIfNeeded()),
  stop("number-path", async (hand) => {
    await hand.button("ui.numbering.draw").click();
    await clickOnMap(hand, [0.4, 0.3], [0.6, 0.45]);
  }),
  stop("notice-undo", async (hand) => {
    await hand.keyOnMap("Escape");
    await hand.keyOnMap("v");
    await hand.findParcel();
    await hand.keyOnMap("Delete");
    await expect(hand.button("ui.undo").last()).toBeVisible();
  }),
  stop("notice-refused", async (hand) => {
    await hand.page.keyboard.press("Control+z");
    await hand.keyOnMap("m");
    await expect(hand.page.getByText(hand.speak("ui.why.merge-two")).first()).toBeVisible();
  }),
  stop("networks", async (hand) => {
    await hand.keyOnMap("f");
    await hand.page.waitForTimeout(500);
    await hand.stage("networks");
    const box = await hand.map.boundingBox();
    if (!box) throw new Error("the map is not on the page");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    for (const [key, dx, dy] of [
      ["transformer-50", 0, 0],
      ["borehole", 40, 40],
      ["standpipe", -40, 40],
    ] as const) {
      await hand.button(`ui.network.${key}`).click();
      await hand.page.mouse.click(x + dx, y + dy);
    }
    await hand.keyOnMap("v");
  }),
  stop("snap-menu", async (hand) => {
    await hand.page.locator(".snap-menu > button").click();
    await expect(hand.menu).toBeVisible();
  }),
  stop("vertex-entry", async (hand) => {
    await hand.escape();
    await hand.keyOnMap("s");
    await hand.page.keyboard.press("Space");
    await hand.page.keyboard.type("12");
    await expect(hand.page.locator("fieldset input").first()).toBeFocused();
  }),
  stop("checks", async (hand) => {
    for (let i = 0; i < 3; i++) await hand.page.keyboard.press("Escape");
    await hand.keyOnMap("v");
    await hand.stage("checks");
    await hand.page.locator('[data-mark="checks.issue"]').first().click();
  }),
  stop("checks-accept", async (hand) => {
    await hand.button("checks.accept.open").click();
    await expect(hand.dialog).toBeVisible();
  }),
  stop("checks-back", (hand) => hand.escape()),
  stop("plans", (hand) => hand.stage("plans")),
];

/** Clicks on the map, at shares of its width and height. */
async function clickOnMap(hand: Hand, ...places: readonly (readonly [number, number])[]): Promise<void> {
  const box = await hand.map.boundingBox();
  if (!box) throw new Error("the map is not on the page");
  for (const [x, y] of places) await hand.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
}

/** What lies under the plan: a picture with its divider, altitudes and their profile. */
function groundStops({ ortho, picture, world, relief }: TourFiles): readonly Stop[] {
  return [
    stop("backdrop", async (hand) => {
      await hand.tab("legend");
      await give(hand, hand.button("backdrop.add-file"), ortho);
      await expect(hand.page.locator(".backdrop-list > li")).toHaveCount(1);
    }),
    stop("backdrop-divider", async (hand) => {
      await hand.page.locator(".backdrop-list [aria-pressed]").click();
      await expect(hand.page.getByRole("slider", { name: /ortho/ })).toBeVisible();
    }),
    stop("backdrop-crs", async (hand) => {
      await hand.page.getByRole("slider", { name: /ortho/ }).press("Escape");
      await give(hand, hand.button("backdrop.add-file"), picture, world);
      await expect(hand.dialog.getByRole("combobox")).toBeVisible();
    }),
    stop("profile-empty", async (hand) => {
      await hand.escape();
      await hand.keyOnMap("h");
      await expect(hand.page.getByRole("region", { name: hand.speak("backdrop.profile") })).toBeVisible();
    }),
    stop("profile", async (hand) => {
      await give(hand, hand.button("backdrop.relief.add"), relief);
      await expect(hand.page.getByText(hand.speak("backdrop.profile.empty"))).toBeVisible();
      await clickOnMap(hand, [0.3, 0.2], [0.55, 0.35], [0.7, 0.3]);
      await hand.keyOnMap("Enter");
      await expect(hand.page.getByRole("slider", { name: hand.speak("backdrop.profile.chart") })).toBeVisible();
    }),
    stop("profile-table", async (hand) => {
      await hand.button("backdrop.profile.table").click();
      await hand.page.locator(".backdrop-list").getByRole("checkbox").first().uncheck();
    }),
    stop("profile-back", async (hand) => {
      await hand.button("backdrop.profile.close").click();
      await hand.keyOnMap("v");
    }),
  ];
}

/** Acts on parcels, from the panel that prepares them to their register and the map before them. */
const landStops: readonly Stop[] = [
  stop("divide", async (hand) => {
    await hand.findParcel();
    await hand.keyOnMap("x");
    await expect(landForm(hand, "divide").getByRole("row").nth(1)).toBeVisible();
  }),
  stop("divide-refused", async (hand) => {
    const form = landForm(hand, "divide");
    await form.getByLabel(hand.speak("divide.method"), { exact: true }).selectOption("areas");
    await form.getByLabel(hand.speak("divide.areas")).fill("300 ; 9000");
    await expect(form.getByRole("status")).toBeVisible();
  }),
  ...(["cede", "reserve"] as const).map((kind) =>
    stop(kind, async (hand) => {
      await hand.page.locator(".land-panel select").first().selectOption(kind);
      await expect(landForm(hand, kind)).toBeVisible();
    }),
  ),
  stop("adjust", async (hand) => {
    await hand.page.keyboard.press("Escape");
    await chooseNeighbour(hand);
    await hand.keyOnMap("Shift+R");
    await expect(landForm(hand, "adjust")).toBeVisible();
  }),
  stop("remembrement", async (hand) => {
    await hand.page.locator(".land-panel select").first().selectOption("remembrement");
    await expect(landForm(hand, "remembrement")).toBeVisible();
  }),
  stop("object-several", (hand) => hand.page.keyboard.press("Escape")),
  stop("divided", async (hand) => {
    await hand.findParcel();
    await hand.keyOnMap("x");
    await expect(landForm(hand, "divide").getByRole("row").nth(1)).toBeVisible();
    await hand.page.keyboard.press("Enter");
    await expect(landForm(hand, "divide")).toBeHidden();
  }),
  stop("filiation", async (hand) => {
    await hand.find("5/2-1");
    await hand.page.keyboard.press("Enter");
    const area = hand.page.getByRole("tabpanel").getByRole("textbox", { name: /^(Surface arrêtée|Official area)/ });
    await area.fill("900");
    await area.press("Enter");
    await hand.page.getByRole("region", { name: hand.speak("acts.filiation") }).scrollIntoViewIfNeeded();
  }),
  stop("filiation-past", async (hand) => {
    await hand.page
      .getByRole("region", { name: hand.speak("acts.filiation") })
      .locator("button.link")
      .first()
      .click();
    await expect(hand.page.getByText(hand.speak("acts.filiation.past"))).toBeVisible();
  }),
  stop("acts", async (hand) => {
    await hand.keyOnMap("Shift+A");
    await expect(hand.dialog.getByRole("form")).toBeVisible();
  }),
  stop("day", async (hand) => {
    await hand.escape();
    await hand.keyOnMap("Shift+D");
    await expect(hand.button("acts.day.leave")).toBeVisible();
  }),
  stop("day-back", async (hand) => {
    await hand.button("acts.day.leave").click();
    await hand.keyOnMap("v");
  }),
];

/** The panel of an act on land. */
function landForm(hand: Hand, kind: string): Locator {
  return hand.page.getByRole("form", { name: hand.speak(`divide.kind.${kind}`) });
}

/** Adds the parcel beside the one chosen, which stands in the middle of the map: on one side or another. */
async function chooseNeighbour(hand: Hand): Promise<void> {
  await hand.page.waitForTimeout(600);
  const box = await hand.map.boundingBox();
  if (!box) throw new Error("the map is not on the page");
  for (const [dx, dy] of [
    [-66, 0],
    [66, 0],
    [77, -75],
  ] as const) {
    await hand.page.keyboard.down("Shift");
    await hand.page.mouse.click(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
    await hand.page.keyboard.up("Shift");
    if ((await hand.page.locator(".status").getByText(/^2 /).count()) > 0) return;
  }
  throw new Error("no parcel beside the one chosen");
}

const sideStops: readonly Stop[] = [
  ...["legend", "balance", "history"].map((id) => stop(id, (hand) => hand.tab(id))),
  stop("compare", async (hand) => {
    await hand.button("look.compare.do").click();
    await expect(hand.page.getByRole("region", { name: hand.speak("look.compare") })).toBeVisible();
  }),
  stop("measure", async (hand) => {
    await hand.keyOnMap("Escape");
    await hand.keyOnMap("d");
    const box = await hand.map.boundingBox();
    if (!box) throw new Error("the map is not on the page");
    for (const [x, y] of [
      [0.5, 0.4],
      [0.6, 0.5],
      [0.5, 0.6],
      [0.5, 0.4],
    ] as const) {
      await hand.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    }
    await expect(hand.page.getByRole("region", { name: hand.speak("look.measure.segments") })).toBeVisible();
  }),
  stop("notes", async (hand) => {
    await hand.keyOnMap("Escape");
    await hand.keyOnMap("Escape");
    await hand.tab("notes");
    await hand.keyOnMap("r");
    await hand.keyOnMap("Space");
    await hand.page
      .getByRole("textbox", { name: hand.speak("look.note.text") })
      .fill("Vérifier avec le chef de village");
    await hand.page.keyboard.press("Tab");
    await hand.keyOnMap("Shift+B");
  }),
  stop("object", async (hand) => {
    await hand.findParcel();
    await expect(hand.page.getByRole("tabpanel").getByRole("textbox").first()).toBeVisible();
  }),
  stop("object-refused", async (hand) => {
    const area = hand.page.getByRole("tabpanel").getByRole("textbox", { name: /Contenance|Area in the deed|deed/ });
    await area.first().fill("douze");
    await area.first().press("Enter");
    await expect(hand.page.getByRole("tabpanel").getByRole("alert")).toBeVisible();
  }),
  stop("context-menu", async (hand) => {
    await hand.page.keyboard.press("Escape");
    await hand.keyOnMap("Shift+F10");
    await expect(hand.menu).toBeVisible();
  }),
  stop("find", async (hand) => {
    await hand.escape();
    await hand.find("1/1");
    await expect(hand.page.getByRole("listbox")).toBeVisible();
  }),
  stop("find-none", async (hand) => {
    await hand.page.keyboard.press("Control+f");
    await hand.page.keyboard.type("zzzz");
    await expect(hand.page.getByText(hand.speak("find.none"))).toBeVisible();
  }),
];

/** Documents of a chosen parcel. */
function paperStops({ picture }: TourFiles): readonly Stop[] {
  return [
    stop("document", async (hand) => {
      await hand.page.keyboard.press("Escape");
      await hand.findParcel();
      await give(hand, hand.button("ui.action.attach"), picture);
      await expect(hand.page.getByRole("button", { name: /borne\.png/ })).toBeVisible();
      await hand.page.getByRole("button", { name: /borne\.png/ }).click();
    }),
    stop("document-viewer", async (hand) => {
      await hand.button("documents.open").click();
      await expect(hand.dialog).toBeVisible();
    }),
    stop("document-back", (hand) => hand.escape()),
  ];
}

/** A dialog of the table, opened by the button of its name. */
const tableDialog = (name: string) =>
  stop(`table-${name}`, async (hand) => {
    if ((await hand.dialog.count()) > 0) await hand.escape();
    await hand.table.getByRole("button", { name: hand.speak(`table.${name}`), exact: true }).click();
    await expect(hand.dialog).toBeVisible();
  });

const tableStops: readonly Stop[] = [
  stop("table", async (hand) => {
    await hand.page.keyboard.press("Escape");
    await hand.keyOnMap("t");
    await expect(hand.table.getByRole("row").nth(2)).toBeVisible();
  }),
  stop("table-filter-refused", async (hand) => {
    await hand.table.getByRole("button", { name: hand.speak("table.filter"), exact: true }).click();
    await hand.table.getByRole("textbox", { name: hand.speak("table.expression") }).fill("surfce > 400");
  }),
  stop("table-statistics", async (hand) => {
    await hand.table.getByRole("button", { name: hand.speak("table.filter"), exact: true }).click();
    await hand.table.getByRole("button", { name: hand.speak("table.statistics"), exact: true }).click();
    await expect(hand.page.getByRole("region", { name: hand.speak("table.statistics") })).toBeVisible();
  }),
  ...["columns", "set", "replace", "copy", "paste"].map(tableDialog),
  stop("table-groups", async (hand) => {
    await hand.escape();
    await hand.table.getByRole("button", { name: hand.speak("table.statistics"), exact: true }).click();
    await hand.table.getByRole("combobox", { name: hand.speak("table.group") }).selectOption({ index: 2 });
  }),
];

const lastStops = ({ layer }: TourFiles): readonly Stop[] => [
  stop("project-menu", async (hand) => {
    await hand.keyOnMap("t");
    await hand.page.locator(".project-menu").click();
    await expect(hand.menu).toBeVisible();
  }),
  stop("rename", async (hand) => {
    await hand.page.getByRole("menuitem", { name: hand.speak("ui.action.rename") }).click();
    await expect(hand.dialog).toBeVisible();
  }),
  stop("import-again", async (hand) => {
    await hand.escape();
    await call(hand, "ui.action.import");
    await expect(hand.dialog).toBeVisible();
  }),
  stop("traverse", async (hand) => {
    await hand.escape();
    await call(hand, "ui.action.traverse");
    await expect(hand.dialog.getByRole("heading").first()).toBeVisible();
  }),
  stop("traverse-closed", async (hand) => {
    for (const [key, value] of [
      ["startX", "586900"],
      ["startY", "1359800"],
    ] as const) {
      await hand.dialog.getByLabel(hand.speak(`draw.traverse.${key}`)).fill(value);
    }
    await hand.dialog.locator(".points-fields input").nth(2).fill("50");
    const cells = hand.dialog.locator(".traverse-book input");
    for (const [i, value] of ["A", "100", "25", "B", "100", "25", "C", "100", "25", "D", "100", "25,02"].entries()) {
      if (i >= (await cells.count())) await hand.button("draw.traverse.add").click();
      await cells.nth(i).fill(value);
    }
    await hand.dialog.getByRole("status").last().scrollIntoViewIfNeeded();
  }),
  stop("points", async (hand) => {
    await hand.escape();
    await call(hand, "ui.action.points");
    await expect(hand.dialog.getByRole("heading").first()).toBeVisible();
  }),
  stop("points-read", async (hand) => {
    await hand.dialog
      .getByRole("textbox")
      .first()
      .fill("B1;586900,25;1359800,10\nB2;586950,00;1359790,50\nvu avec le chef");
    await expect(hand.dialog.getByRole("row").nth(1)).toBeVisible();
  }),
  stop("palette", async (hand) => {
    await hand.escape();
    await hand.page.keyboard.press("Control+k");
    await expect(hand.dialog).toBeVisible();
  }),
  stop("palette-none", async (hand) => {
    await hand.page.keyboard.type("zzzz");
    await expect(hand.page.getByText(hand.speak("find.palette.none"))).toBeVisible();
  }),
  stop("shortcuts", async (hand) => {
    await hand.escape();
    await hand.keyOnMap("?");
    await expect(hand.dialog).toBeVisible();
  }),
  stop("plan", async (hand) => {
    await hand.escape();
    await hand.page.keyboard.press("Control+p");
    await expect(hand.dialog.locator(".plan-sheet img")).toBeVisible();
  }),
  stop("help", async (hand) => {
    await hand.escape();
    await hand.page.keyboard.press("F1");
    await expect(hand.page.getByRole("searchbox", { name: hand.speak("learn.help.search") })).toBeVisible();
  }),
  stop("help-none", async (hand) => {
    await hand.page.getByRole("searchbox", { name: hand.speak("learn.help.search") }).fill("zzzz");
    await expect(hand.page.getByText(hand.speak("learn.help.none"))).toBeVisible();
  }),
  ...(["surveyor", "agent"] as const).flatMap((id) => [
    stop(`profile-${id}`, async (hand) => {
      await hand.page.keyboard.press("Escape");
      await call(hand, "ui.action.profile");
      await hand.dialog.getByRole("radio", { name: new RegExp(`^${hand.speak(`find.profile.${id}`)}`) }).check();
    }),
    stop(`bench-${id}`, (hand) => hand.escape()),
  ]),
  stop("profile-planner", async (hand) => {
    await call(hand, "ui.action.profile");
    await hand.dialog.getByRole("radio", { name: new RegExp(`^${hand.speak("find.profile.planner")}`) }).check();
  }),
  stop("start-projects", async (hand) => {
    await hand.escape();
    await expect(hand.page.locator("[data-save=saved]")).toBeVisible();
    await hand.page.keyboard.press("Control+o");
    await expect(hand.page.locator(".recent-open")).toBeVisible();
  }),
  stop("start-remove", async (hand) => {
    await hand.page.locator(".recent .icon-button").click();
    await expect(hand.dialog).toBeVisible();
  }),
  stop("cadastre", async (hand) => {
    await hand.escape();
    await give(hand, hand.door("ui.start.new"), layer);
    await hand.button("wizard.next.mapping").click();
    await hand.button("wizard.next.preview").click();
    await hand.button("wizard.next.cleaning").click();
    await hand.button("ui.import.create").click();
    await expect(hand.page.getByRole("heading", { name: hand.speak("ui.parcels.figures") })).toBeVisible();
  }),
  stop("cadastre-checks", (hand) => hand.stage("checks")),
  stop("recovery", async (hand) => {
    await expect(hand.page.locator("[data-save=saved]")).toBeVisible();
    const { origin } = new URL(hand.page.url());
    await hand.page.goto("about:blank");
    const devtools = await hand.page.context().newCDPSession(hand.page);
    await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
    await hand.page.goto(origin);
    await hand.page.locator(".recent-open").first().click();
    await expect(hand.button("ui.recovery.journal.keep")).toBeVisible();
  }),
  stop("design", async (hand) => {
    await hand.page.goto(`${new URL(hand.page.url()).origin}/?design`);
    await expect(hand.dialog).toBeVisible();
  }),
];
