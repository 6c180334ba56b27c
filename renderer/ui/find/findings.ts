import type { ProjectSummary } from "#core/bridge/bridge";
import { middleOf, writtenPlace } from "#core/derived/place-search";
import { type Found, folded } from "#core/derived/search";
import { findHolders } from "#core/derived/search-holders";
import { classOf } from "#core/features/classes";
import { projectionOf } from "#core/geometry/crs";
import type { ClassId } from "#core/model/feature";
import { type Call, callsOf } from "#ui/find/calls";
import { ranked } from "#ui/find/ranking";
import { recentCalls } from "#ui/find/recent-calls";
import { runCall } from "#ui/find/run-call";
import type { Language } from "#ui/language.tsx";
import type { Bench } from "#ui/workbench/bench";

/** One thing found by the box. */
export interface Finding {
  readonly key: string;
  readonly words: string;
  readonly detail: string;
  /** Set for commands, which are shown with their icon, key and reason. */
  readonly call?: Call;
  /** What stays in the box once it is chosen. */
  readonly kept: string;
  choose(): void;
}

/** Findings of a kind. Words under `find.group.<id>`. */
export interface FindingGroup {
  readonly id: "lands" | "holders" | "places" | "region" | "coordinates" | "commands";
  readonly findings: readonly Finding[];
}

/** A group shows so many at most. */
const MOST = 6;
/** So many are asked of the index, so that parcels of a number do not hide places of that name. */
const ASKED = 500;
/** Beyond this from the middle of the project, metres, a place is said to be far. */
const FAR_M = 20_000;

const LANDS: ReadonlySet<ClassId> = new Set(["ilot", "parcel", "reserve"]);

/**
 * What answers a typed text, by group: lands, who holds them, places, a written place, commands last. Empty groups are
 * left out.
 */
export function findingsOf(
  bench: Bench,
  language: Language,
  projects: readonly ProjectSummary[],
  text: string,
): FindingGroup[] {
  const found = bench.find(text, ASKED);
  const feature = (hit: Found): Finding => featureFinding(bench, language, hit, text);
  const groups: FindingGroup[] = [
    {
      id: "lands",
      findings: found
        .filter((hit) => LANDS.has(hit.class))
        .slice(0, MOST)
        .map(feature),
    },
    { id: "holders", findings: holderFindings(bench, text) },
    {
      id: "places",
      findings: found
        .filter((hit) => !LANDS.has(hit.class))
        .slice(0, MOST)
        .map(feature),
    },
    { id: "region", findings: regionFindings(bench, language, text) },
    { id: "coordinates", findings: placeFindings(bench, language, text) },
    { id: "commands", findings: commandFindings(bench, language, projects, text) },
  ];
  return groups.filter(({ findings }) => findings.length > 0);
}

function featureFinding(bench: Bench, { word, speak }: Language, hit: Found, text: string): Finding {
  const { ilot, number, name, ninacad } = bench.session.project.get(hit.id)?.fields ?? {};
  const declared = classOf(hit.class);
  const words =
    number !== undefined
      ? ilot === undefined
        ? String(number)
        : `${ilot}/${number}`
      : String(name ?? kindWords(bench, hit, word) ?? ninacad ?? hit.id);
  const byNinacad = typeof ninacad === "string" && folded(ninacad).includes(folded(text.trim()));
  return {
    key: hit.id,
    words,
    detail: byNinacad ? speak("find.ninacad", { ninacad }) : word(declared.label),
    kept: words,
    choose: () => bench.show([hit.id]),
  };
}

/** Parcels by who holds them, while personal data are shown. */
function holderFindings(bench: Bench, text: string): Finding[] {
  if (!bench.personal.get()) return [];
  return findHolders(bench.session.project, text, MOST).map(({ feature, person }) => ({
    key: `holder.${feature.id}`,
    words: person,
    detail: [feature.fields["ilot"], feature.fields["number"]].filter((part) => part !== undefined).join("/"),
    kept: person,
    choose: () => bench.show([feature.id]),
  }));
}

/** The word of what a nameless facility is: "Marché". */
function kindWords(bench: Bench, hit: Found, word: Language["word"]): string | undefined {
  const fields = bench.session.project.get(hit.id)?.fields ?? {};
  for (const { key, choices } of classOf(hit.class).fields) {
    const choice = choices?.find(({ value }) => value === fields[key]);
    if (choice && (key === "kind" || key === "use")) return word(choice.label);
  }
  return undefined;
}

function placeFindings(bench: Bench, { speak, numbers }: Language, text: string): Finding[] {
  const { project } = bench.session;
  const place = writtenPlace(text, project, projectionOf(project.meta.crs));
  if (!place) return [];
  const [e, n] = place.at.map(numbers.coordinate) as [string, string];
  const isFar = place.distanceM !== undefined && place.distanceM > FAR_M;
  return [
    {
      key: "place",
      words: speak("ui.status.place", { e, n }),
      detail: isFar ? speak("find.far", { distance: numbers.length(place.distanceM ?? 0) }) : place.plusCode,
      kept: text,
      choose: () => {
        const map = bench.editor.get();
        map?.lookAt(place.at);
        map?.mark.set(place.at);
      },
    },
  ];
}

/** Places that regional packs name, the nearest first among equals. */
function regionFindings(bench: Bench, { speak, numbers }: Language, text: string): Finding[] {
  const { project } = bench.session;
  const projection = projectionOf(project.meta.crs);
  const middle = middleOf(project);
  const near = middle && projection.toLonLat(...middle);
  return bench.house.packs.find(text, near, MOST).flatMap((place, i) => {
    const at = projection.toGrid(place.lon, place.lat);
    if (!at.every(Number.isFinite)) return [];
    const farM = middle && Math.hypot(at[0] - middle[0], at[1] - middle[1]) / 1000;
    const kind = PLACE_REACH_M.has(place.kind) ? place.kind : "locality";
    return {
      key: `region.${i}`,
      words: place.name,
      detail: [speak(`pack.place.${kind}`), ...(farM === undefined ? [] : [numbers.length(farM)])].join(" · "),
      kept: place.name,
      choose: () => {
        const map = bench.editor.get();
        map?.lookAt(at, (PLACE_REACH_M.get(kind) ?? LOCALITY_REACH_M) * 1000);
        map?.mark.set(at);
      },
    };
  });
}

/** Kinds of places that have a word of their own (`pack.place.<kind>`), and the ground shown around one, metres. */
const PLACE_REACH_M: ReadonlyMap<string, number> = new Map([
  ["city", 5000],
  ["town", 2000],
  ["village", 600],
  ["hamlet", 300],
  ["suburb", 600],
  ["boundary", 5000],
]);
const LOCALITY_REACH_M = 150;

function commandFindings(
  bench: Bench,
  language: Language,
  projects: readonly ProjectSummary[],
  text: string,
): Finding[] {
  // "1/1" is a lot; a command is called by a word.
  if (!/\p{L}{2}/u.test(text)) return [];
  return ranked(callsOf(bench, language, projects), text, recentCalls.get())
    .slice(0, MOST)
    .map((call) => ({
      key: call.id,
      words: call.name,
      detail: "",
      call,
      kept: "",
      choose: () => {
        bench.editor.get()?.focus();
        runCall(bench, call);
      },
    }));
}
