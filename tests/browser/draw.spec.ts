import { expect, type Page, test } from "@playwright/test";
import { accessible, errorsOf, picture } from "#tests/browser/looks";
import { type RunningShell, startShell } from "#tests/browser/shell";

// Cuts drawn to the millimetre on the sample village: by figures and keyboard alone, and with the mouse.

let shell: RunningShell;

test.beforeAll(async () => {
  shell = await startShell();
});
test.afterAll(async () => {
  await shell.dispose();
});

interface Face {
  readonly id: string;
  readonly class: string;
  readonly geometry: { readonly kind: string; readonly rings: readonly (readonly number[])[] };
  readonly fields: Readonly<Record<string, string | number>>;
}
interface Change {
  readonly added: readonly Face[];
  readonly updated: readonly (readonly [Face, Face])[];
}

const stage = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Étapes" }).getByRole("button", { name }).click();

/** What a step of the journal in the window's own store changed: the last one, or the last of a command. */
async function lastChange(page: Page, command: string): Promise<Change> {
  const text = await page.evaluate(
    (wanted) =>
      new Promise<string>((resolve, reject) => {
        const open = indexedDB.open("maillage");
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const rows = open.result.transaction("journal").objectStore("journal").getAll();
          rows.onerror = () => reject(rows.error);
          rows.onsuccess = () => {
            open.result.close();
            const texts = (rows.result as { text: string }[]).map((row) => row.text);
            resolve(texts.findLast((each) => each.includes(`"command":"${wanted}"`)) ?? "");
          };
        };
      }),
    command,
  );
  return (JSON.parse(text) as { change: Change }).change;
}

/** A parcel of four corners, its corners from the lower left on. */
function quads(change: Change): { face: Face; ring: readonly number[] }[] {
  return change.added
    .filter((face) => face.class === "parcel" && face.geometry.rings[0]?.length === 8)
    .map((face) => ({ face, ring: face.geometry.rings[0] as readonly number[] }));
}

async function find(page: Page, face: Face): Promise<void> {
  await page.keyboard.press("Control+f");
  const box = page.getByRole("combobox", { name: /Chercher/ }).or(page.getByRole("searchbox"));
  await box.first().fill(`${face.fields["ilot"]}/${face.fields["number"]}`);
  await page.keyboard.press("Enter");
  await page.getByRole("application").focus();
}

