import { useRef, useState } from "react";
import { boxInProject } from "#core/derived/raster/pyramid";
import { projectionOf } from "#core/geometry/crs";
import { chooseFiles, pairFiles, RASTER_ACCEPT, type RasterChoice } from "#ui/backdrop/add-files";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence, isCancelled } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Files on their way in: which one, how far, and the one whose CRS is being asked. */
export interface Adding {
  /** Name of the file being copied, and the share of it that is. */
  readonly busy: { readonly name: string; readonly share: number } | undefined;
  /** A picture whose CRS must be told before it can come in. */
  readonly asks: RasterChoice | undefined;
  choose(): void;
  /** Answers what is asked; without a CRS, gives the picture up. */
  answer(crs: string | undefined): void;
  cancel(): void;
}

/** Adds backdrops and reliefs: chooses files, copies them, says what came of each. */
export function useAdding(): Adding {
  const bench = useBench();
  const { speak } = useLanguage();
  const [busy, setBusy] = useState<Adding["busy"]>();
  const [asked, setAsked] = useState<{ choice: RasterChoice; reply: (crs: string | undefined) => void }>();
  const stop = useRef<AbortController>(undefined);

  const addOne = async (choice: RasterChoice, crs: string | undefined, signal: AbortSignal) => {
    const { name } = choice.file;
    const share = (done: number) => setBusy({ name, share: done });
    share(0);
    const about = await bench.backdrops.add(choice.file, {
      signal,
      onShare: share,
      ...(crs ? { crs } : {}),
      ...(choice.world === undefined ? {} : { world: choice.world }),
    });
    const relief = about.kind === "relief";
    const box = relief ? undefined : boxInProject(about, projectionOf(bench.session.project.meta.crs));
    notify(speak(relief ? "backdrop.added.relief" : "backdrop.added", { name: about.name }), {
      id: "backdrop",
      kind: "good",
      ...(box ? { action: { words: speak("backdrop.show"), run: () => bench.editor.get()?.fitBox(box) } } : {}),
    });
    if (about.lacksOverviews) notify(speak("warning.raster.lacks-overviews"), { id: "backdrop-slow" });
  };

  const run = async () => {
    const files = await chooseFiles(RASTER_ACCEPT);
    if (files.length === 0) return;
    const own = new AbortController();
    stop.current = own;
    try {
      for (const choice of await pairFiles(files)) {
        if (choice.needsPlace) {
          bench.scan.set(choice.file);
          continue;
        }
        const crs = choice.needsCrs
          ? await new Promise<string | undefined>((reply) => setAsked({ choice, reply }))
          : undefined;
        setAsked(undefined);
        if (choice.needsCrs && crs === undefined) continue;
        await addOne(choice, crs, own.signal);
      }
    } catch (error) {
      if (!isCancelled(error)) notify(failureSentence(speak, error), { kind: "bad", id: "backdrop" });
    } finally {
      setBusy(undefined);
      stop.current = undefined;
    }
  };

  return {
    busy,
    asks: asked?.choice,
    choose: () => void run(),
    answer: (crs) => asked?.reply(crs),
    cancel: () => stop.current?.abort(),
  };
}
