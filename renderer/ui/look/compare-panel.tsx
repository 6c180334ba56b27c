import { Maximize2, X } from "lucide-react";
import { type ReactNode, useEffect, useId, useMemo } from "react";
import { classOf, shownClasses } from "#core/features/classes";
import { colourOf } from "#core/features/palette";
import type { ClassId, Feature } from "#core/model/feature";
import { groundOfChange } from "#editor/comparison";
import type { MapEditor } from "#editor/map-editor";
import type { Comparison } from "#store/map-view";
import { preferences } from "#store/preferences";
import { keyWords } from "#ui/actions/action";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { followComparison } from "#ui/look/compare";
import { stepWords } from "#ui/step-words";
import { useObservable } from "#ui/use-observable";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** What the card and the tools cover of the map. */
const CARD_PX = 380;

const kinds = ["added", "changed", "removed"] as const;
type Kind = (typeof kinds)[number];

/** Legend and figures of the comparison on the map, while there is one. */
export function ComparePanel({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const comparison = useObservable(bench.view.compared);
  useEffect(() => followComparison(bench), [bench]);
  return comparison ? <Compared comparison={comparison} editor={editor} /> : null;
}

function Compared({ comparison, editor }: { comparison: Comparison; editor: MapEditor }) {
  const bench = useBench();
  const language = useLanguage();
  const { speak, numbers, word } = language;
  const { history } = useSnapshot();
  const titleId = useId();
  const counts = useMemo(() => countsOf(comparison), [comparison]);
  const step = [...history.done, ...history.undone].find(({ seq }) => seq === comparison.seq);
  const leave = () => {
    bench.view.compared.set(undefined);
    editor.focus();
  };
  return (
    <section className="look-card" aria-labelledby={titleId} data-help="history">
      <header className="spread">
        <h2 id={titleId}>{speak("look.compare")}</h2>
        <IconButton
          icon={X}
          name={speak("look.compare.leave")}
          side="left"
          onClick={leave}
          shortcut={keyWords("Escape", language.lang)}
        />
      </header>
      <p className="small">
        {step
          ? speak("look.compare.since", { step: stepWords(language, step), time: numbers.moment(step.time) })
          : speak("look.compare.since-start")}
      </p>
      <div className="look-scroll">
        <table className="figures small compared">
          <thead>
            <tr>
              <td />
              {kinds.map((kind) => (
                <th key={kind} scope="col">
                  <Sign kind={kind} />
                  {speak(`look.compare.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map(([id, count]) => (
              <tr key={id}>
                <th scope="row">{word(classOf(id).plural)}</th>
                {kinds.map((kind) => (
                  <td key={kind}>{count[kind] > 0 ? numbers.number(count[kind]) : "–"}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row wrap">
        <Button icon={Maximize2} onClick={() => editor.fitBox(groundOfChange(comparison.change), CARD_PX)}>
          {speak("look.compare.show")}
        </Button>
        <Button kind="quiet" icon={X} onClick={leave}>
          {speak("look.compare.leave")}
        </Button>
      </div>
    </section>
  );
}

/** How many features of each class, from the top of the map down. */
function countsOf({ change }: Comparison): [ClassId, Record<Kind, number>][] {
  const counts = new Map<ClassId, Record<Kind, number>>();
  const add = (features: readonly Feature[], kind: Kind): void => {
    for (const { class: id } of features) {
      const count = counts.get(id) ?? { added: 0, changed: 0, removed: 0 };
      count[kind]++;
      counts.set(id, count);
    }
  };
  add(change.added, "added");
  add(
    change.updated.map(([, to]) => to),
    "changed",
  );
  add(change.removed, "removed");
  return shownClasses.toReversed().flatMap(({ id }): [ClassId, Record<Kind, number>][] => {
    const count = counts.get(id);
    return count ? [[id, count]] : [];
  });
}

/** The sign of a kind as the map hatches it. */
function Sign({ kind }: { kind: Kind }): ReactNode {
  const tone = useObservable(preferences.theme);
  const colour = colourOf(kind, tone);
  return (
    <svg className="swatch" width="22" height="14" viewBox="0 0 22 14" aria-hidden="true">
      <rect
        x="1"
        y="1"
        width="20"
        height="12"
        fill={colour}
        fillOpacity={kind === "removed" ? 0.08 : 0.22}
        stroke={colour}
        strokeWidth="1.8"
        strokeDasharray={kind === "removed" ? "4 2.5" : undefined}
      />
      {kind === "added" ? <path d="M6 4v6M3 7h6M15 4v6M12 7h6" stroke={colour} strokeWidth="1.3" /> : null}
      {kind === "changed" ? (
        <path d="M5.5 7h.01M11 7h.01M16.5 7h.01" stroke={colour} strokeWidth="3.4" strokeLinecap="round" />
      ) : null}
      {kind === "removed" ? <path d="M3 2l9 10M10 2l9 10" stroke={colour} strokeWidth="1" /> : null}
    </svg>
  );
}
