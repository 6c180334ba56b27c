import i18next from "i18next";
import type { Refusal } from "#core/model/refusal";
import bmUi from "../../resources/locales/bm/ui.json" with { type: "json" };
import enAddress from "../../resources/locales/en/address.json" with { type: "json" };
import enBackdrop from "../../resources/locales/en/backdrop.json" with { type: "json" };
import enCadastre from "../../resources/locales/en/cadastre.json" with { type: "json" };
import enChecks from "../../resources/locales/en/checks.json" with { type: "json" };
import enCore from "../../resources/locales/en/core.json" with { type: "json" };
import enDivide from "../../resources/locales/en/divide.json" with { type: "json" };
import enDocuments from "../../resources/locales/en/documents.json" with { type: "json" };
import enDraw from "../../resources/locales/en/draw.json" with { type: "json" };
import enEditor from "../../resources/locales/en/editor.json" with { type: "json" };
import enFind from "../../resources/locales/en/find.json" with { type: "json" };
import enHandover from "../../resources/locales/en/handover.json" with { type: "json" };
import enImport from "../../resources/locales/en/import.json" with { type: "json" };
import enLayout from "../../resources/locales/en/layout.json" with { type: "json" };
import enLearn from "../../resources/locales/en/learn.json" with { type: "json" };
import enLocks from "../../resources/locales/en/locks.json" with { type: "json" };
import enLook from "../../resources/locales/en/look.json" with { type: "json" };
import enNorms from "../../resources/locales/en/norms.json" with { type: "json" };
import enOutside from "../../resources/locales/en/outside.json" with { type: "json" };
import enPack from "../../resources/locales/en/pack.json" with { type: "json" };
import enPrint from "../../resources/locales/en/print.json" with { type: "json" };
import enReaders from "../../resources/locales/en/readers.json" with { type: "json" };
import enScan from "../../resources/locales/en/scan.json" with { type: "json" };
import enScenarios from "../../resources/locales/en/scenarios.json" with { type: "json" };
import enShells from "../../resources/locales/en/shells.json" with { type: "json" };
import enStore from "../../resources/locales/en/store.json" with { type: "json" };
import enTable from "../../resources/locales/en/table.json" with { type: "json" };
import enUi from "../../resources/locales/en/ui.json" with { type: "json" };
import enWizard from "../../resources/locales/en/wizard.json" with { type: "json" };
import frAddress from "../../resources/locales/fr/address.json" with { type: "json" };
import frBackdrop from "../../resources/locales/fr/backdrop.json" with { type: "json" };
import frCadastre from "../../resources/locales/fr/cadastre.json" with { type: "json" };
import frChecks from "../../resources/locales/fr/checks.json" with { type: "json" };
import frCore from "../../resources/locales/fr/core.json" with { type: "json" };
import frDivide from "../../resources/locales/fr/divide.json" with { type: "json" };
import frDocuments from "../../resources/locales/fr/documents.json" with { type: "json" };
import frDraw from "../../resources/locales/fr/draw.json" with { type: "json" };
import frEditor from "../../resources/locales/fr/editor.json" with { type: "json" };
import frFind from "../../resources/locales/fr/find.json" with { type: "json" };
import frHandover from "../../resources/locales/fr/handover.json" with { type: "json" };
import frImport from "../../resources/locales/fr/import.json" with { type: "json" };
import frLayout from "../../resources/locales/fr/layout.json" with { type: "json" };
import frLearn from "../../resources/locales/fr/learn.json" with { type: "json" };
import frLocks from "../../resources/locales/fr/locks.json" with { type: "json" };
import frLook from "../../resources/locales/fr/look.json" with { type: "json" };
import frNorms from "../../resources/locales/fr/norms.json" with { type: "json" };
import frOutside from "../../resources/locales/fr/outside.json" with { type: "json" };
import frPack from "../../resources/locales/fr/pack.json" with { type: "json" };
import frPrint from "../../resources/locales/fr/print.json" with { type: "json" };
import frReaders from "../../resources/locales/fr/readers.json" with { type: "json" };
import frScan from "../../resources/locales/fr/scan.json" with { type: "json" };
import frScenarios from "../../resources/locales/fr/scenarios.json" with { type: "json" };
import frShells from "../../resources/locales/fr/shells.json" with { type: "json" };
import frStore from "../../resources/locales/fr/store.json" with { type: "json" };
import frTable from "../../resources/locales/fr/table.json" with { type: "json" };
import frUi from "../../resources/locales/fr/ui.json" with { type: "json" };
import frWizard from "../../resources/locales/fr/wizard.json" with { type: "json" };

