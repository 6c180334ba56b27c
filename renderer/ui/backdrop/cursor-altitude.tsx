import { useEffect, useState } from "react";
import type { Altitude } from "#core/bridge/raster";
import type { MapEditor } from "#editor/map-editor";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** The hand must rest so long before the altitude under it is asked for, milliseconds. */
const REST_MS = 90;

/** Altitude under the pointer or the crosshair, when the project has a source of altitudes. */
export function CursorAltitude({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const reliefs = useObservable(bench.backdrops.reliefs);
  return reliefs.some(({ missing }) => !missing) ? <Word editor={editor} /> : null;
}

function Word({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const at = useObservable(editor.cursor);
  const [altitude, setAltitude] = useState<Altitude>();
  useEffect(() => {
    if (!at) {
      setAltitude(undefined);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      // Without an answer there is no altitude to tell; the profile says why when it is asked.
      bench.backdrops.altitudes(at).then(
        ({ altitudes }) => current && setAltitude(altitudes[0]),
        () => current && setAltitude(undefined),
      );
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [at, bench]);
  return (
    <span className="altitude quiet">
      {typeof altitude === "number"
        ? speak("backdrop.altitude", { altitude: numbers.number(altitude) })
        : speak("backdrop.altitude.none")}
    </span>
  );
}
