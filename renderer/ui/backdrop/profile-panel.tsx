import { Download, Eraser, ImageDown, ImagePlus, Table2, X } from "lucide-react";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { colourOf } from "#core/features/palette";
import { projectionOf } from "#core/geometry/crs";
import type { MapEditor } from "#editor/map-editor";
import { CrsDialog } from "#ui/backdrop/crs-dialog.tsx";
import { ProfileChart } from "#ui/backdrop/profile-chart.tsx";
import { NOISE_M, type Profile, profileAlong } from "#ui/backdrop/profile-data";
import { chartPng, chartSvg, profileCsv } from "#ui/backdrop/profile-files";
import { ProfileTable } from "#ui/backdrop/profile-table.tsx";
import { useAdding } from "#ui/backdrop/use-adding";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { handOver } from "#ui/files";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** The ground along the line that is drawn with the profile tool; shown while the tool is in hand. */
export function ProfilePanel({ editor }: { editor: MapEditor }) {
  const tool = useObservable(editor.tool);
  return tool.id === "profile" ? <Card editor={editor} /> : null;
}

function Card({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const titleId = useId();
  const reliefs = useObservable(bench.backdrops.reliefs);
  const usable = reliefs.some(({ missing }) => !missing);
  return (
    <section className="profile-card" aria-labelledby={titleId} data-help="backdrops">
      <header className="spread">
        <h2 id={titleId}>{speak("backdrop.profile")}</h2>
        <IconButton
          icon={X}
          name={speak("backdrop.profile.close")}
          side="left"
          onClick={() => {
            editor.setTool("select");
            editor.focus();
          }}
        />
      </header>
      {usable ? <Drawn editor={editor} /> : <WithoutRelief />}
    </section>
  );
}

/** What to do when there are no altitudes yet. */
function WithoutRelief() {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const adding = useAdding();
  return (
    <div className="stack">
      <p>{speak("backdrop.profile.no-relief")}</p>
      {adding.busy ? (
        <p role="status">
          {speak("backdrop.copying", { name: adding.busy.name, share: numbers.share(adding.busy.share) })}
        </p>
      ) : (
        <div>
          <Button icon={ImagePlus} kind="primary" onClick={adding.choose}>
            {speak("backdrop.relief.add")}
          </Button>
        </div>
      )}
      {adding.asks ? (
        <CrsDialog
          name={adding.asks.file.name}
          crs={bench.session.project.meta.crs}
          onDone={(crs) => adding.answer(crs)}
        />
      ) : null}
    </div>
  );
}

function Drawn({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const drawn = useObservable(editor.measured);
  const reliefs = useObservable(bench.backdrops.reliefs);
  const { crs } = bench.session.project.meta;
  const projection = useMemo(() => projectionOf(crs), [crs]);
  const [profile, setProfile] = useState<Profile>();
  const [error, setError] = useState<unknown>();
  const run = drawn && drawn.run.length >= 4 ? drawn.run : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other reliefs give other altitudes
  useEffect(() => {
    let current = true;
    setError(undefined);
    if (!run) setProfile(undefined);
    else {
      profileAlong(run, bench.backdrops, projection).then(
        (made) => current && setProfile(made),
        (thrown: unknown) => current && setError(thrown),
      );
    }
    return () => {
      current = false;
    };
  }, [run, bench, projection, reliefs]);
  if (error !== undefined) return <Note kind="bad">{failureSentence(speak, error)}</Note>;
  if (!profile) return <p className="quiet">{speak("backdrop.profile.empty")}</p>;
  return <Told profile={profile} editor={editor} />;
}

function Told({ profile, editor }: { profile: Profile; editor: MapEditor }) {
  const bench = useBench();
  const { speak, numbers, lang } = useLanguage();
  const chart = useRef<SVGSVGElement>(null);
  const [at, setAt] = useState<number>();
  const [asTable, setAsTable] = useState(false);
  const { places, figures, sources } = profile;
  const place = at === undefined ? undefined : places[at];
  useEffect(() => {
    editor.mark.set(place?.at);
  }, [editor, place]);
  useEffect(() => () => editor.mark.set(undefined), [editor]);
  // Another line has other places.
  // biome-ignore lint/correctness/useExhaustiveDependencies: its own places only
  useEffect(() => setAt(undefined), [places]);
  if (!figures) return <Note kind="warn">{speak("backdrop.profile.outside")}</Note>;
  const { name, crs } = bench.session.project.meta;
  const source = sources.some(({ about }) => about.source === "SRTM")
    ? speak("backdrop.profile.source.srtm", { names: sources.map(({ about }) => about.name).join(", ") })
    : speak("backdrop.profile.source", { names: sources.map(({ about }) => about.name).join(", ") });
  const fileName = (ending: string) => `${name} - ${speak("backdrop.profile.file")}.${ending}`;
  const hand = async (kind: "csv" | "svg" | "png") => {
    try {
      if (kind === "csv") {
        handOver(profileCsv(places, projectionOf(crs), speak, lang), fileName("csv"), "text/csv");
        return;
      }
      if (!chart.current) return;
      const svg = chartSvg(chart.current, source, colourOf("paper"));
      if (kind === "svg") handOver(new TextEncoder().encode(svg), fileName("svg"), "image/svg+xml");
      else handOver(await chartPng(svg), fileName("png"), "image/png");
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad", id: "profile" });
    }
  };
  const told: readonly (readonly [string, string])[] = [
    ["length", numbers.length(places.at(-1)?.distanceM ?? 0)],
    ["lowest", `${numbers.number(figures.lowestM)} m`],
    ["highest", `${numbers.number(figures.highestM)} m`],
    ["climb", `${numbers.number(figures.climbM)} m`],
    ["descent", `${numbers.number(figures.descentM)} m`],
    ["mean-slope", numbers.share(figures.meanSlope)],
    ["overall-slope", numbers.share(figures.overallSlope)],
  ];
  return (
    <>
      <dl className="profile-figures small">
        {told.map(([key, value]) => (
          <div key={key}>
            <dt>{speak(`backdrop.profile.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {figures.missingM > 0 ? (
        <p className="small" role="status">
          {speak(profile.leaves ? "backdrop.profile.leaves" : "backdrop.profile.voids", {
            length: numbers.length(figures.missingM),
          })}
        </p>
      ) : null}
      <ProfileChart chart={chart} places={places} at={at} onAt={setAt} />
      {asTable ? <ProfileTable places={places} /> : null}
      <p className="quiet small">
        {source} {speak("backdrop.profile.noise", { noise: NOISE_M })}
      </p>
      <div className="row wrap">
        <Button icon={Table2} pressed={asTable} onClick={() => setAsTable((shown) => !shown)}>
          {speak("backdrop.profile.table")}
        </Button>
        <Button icon={Download} onClick={() => void hand("csv")}>
          {speak("backdrop.profile.csv")}
        </Button>
        <Button icon={ImageDown} onClick={() => void hand("png")}>
          {speak("backdrop.profile.png")}
        </Button>
        <Button icon={ImageDown} onClick={() => void hand("svg")}>
          {speak("backdrop.profile.svg")}
        </Button>
        <Button
          icon={Eraser}
          kind="quiet"
          onClick={() => {
            editor.cancel();
            editor.focus();
          }}
        >
          {speak("backdrop.profile.clear")}
        </Button>
      </div>
    </>
  );
}
