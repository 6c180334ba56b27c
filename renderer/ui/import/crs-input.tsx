import { useEffect, useId, useState } from "react";
import type { Bridge } from "#core/bridge/bridge";
import type { CrsWords } from "#core/bridge/outside";
import { MALI_ZONES } from "#core/formats/guess-crs";
import { accuracyOf, crsName, searchCrs } from "#ui/import/crs-book";
import { useLanguage } from "#ui/language.tsx";

const OTHER = "other";
/** Systems of the list shown at once. */
const SHOWN = 8;

/**
 * In which CRS positions of a file are: what the file says, longitude and latitude, the project's, Mali's zones first;
 * any other of the EPSG list by its code or words of its name.
 */
export function CrsInput(props: {
  bridge: Bridge;
  label: string;
  value: string;
  /** What the file itself says. */
  said: string | null;
  projectCrs: string | undefined;
  why: string;
  onChange: (crs: string) => void;
}) {
  const { speak } = useLanguage();
  const [asking, setAsking] = useState(false);
  const id = useId();
  const { bridge, value, said, projectCrs, onChange } = props;
  const own = [...(said ? [said] : []), ...(projectCrs ? [projectCrs] : [])];
  const codes = [...new Set([...own, "EPSG:4326", ...MALI_ZONES, value])];
  const metres = accuracyOf(value);
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="select"
        aria-describedby={`${id}-why`}
        value={asking ? OTHER : value}
        onChange={(event) => {
          const chosen = event.target.value;
          setAsking(chosen === OTHER);
          if (chosen !== OTHER) onChange(chosen);
        }}
      >
        {codes.map((each) => (
          <option key={each} value={each}>
            {each === "EPSG:4326" ? speak("wizard.crs.degrees") : crsName(each)}
          </option>
        ))}
        <option value={OTHER}>{speak("wizard.crs.other")}</option>
      </select>
      {asking ? (
        <CrsSearch
          bridge={bridge}
          onChosen={(crs) => {
            setAsking(false);
            onChange(crs);
          }}
        />
      ) : null}
      <span className="quiet small" id={`${id}-why`}>
        {props.why} {metres === undefined ? "" : speak("wizard.crs.accuracy", { metres })}
      </span>
    </div>
  );
}

/** Searches the EPSG list; without words, Mali's systems are offered. */
function CrsSearch({ bridge, onChosen }: { bridge: Bridge; onChosen: (crs: string) => void }) {
  const { speak } = useLanguage();
  const [words, setWords] = useState("");
  const [found, setFound] = useState<readonly CrsWords[]>();
  useEffect(() => {
    let isLate = false;
    const wait = setTimeout(() => {
      searchCrs(bridge, words).then(
        (list) => {
          if (!isLate) setFound(list);
        },
        () => setFound([]),
      );
    }, 120);
    return () => {
      isLate = true;
      clearTimeout(wait);
    };
  }, [bridge, words]);
  const first = found?.[0];
  return (
    <div className="import-systems">
      <input
        className="input"
        type="search"
        // biome-ignore lint/a11y/noAutofocus: the planner has just asked for it
        autoFocus
        aria-label={speak("wizard.crs.search")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !first) return;
          event.preventDefault();
          onChosen(first.code);
        }}
      />
      <p className="quiet small" role="status">
        {found ? speak("wizard.crs.found", { count: found.length }) : speak("wizard.crs.searching")}
      </p>
      <ul aria-label={speak("wizard.crs.list")}>
        {found?.slice(0, SHOWN).map(({ code, name, accuracyM }) => (
          <li key={code}>
            <button type="button" onClick={() => onChosen(code)}>
              {name} ({code})
              {accuracyM ? <span className="quiet"> {speak("wizard.crs.accuracy", { metres: accuracyM })}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