/** Languages that are complete: files and papers are made in these. */
export type Lang = "fr" | "en";

/** Languages the window speaks. Bambara (`bm`) is begun: what it lacks is said in French. */
export type Tongue = Lang | "bm";

/** The complete language that stands in for a tongue: for data, numbers and papers. */
export function langOf(tongue: Tongue): Lang {
  return tongue === "bm" ? "fr" : tongue;
}

/** Flat catalogue of a language: `refusal.split.line-misses` → its sentence, `{{name}}` where a value goes. */
export const catalogue: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  fr: {
    ...frAddress,
    ...frBackdrop,
    ...frCore,
    ...frDocuments,
    ...frChecks,
    ...frCadastre,
    ...frDivide,
    ...frEditor,
    ...frHandover,
    ...frImport,
    ...frLayout,
    ...frOutside,
    ...frPack,
    ...frPrint,
    ...frReaders,
    ...frScan,
    ...frScenarios,
    ...frShells,
    ...frStore,
    ...frFind,
    ...frLearn,
    ...frLocks,
    ...frLook,
    ...frNorms,
    ...frDraw,
    ...frTable,
    ...frUi,
    ...frWizard,
  },
  en: {
    ...enAddress,
    ...enBackdrop,
    ...enCore,
    ...enDocuments,
    ...enChecks,
    ...enCadastre,
    ...enDivide,
    ...enEditor,
    ...enHandover,
    ...enImport,
    ...enLayout,
    ...enOutside,
    ...enPack,
    ...enPrint,
    ...enReaders,
    ...enScan,
    ...enScenarios,
    ...enShells,
    ...enStore,
    ...enFind,
    ...enLearn,
    ...enLocks,
    ...enLook,
    ...enNorms,
    ...enDraw,
    ...enTable,
    ...enUi,
    ...enWizard,
  },
};

/** What is said in Bambara so far, by the same keys. To be gone through by a speaker (`à relire`). */
export const bambara: Readonly<Record<string, string>> = bmUi;

/** Gives the sentence of a key; `count` picks the plural (`key_one`, `key_other`). */
export type Speak = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** A voice in one language. A key it does not know comes back as the key, which the tests refuse. */
export function speaker(tongue: Tongue): Speak {
  const voice = i18next.createInstance();
  // French plurals choose the form, whichever of the two languages a sentence is in.
  const lang = langOf(tongue);
  const sentences = tongue === "bm" ? { ...catalogue.fr, ...bambara } : catalogue[lang];
  voice.init({
    lng: lang,
    resources: { [lang]: { translation: sentences } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  return (key, params) => voice.t(key, params ?? {});
}

/** The sentence of a refusal, with its place in the file where it has one. */
export function refusalSentence(speak: Speak, refusal: Refusal): string {
  const place = [
    refusal.file,
    refusal.layer ? speak("place.layer", { layer: refusal.layer }) : undefined,
    refusal.feature ? speak("place.feature", { feature: refusal.feature }) : undefined,
    refusal.line ? speak("place.line", { line: refusal.line }) : undefined,
  ].filter(Boolean);
  const sentence = speak(`refusal.${refusal.code}`, refusal.params);
  return place.length > 0 ? `${place.join(", ")} : ${sentence}` : sentence;
}