/** Where the corners of a ring in the middle of the map are in the window. */
async function corners(page: Page, ring: readonly number[]): Promise<(i: number) => [number, number]> {
  const map = await page.getByRole("application").boundingBox();
  if (!map) throw new Error("the map is not on the page");
  const words = (await page.locator(".status .scale").textContent()) ?? "";
  const mmPerPx = Number(words.replace(/^1\//, "").replace(/\D/g, "")) / (96 / 25.4);
  const xs = ring.filter((_, i) => i % 2 === 0);
  const ys = ring.filter((_, i) => i % 2 === 1);
  const middle = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2] as const;
  return (i) => [
    map.x + map.width / 2 + ((ring[2 * i] as number) - middle[0]) / mmPerPx,
    map.y + map.height / 2 - ((ring[2 * i + 1] as number) - middle[1]) / mmPerPx,
  ];
}

const metres = (mm: number): string => (mm / 1000).toFixed(3).replace(".", ",");
const between = (ring: readonly number[], i: number, j: number, share: number): [number, number] => [
  (ring[2 * i] as number) + share * ((ring[2 * j] as number) - (ring[2 * i] as number)),
  (ring[2 * i + 1] as number) + share * ((ring[2 * j + 1] as number) - (ring[2 * i + 1] as number)),
];
const bearing = (a: readonly number[], b: readonly number[]): number =>
  ((Math.atan2((b[0] as number) - (a[0] as number), (b[1] as number) - (a[1] as number)) * 180) / Math.PI + 360) % 360;

test("draws cuts to the millimetre", async ({ page }) => {
  page.setDefaultTimeout(12_000);
  const errors = errorsOf(page);
  await page.goto(shell.address);

  const parcels = await test.step("a plan to cut", async () => {
    await page.getByRole("button", { name: /Village d'exemple/ }).click();
    await page.getByRole("textbox", { name: "Nom du projet" }).fill("Coupes");
    await page.getByRole("button", { name: "Créer le projet" }).click();
    await stage(page, "Périmètre");
    await page.getByRole("button", { name: "Proposer un périmètre" }).click();
    await stage(page, "Maillage");
    await page.getByRole("button", { name: "Mailler", exact: true }).click();
    await page.getByRole("button", { name: "Accepter ce plan" }).click({ timeout: 60_000 });
    await expect(page.getByRole("heading", { name: "En chiffres" })).toBeVisible();
    await expect(page.locator("[data-save=saved]")).toBeVisible();
    return quads(await lastChange(page, "accept-layout"));
  });
  const [first, second, third] = [parcels[3], parcels[20], parcels[12]];
  if (!first || !second || !third) throw new Error("the plan has no parcels of four corners");

  await test.step("by figures and keyboard alone", async () => {
    await find(page, first.face);
    await page.keyboard.press("s");
    const group = page.getByRole("group", { name: "Sommet suivant" });
    await expect(group).toBeVisible();
    // From a metre outside one side to a metre outside the side across.
    const a = between(first.ring, 0, 1, 0.37).map(Math.round) as [number, number];
    const b = between(first.ring, 3, 2, 0.41).map(Math.round) as [number, number];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const start = [a[0] - (b[0] - a[0]) / (length / 1000), a[1] - (b[1] - a[1]) / (length / 1000)].map(Math.round);
    await page.keyboard.type("1");
    const x = group.getByRole("textbox", { name: "X m" });
    await expect(x).toBeFocused();
    await x.fill(`${metres(start[0] as number)};${metres(start[1] as number)}`);
    await page.keyboard.press("Enter");
    const distance = group.getByRole("textbox", { name: "Distance m" });
    await expect(distance).toBeFocused();
    await page.keyboard.type(metres(length + 2000));
    await page.keyboard.press("Tab");
    const turn = bearing(start, b);
    await page.keyboard.type(turn.toFixed(5).replace(".", ","));
    await expect(distance).toHaveAccessibleDescription("Valeur fixée");
    await picture(page, "60-saisie");
    await accessible(page);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("[data-save=saved]")).toBeVisible();

    const change = await lastChange(page, "split-face");
    const corners = new Set(first.ring.flatMap((v, i) => (i % 2 ? [] : [`${v},${first.ring[i + 1]}`])));
    const cut = (change.added[0]?.geometry.rings[0] ?? []).flatMap((v, i, ring) =>
      i % 2 || corners.has(`${v},${ring[i + 1]}`) ? [] : [[v, ring[i + 1] as number] as const],
    );
    expect(cut).toHaveLength(2);
    const [sin, cos] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)];
    for (const [px, py] of cut) {
      const off = (px - (start[0] as number)) * cos - (py - (start[1] as number)) * sin;
      expect(Math.abs(off)).toBeLessThanOrEqual(1);
    }
  });

  await test.step("with the mouse: two corners by snapping, a bend between them by figures", async () => {
    await find(page, second.face);
    await page.waitForTimeout(400);
    await page.keyboard.press("s");
    const pixel = await corners(page, second.ring);
    await page.mouse.move(...pixel(0));
    await picture(page, "61-accrochage");
    await page.mouse.click(...pixel(0));
    const corner = second.ring.slice(0, 2);
    const bend = between(second.ring, 1, 3, 0.4);
    const polar = `${metres(Math.hypot(bend[0] - (corner[0] as number), bend[1] - (corner[1] as number)))}<${bearing(corner, bend).toFixed(4)}`;
    await page.keyboard.type(polar);
    await page.keyboard.press("Enter");
    await page.mouse.move(...pixel(2));
    await picture(page, "62-coupe");
    await page.mouse.dblclick(...pixel(2));
    await expect(page.locator("[data-save=saved]")).toBeVisible();
    const { added } = await lastChange(page, "split-face");
    const ring = added[0]?.geometry.rings[0] ?? [];
    const nearest = Math.min(
      ...ring.map((v, i) => (i % 2 ? Infinity : Math.hypot(v - bend[0], (ring[i + 1] as number) - bend[1]))),
    );
    expect(nearest).toBeLessThanOrEqual(2);
    for (const i of [0, 2]) expect(ring).toContain(second.ring[2 * i]);
    expect(added[0]?.id).not.toBe(first.face.id);
  });

  await test.step("a parcel where nothing is planned, by places and steps typed", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("application").focus();
    await page.keyboard.press("Shift+S");
    const [x, y] = [Math.max(...first.ring.filter((_, i) => i % 2 === 0)) + 2_000_000, first.ring[1] as number];
    await page.keyboard.type("1");
    const group = page.getByRole("group", { name: "Sommet suivant" });
    await group.getByRole("textbox", { name: "X m" }).fill(`${metres(x)};${metres(y)}`);
    for (const step of ["", "@20,125;0", "@0;15,5", "@-20,125;0"]) {
      if (step) await group.getByRole("textbox", { name: "Distance m" }).fill(step);
      await page.keyboard.press("Enter");
      await expect(group.getByRole("textbox", { name: "Distance m" })).toBeFocused();
    }
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("[data-save=saved]")).toBeVisible();
    const { added } = await lastChange(page, "create-parcel");
    const ring = added.find((face) => face.class === "parcel")?.geometry.rings[0] ?? [];
    expect(new Set(ring)).toEqual(new Set([x, y, x + 20_125, y + 15_500]));
  });

  await test.step("bornes at the corners of a parcel, and from a pasted list", async () => {
    await page.keyboard.press("Escape");
    await find(page, third.face);
    const panel = page.getByRole("region", { name: "Parcelles" }).or(page.locator(".panel")).first();
    await panel.locator("summary").filter({ hasText: "Bornes" }).click();
    await panel.getByRole("button", { name: "Poser des bornes" }).click();
    await expect(panel.getByText(/^\d bornes, dont 0/)).toBeVisible();
    await panel.getByRole("button", { name: "Importer des points" }).click();
    const dialog = page.getByRole("dialog", { name: "Importer des points" });
    const [x, y] = first.ring as [number, number];
    await dialog
      .getByRole("textbox", { name: "Points" })
      .fill(`Numéro;X;Y\nT1;${metres(x + 12)};${metres(y - 9)}\nT2;${metres(x + 5000)};${metres(y)}\nfin du levé`);
    await expect(dialog.getByText(/2 points lus.*point-virgule, virgule décimale/)).toBeVisible();
    await expect(dialog.getByText(/Une ligne n'est pas lue/)).toBeVisible();
    await dialog.getByRole("combobox", { name: "Méthode du levé" }).selectOption({ label: "GNSS de précision (RTK)" });
    await picture(page, "64-points");
    await accessible(page);
    await dialog.getByRole("button", { name: "Importer 2 bornes" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.locator("[data-save=saved]")).toBeVisible();
    const { added } = await lastChange(page, "import-bornes");
    expect(added.map((borne) => (borne.geometry as unknown as { at: number[] }).at)).toEqual([
      [x, y],
      [x + 5000, y],
    ]);
    await picture(page, "65-bornes");
  });

  await test.step("planting the bornes of a parcel that is set out is an act, and marks the parcel", async () => {
    await find(page, third.face);
    const state = page.getByRole("tabpanel").getByRole("combobox", { name: "État" });
    await state.selectOption({ label: "Implantée" });
    await page.waitForTimeout(400);
    const pixel = await corners(page, third.ring);
    await page.getByRole("application").focus();
    await page.keyboard.press("v");
    await page.mouse.click(...pixel(0));
    await page.keyboard.down("Shift");
    for (const i of [1, 2, 3]) await page.mouse.click(...pixel(i));
    await page.keyboard.up("Shift");
    await page.getByRole("button", { name: "Bornes posées" }).click();
    const dialog = page.getByRole("dialog", { name: "Bornage : 4 bornes" });
    await dialog.getByRole("textbox", { name: "Numéro" }).fill("PV 12");
    await expect(dialog.getByRole("checkbox", { name: /toutes ses bornes tiennent/ })).toBeChecked();
    await picture(page, "68-bornage");
    await accessible(page);
    await dialog.getByRole("button", { name: "Noter le bornage" }).click();
    await expect(page.locator("[data-save=saved]")).toBeVisible();
    const { updated } = await lastChange(page, "set-borne-state");
    expect(updated.map(([, { class: id, fields }]) => `${id} ${fields["state"]}`).sort()).toEqual([
      ...Array<string>(4).fill("borne posee"),
      "parcel bornee",
    ]);
    await page.keyboard.press("Shift+A");
    await expect(page.getByRole("row", { name: /^PV 12 Bornage .* 4 bornes/ })).toBeVisible();
    await picture(page, "69-acte-de-bornage");
    await page.keyboard.press("Escape");
  });

  await test.step("a point by two distances from a corner picked and one typed: both places, then one", async () => {
    await find(page, third.face);
    await page.waitForTimeout(400);
    await page.keyboard.press("i");
    const card = page.getByRole("form", { name: "Point par intersection" });
    // The corner farthest to the right: the card covers the left of the map.
    const { ring } = third;
    const k = [1, 2, 3].reduce((best, i) => ((ring[2 * i] as number) > (ring[2 * best] as number) ? i : best), 0);
    const [a, b] = [k, (k + 1) % 4].map((i) => ring.slice(2 * i, 2 * i + 2)) as [number[], number[]];
    const [x, y] = (await corners(page, ring))(k);
    await page.mouse.click(x + 3, y - 3);
    await expect(card.getByRole("textbox", { name: /^Point connu A/ })).toHaveValue(a.map(metres).join(" ; "));
    await card.getByRole("textbox", { name: /^Point connu B/ }).fill(b.map(metres).join(";"));
    const base = Math.hypot((b[0] as number) - (a[0] as number), (b[1] as number) - (a[1] as number));
    const [fromA, fromB] = [card.getByLabel("Depuis A (m)"), card.getByLabel("Depuis B (m)")];
    await fromA.fill(metres(base / 2));
    await fromB.fill(metres(base * 0.505));
    await expect(card.getByText(/Intersection faible/)).toBeVisible();
    await fromB.fill(metres(base / 3));
    await expect(card.getByText(/ne se rejoignent pas/)).toBeVisible();
    await fromB.fill(metres(base * 0.8));
    await card.getByRole("combobox", { name: "Lequel des deux" }).selectOption({ index: 1 });
    await card.getByRole("button", { name: "Cadrer" }).click();
    await page.waitForTimeout(400);
    await picture(page, "67-intersection");
    await accessible(page);
    await card.getByRole("button", { name: "Placer une borne" }).click();
    await expect(card).toBeHidden();
    await expect(page.locator("[data-save=saved]")).toBeVisible();
    const placed = (await lastChange(page, "import-bornes")).added.map(({ geometry }) => geometry);
    const [[px, py]] = placed.map((point) => (point as unknown as { at: [number, number] }).at) as [[number, number]];
    const far = (from: number[]) => Math.hypot(px - (from[0] as number), py - (from[1] as number));
    expect(Math.abs(far(a) - base / 2)).toBeLessThanOrEqual(2);
    expect(Math.abs(far(b) - base * 0.8)).toBeLessThanOrEqual(2);
  });

  await test.step("a point by two bearings becomes the next vertex of the drawing", async () => {
    await page.getByRole("application").focus();
    await page.keyboard.press("Shift+S");
    await page.keyboard.press("i");
    const card = page.getByRole("form", { name: "Point par intersection" });
    await card.getByRole("combobox", { name: "Mesures" }).selectOption({ label: "Deux gisements" });
    const [x, y] = third.ring as [number, number];
    await card.getByRole("textbox", { name: /^Point connu A/ }).fill(`${metres(x)};${metres(y)}`);
    await card.getByRole("textbox", { name: /^Point connu B/ }).fill(`${metres(x + 20_000)};${metres(y)}`);
    await card.getByLabel("Depuis A (°)").fill("45");
    await card.getByLabel("Depuis B (°)").fill("315");
    await page.keyboard.press("Enter");
    await expect(card).toBeHidden();
    await expect(page.getByRole("application")).toBeFocused();
    await page.keyboard.type("7");
    await expect(
      page.getByRole("group", { name: "Sommet suivant" }).getByRole("textbox", { name: "Distance m" }),
    ).toHaveValue("7");
    for (let i = 0; i < 4; i++) await page.keyboard.press("Escape");
  });

  await test.step("a traverse from a spreadsheet, its closure and verdict", async () => {
    await page.getByRole("button", { name: "Accrochage", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "Gisements en grades" }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Cheminement");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Cheminement" });
    await dialog.getByRole("textbox", { name: "Départ X (m)" }).fill("782875,12");
    await dialog.getByRole("textbox", { name: "Départ Y (m)" }).fill("215320,46");
    await dialog.getByRole("textbox", { name: "Gisement de départ (gon)" }).fill("251,324");
    await dialog.getByRole("combobox", { name: "Fermeture" }).selectOption({ label: "Sur un point connu" });
    await dialog.getByRole("textbox", { name: "Arrivée X (m)" }).fill("783228,94");
    await dialog.getByRole("textbox", { name: "Arrivée Y (m)" }).fill("215327,80");
    await dialog.getByRole("textbox", { name: "Gisement d'arrivée (gon)" }).fill("130,154");
    const book =
      "A\t39,432\t78,12\n1\t219,887\t89,72\n2\t182,143\t63,41\n3\t228,478\t69,68\n4\t151,738\t64,93\nC\t257,128\t";
    await dialog.getByRole("textbox", { name: "Station, ligne 1" }).evaluate((field, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, book);
    await expect(dialog.getByText(/Fermeture angulaire : -24 mgon/)).toBeVisible();
    await expect(dialog.getByText(/sur 365,86 m, soit 1\/8/)).toBeVisible();
    await expect(dialog.getByRole("row", { name: /^2 783.040,9/ })).toBeVisible();
    await picture(page, "66-cheminement");
    await accessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("what the hand is drawn to can be switched", async () => {
    await page.getByRole("button", { name: "Accrochage", exact: true }).click();
    await expect(page.getByRole("menuitemcheckbox", { name: "prolongement" })).toBeChecked();
    await picture(page, "63-menu-accrochage");
    await page.getByRole("menuitemcheckbox", { name: /Accrocher la main/ }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Accrochage coupé" })).toBeVisible();
    await page.reload();
    await page
      .getByRole("button", { name: /Coupes/ })
      .first()
      .click();
    await expect(page.getByRole("button", { name: "Accrochage coupé" })).toBeVisible();
  });
  expect(errors).toEqual([]);
});
