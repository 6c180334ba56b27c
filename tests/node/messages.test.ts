import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { messageGaps } from "../../build/check-messages.ts";

/** A repository of a few files, to see that each kind of gap is seen. */
function repository(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "maillage-words-"));
  made.push(root);
  const all = { "core/a.ts": "", "electron/a.ts": "", "renderer/a.ts": "", ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
const made: string[] = [];
afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true });
});

const FR = "resources/locales/fr/core.json";
const EN = "resources/locales/en/core.json";
const said = (root: string) => messageGaps(root).map((gap) => `${gap.kind} ${gap.what}`);

describe("the words of Maillage", () => {
  it("are all there, in French and in English, and all are said somewhere", () => {
    expect(messageGaps().map((gap) => `${gap.kind} ${gap.what} (${gap.where})`)).toEqual([]);
  });
});

describe("messageGaps", () => {
  it("finds nothing wrong where nothing is", () => {
    const root = repository({
      [FR]: `{"refusal.split.misses":"Rien.","ui.count_one":"{{count}} parcelle","ui.count_other":"{{count}} parcelles"}`,
      [EN]: `{"refusal.split.misses":"No.","ui.count_one":"{{count}} parcel","ui.count_other":"{{count}} parcels"}`,
      "core/a.ts": `refuse("split.misses");`,
      "renderer/a.tsx": `const a = <p>{speak("ui.count", { count })}</p>;`,
    });
    expect(said(root)).toEqual([]);
  });

  it("takes the forms of a key for one: plural and context", () => {
    const words = `{"issue.near_water":"x","issue.near_line_one":"x","issue.near_line_other":"x"}`;
    const root = repository({ [FR]: words, [EN]: words, "core/rules/a.ts": `const issue = { code: "near" };` });
    expect(said(root)).toEqual([]);
    const half = repository({ [FR]: words, [EN]: `{"issue.near_water":"x"}`, "core/a.ts": `const a = "near";` });
    expect(said(half)).toEqual(["no-twin issue.near_line"]);
  });

  it("sees a sentence missing in one language", () => {
    const root = repository({ [FR]: `{"ui.a":"A"}`, [EN]: "{}", "renderer/a.ts": `speak("ui.a")` });
    expect(said(root)).toEqual(["no-twin ui.a"]);
  });

  it("sees placeholders that differ", () => {
    const root = repository({
      [FR]: `{"ui.a":"A {{name}}"}`,
      [EN]: `{"ui.a":"A {{nom}}"}`,
      "renderer/a.ts": `speak("ui.a")`,
    });
    expect(said(root)).toEqual(["placeholders ui.a", "placeholders ui.a"]);
  });

  it("lets Bambara be partial, but not know what French does not", () => {
    const root = repository({
      [FR]: `{"ui.a":"A {{name}}","ui.b":"B"}`,
      [EN]: `{"ui.a":"A {{name}}","ui.b":"B"}`,
      "resources/locales/bm/ui.json": `{"ui.a":"A","ui.c":"C"}`,
      "resources/locales/bm/README.md": "à relire",
      "renderer/a.ts": `speak(yes ? "ui.a" : "ui.b")`,
    });
    expect(said(root)).toEqual(["placeholders ui.a", "unknown ui.c"]);
  });

  it("sees an empty sentence, and a key given twice", () => {
    const root = repository({
      [FR]: `{"ui.a":" "}`,
      "resources/locales/fr/ui.json": `{"ui.b":"B"}`,
      "resources/locales/fr/store.json": `{"ui.b":"B bis"}`,
      [EN]: `{"ui.a":"A","ui.b":"B"}`,
      "renderer/a.ts": `speak(yes ? "ui.a" : "ui.b")`,
    });
    expect(said(root)).toEqual(["twice ui.b", "empty ui.a"]);
  });

  it("sees codes without a sentence, by the area their layer speaks in", () => {
    const root = repository({
      [FR]: "{}",
      [EN]: "{}",
      "core/a.ts": `refuse("split.misses"); throw new RefusalError(refuse(x ? "a.b" : "a.c"));`,
      "core/rules/overlap.ts": `export type RuleId = "overlap" | "gap";`,
      "core/engines/layout.ts": `const remark = { code: "few-lots" }; report({ stage: "streets", share: 0 });`,
      "core/commands/split-face.ts": `export const splitFace = { id: "split-face", plan };`,
      "renderer/a.ts": `speak(\`ui.tool.\${tool}\`)`,
    });
    expect(said(root).sort()).toEqual([
      "no-sentence command.split-face.done",
      "no-sentence command.split-face.name",
      "no-sentence issue.gap",
      "no-sentence issue.overlap",
      "no-sentence progress.streets",
      "no-sentence refusal.a.b",
      "no-sentence refusal.a.c",
      "no-sentence refusal.split.misses",
      "no-sentence remark.few-lots",
      "no-sentence rule.gap",
      "no-sentence rule.overlap",
      "no-sentence ui.tool.…",
    ]);
  });

  it("sees sentences that nobody says, and lets templates say theirs", () => {
    const words = `{"refusal.old":"x","ui.gone":"x","ui.tool.split":"x"}`;
    const root = repository({
      [FR]: words,
      [EN]: words,
      "renderer/a.ts": `speak(\`ui.tool.\${tool}\`); speak(\`refusal.\${code}\`);`,
    });
    expect(said(root)).toEqual(["unused refusal.old", "unused ui.gone"]);
  });

  it("sees words written straight into the window", () => {
    const root = repository({
      [FR]: "{}",
      [EN]: "{}",
      "renderer/a.tsx": `const a = <div title="Fermer" className="large"><b>Couper</b> · {n} m² <i aria-hidden="true">×</i><u alt={n > 1 ? "Des" : x}>{"Fin"}</u></div>;`,
    });
    expect(said(root)).toEqual(["bare-words Fermer", "bare-words Couper", "bare-words Des", "bare-words Fin"]);
  });
});
