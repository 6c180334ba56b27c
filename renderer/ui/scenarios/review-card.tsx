import { ArrowLeft, ArrowRight, Fence, House, RotateCw, Truck, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { updateFields } from "#core/commands/update-fields";
import type { HouseConflict } from "#core/engines/layout/house-conflicts";
import { fieldOf } from "#core/features/feature-class";
import { building, buildingFates } from "#core/features/ground";
import { boxOf } from "#core/geometry/box";
import type { FieldValue } from "#core/model/feature";
import { keyWords } from "#ui/actions/action";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useNorms, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** The three decisions, each with its key. */
const DECISIONS = [
  { fate: "garder", key: "G", icon: House },
  { fate: "limite", key: "L", icon: Fence },
  { fate: "a-deplacer", key: "D", icon: Truck },
] as const;
type Fate = (typeof DECISIONS)[number]["fate"];

/** Ground shown around a house, and what the card and the tools cover of the map. */
const AROUND_MM = 30_000;
const CARD_PX = 380;

/** How a house was verified, in the order the key goes through it. */
const VERIFIED = [undefined, "image", "terrain"] as const;

/** Goes through the houses in the way of a plan one by one, over the map, by keys alone. */
export function ReviewCard() {
  const bench = useBench();
  const houses = useObservable(bench.desk.review);
  return houses && houses.length > 0 ? <Review key={houses[0]?.id} houses={houses} /> : null;
}

function Review({ houses }: { houses: readonly HouseConflict[] }) {
  const bench = useBench();
  const { speak, word, numbers, lang } = useLanguage();
  useSnapshot();
  const norms = useNorms();
  const titleId = useId();
  const [place, setPlace] = useState(0);
  const { project } = bench.session;
  const left = houses.filter(({ id }) => project.get(id));
  const now = left[Math.min(place, left.length - 1)];
  const id = now?.id;
  const fields = (id === undefined ? undefined : project.get(id)?.fields) ?? {};
  const decided = left.filter((house) => project.get(house.id)?.fields["fate"] !== undefined).length;
  const moving = left.filter((house) => project.get(house.id)?.fields["fate"] === "a-deplacer");
  const people = moving.reduce((sum, house) => sum + Number(project.get(house.id)?.fields["people"] ?? 0), 0);

  const card = useRef<HTMLElement>(null);
  useEffect(() => card.current?.focus(), []);
  useEffect(() => {
    const geometry = id === undefined ? undefined : bench.session.project.get(id)?.geometry;
    if (id === undefined || !geometry) return;
    bench.session.selection.select([id]);
    const [west, south, east, north] = boxOf(geometry);
    bench.editor.get()?.fitBox([west - AROUND_MM, south - AROUND_MM, east + AROUND_MM, north + AROUND_MM], CARD_PX);
  }, [bench, id]);

  const write = (more: Readonly<Record<string, FieldValue | null>>): boolean =>
    id !== undefined && !bench.run(updateFields, { ids: [id], fields: more });
  const go = (step: number) => setPlace((from) => (from + step + left.length) % Math.max(1, left.length));
  const decide = (fate: Fate) => {
    const perHouse = norms.norms["people.house"]?.value;
    const counts = fate === "a-deplacer" && fields["people"] === undefined && perHouse !== undefined;
    // Decided again the same, a house is left as it is.
    if (fields["fate"] !== fate && !write({ fate, ...(counts ? { people: Math.round(perHouse) } : {}) })) return;
    const next = left.findIndex((house, i) => i > place && project.get(house.id)?.fields["fate"] === undefined);
    if (next >= 0) setPlace(next);
    else if (place < left.length - 1) go(1);
  };
  const verify = () => {
    const at = VERIFIED.indexOf(fields["verified"] as (typeof VERIFIED)[number]);
    write({ verified: VERIFIED[(at + 1) % VERIFIED.length] ?? null });
  };
  const leave = () => {
    bench.desk.review.set(undefined);
    bench.editor.get()?.focus();
  };
  const finish = () => {
    leave();
    void bench.draft.compute();
  };
  useReviewKeys({
    ArrowRight: () => go(1),
    ArrowLeft: () => go(-1),
    V: verify,
    Enter: finish,
    Escape: leave,
    ...Object.fromEntries(DECISIONS.map(({ fate, key }) => [key, () => decide(fate)])),
  });

  if (!now) return null;
  const verified = fieldOf(building, "verified")?.choices?.find(({ value }) => value === fields["verified"]);
  return (
    <section ref={card} tabIndex={-1} className="look-card review-card" aria-labelledby={titleId} data-help="houses">
      <header className="spread">
        <h2 id={titleId}>{speak("scenarios.review.title", { n: place + 1, count: left.length })}</h2>
        <IconButton
          icon={X}
          name={speak("scenarios.review.leave")}
          side="left"
          shortcut={keyWords("Escape", lang)}
          onClick={leave}
        />
      </header>
      <p aria-live="polite">
        {now.kinds.map((kind) => speak(`scenarios.conflict.${kind}`)).join(" ")}{" "}
        {typeof fields["fate"] === "string" ? (
          <b>{word(buildingFates.find(({ value }) => value === fields["fate"])?.label ?? { fr: "", en: "" })}.</b>
        ) : null}
      </p>
      <div className="review-acts">
        {DECISIONS.map(({ fate, key, icon }) => (
          <Button key={fate} icon={icon} pressed={fields["fate"] === fate} shortcut={key} onClick={() => decide(fate)}>
            {speak(`scenarios.review.${fate}`)} <kbd>{key}</kbd>
          </Button>
        ))}
      </div>
      <div className="two">
        <NumberInput
          label={speak("scenarios.review.people")}
          value={typeof fields["people"] === "number" ? fields["people"] : undefined}
          min={0}
          max={1000}
          decimals={0}
          onChange={(value) => write({ people: value === undefined ? null : Math.round(value) })}
        />
        <div className="field">
          <span>{word(fieldOf(building, "verified")?.label ?? { fr: "", en: "" })}</span>
          <Button shortcut="V" onClick={verify}>
            {verified ? word(verified.label) : speak("scenarios.review.not-verified")} <kbd>V</kbd>
          </Button>
        </div>
      </div>
      <p className="quiet small" role="status">
        {speak("scenarios.review.done", { decided, count: left.length })}{" "}
        {moving.length > 0
          ? speak("scenarios.review.moving", { count: moving.length, people: numbers.number(people) })
          : ""}
      </p>
      <div className="row spread">
        <div className="row">
          <IconButton icon={ArrowLeft} name={speak("scenarios.review.previous")} shortcut="←" onClick={() => go(-1)} />
          <IconButton icon={ArrowRight} name={speak("scenarios.review.next")} shortcut="→" onClick={() => go(1)} />
        </div>
        <Button icon={RotateCw} kind="primary" shortcut={keyWords("Enter", lang)} onClick={finish}>
          {speak("scenarios.review.finish")}
        </Button>
      </div>
    </section>
  );
}

/** While the card is open its keys come before all others, but never while something is being typed. */
function useReviewKeys(acts: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(".modal")) return;
      const target = event.target as HTMLElement;
      if (target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return;
      // A focused button takes Enter itself.
      if (event.key === "Enter" && target.matches("button, a, summary")) return;
      const act = acts[event.key.length === 1 ? event.key.toUpperCase() : event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    addEventListener("keydown", onKeyDown, true);
    return () => removeEventListener("keydown", onKeyDown, true);
  });
}
