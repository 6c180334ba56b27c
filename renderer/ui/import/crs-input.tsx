import { useId, useState } from "react";
import { MALI_ZONES } from "#core/formats/guess-crs";
import { projectedCrs } from "#core/geometry/crs";
import { transformOf } from "#core/geometry/crs-transform";
import { useLanguage } from "#ui/language.tsx";

const OTHER = "other";

/**
 * In which CRS positions of a file are: what the file says, longitude and latitude, the project's, Mali's zones first;
 * any other by its EPSG code.
 */
export function CrsInput(props: {
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
  const [typed, setTyped] = useState("");
  const id = useId();
  const { value, said, projectCrs, onChange } = props;
  const codes = [
    ...new Set([...(said ? [said] : []), ...(projectCrs ? [projectCrs] : []), "EPSG:4326", ...MALI_ZONES, value]),
  ];
  const words = (code: string): string => {
    if (code === "EPSG:4326") return speak("wizard.crs.degrees");
    return crsName(code);
  };
  const code = /^\s*(?:EPSG:)?(\d{4,6})\s*$/i.exec(typed)?.[1];
  const known = code && transformOf(`EPSG:${code}`) ? `EPSG:${code}` : undefined;
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
            {words(each)}
          </option>
        ))}
        <option value={OTHER}>{speak("wizard.crs.other")}</option>
      </select>
      {asking ? (
        <>
          <input
            className="input"
            aria-label={speak("wizard.crs.code")}
            value={typed}
            aria-invalid={typed !== "" && !known}
            onChange={(event) => {
              setTyped(event.target.value);
              const found = /^\s*(?:EPSG:)?(\d{4,6})\s*$/i.exec(event.target.value)?.[1];
              if (found && transformOf(`EPSG:${found}`)) onChange(`EPSG:${found}`);
            }}
          />
          <span className="quiet small" role="status">
            {known ? crsName(known) : speak(typed === "" ? "wizard.crs.code.how" : "wizard.crs.code.unknown")}
          </span>
        </>
      ) : null}
      <span className="quiet small" id={`${id}-why`}>
        {props.why}
      </span>
    </div>
  );
}

/** A CRS as people call it: the name of a known code, or the one its WKT begins with. */
export function crsName(crs: string): string {
  const known = projectedCrs(crs);
  if (known) return `${known.name} (${known.code})`;
  return /^\s*\w+\s*\[\s*"([^"]+)"/.exec(crs)?.[1] ?? crs;
}
