import { useEffect, useRef, useState } from "react";
import type { Bridge, BridgeOutput, Progress } from "#core/bridge/bridge";
import { type DegreeBox, guessCrs } from "#core/formats/guess-crs";
import type { Feature } from "#core/model/feature";
import { isCancelled } from "#ui/failure";
import { learnCrs } from "#ui/import/crs-book";
import { decodedInSlices } from "#ui/import/in-slices";
import { knownMappings } from "#ui/import/known-mappings";
import type { FileGroup } from "#ui/import/sort-files";
import { proposedLayers, type WizardFile, type WizardLayer } from "#ui/import/wizard";

/** What was read of all files, ready to be accepted. */
export type ReadFiles = BridgeOutput<"import.take"> & { readonly features: readonly Feature[] };

/** Work under way: which file of how many, and how far it is. */
interface Working {
  readonly what: "looking" | "reading";
  readonly name: string;
  readonly nth: number;
  readonly of: number;
  readonly progress?: Progress;
}

/** How far faces are cleaned. */
export interface Cleaning {
  readonly snapMm: number;
  readonly sliverMm: number;
}

/** Files on their way in: looked at once they are given, read when the planner asks. */
export interface Import {
  readonly files: readonly WizardFile[];
  readonly layers: readonly WizardLayer[];
  readonly working: Working | undefined;
  readonly failure: unknown;
  readonly read: ReadFiles | undefined;
  /** Whether something was changed since it was read. */
  readonly stale: boolean;
  /** Changes what becomes of a layer. */
  change(layer: number, next: Partial<WizardLayer>): void;
  /** Reads the texts of a file in another encoding. */
  encode(file: number, encoding: string): Promise<void>;
  /** Reads the layers taken. Resolves to whether it could be done. */
  readAll(crs: string, cleaning: Cleaning): Promise<boolean>;
  stop(): void;
}

/** The state of one import. @param near the project's box in degrees, and its CRS */
export function useImport(
  bridge: Bridge,
  groups: readonly FileGroup[],
  near: DegreeBox | undefined,
  projectCrs: string | undefined,
): Import {
  const [files, setFiles] = useState<readonly WizardFile[]>([]);
  const [layers, setLayers] = useState<readonly WizardLayer[]>([]);
  const [working, setWorking] = useState<Working>();
  const [failure, setFailure] = useState<unknown>();
  const [read, setRead] = useState<ReadFiles>();
  const [stale, setStale] = useState(false);
  const stopper = useRef(new AbortController());

  // biome-ignore lint/correctness/useExhaustiveDependencies: the files are looked at once
  useEffect(() => {
    const own = new AbortController();
    stopper.current = own;
    const { signal } = own;
    const put = async (file: File): Promise<string> => {
      return (await bridge.call("files.put", { name: file.name }, { blob: file, signal })).value.handle;
    };
    const lookAtAll = async () => {
      const found: WizardFile[] = [];
      const proposed: WizardLayer[] = [];
      for (const [nth, { main, beside }] of groups.entries()) {
        const at = { what: "looking", name: main.name, nth: nth + 1, of: groups.length } as const;
        setWorking(at);
        const onProgress = (progress: Progress) => setWorking({ ...at, progress });
        try {
          const handle = await put(main);
          const handles: string[] = [];
          for (const one of beside) handles.push(await put(one));
          const { value } = await bridge.call("import.look", { handle, beside: handles }, { signal, onProgress });
          const file = { name: main.name, handle, beside: handles };
          if (value.kind === "osm") continue;
          learnCrs(value.systems);
          proposed.push(...proposedLayers(found.length, value, knownMappings.get(), near, projectCrs));
          found.push({ ...file, look: value });
        } catch (error) {
          if (signal.aborted || isCancelled(error)) return;
          found.push({ name: main.name, handle: "", beside: [], failure: error });
        }
      }
      if (signal.aborted) return;
      setFiles(found);
      setLayers(proposed);
      setWorking(undefined);
    };
    void lookAtAll();
    return () => own.abort();
  }, [bridge, groups]);

  return {
    files,
    layers,
    working,
    failure,
    read,
    stale,
    change(layer, next) {
      setStale(true);
      setLayers((held) => held.map((one, i) => (i === layer ? { ...one, ...next } : one)));
    },
    async encode(nth, encoding) {
      const file = files[nth];
      if (!file) return;
      setStale(true);
      setWorking({ what: "looking", name: file.name, nth: 1, of: 1 });
      try {
        const { handle, beside } = file;
        const { value } = await bridge.call(
          "import.look",
          { handle, beside: [...beside], encoding },
          { signal: stopper.current.signal },
        );
        if (value.kind !== "layers") return;
        learnCrs(value.systems);
        setFiles((held) => held.map((one, i) => (i === nth ? { ...one, encoding, look: value } : one)));
        // Names read otherwise are other names: what was chosen by place stays where the names still fit.
        setLayers((held) => {
          const fresh = proposedLayers(nth, value, knownMappings.get(), near, projectCrs);
          const old = held.filter(({ file: of }) => of === nth);
          const kept = fresh.map((one, i) => ({
            ...one,
            taken: old[i]?.taken ?? one.taken,
            crs:
              old[i]?.crs.why === "chosen"
                ? old[i].crs
                : guessCrs(one.look.crs, one.look.extent, near, projectCrs, value.format),
          }));
          return [...held.filter(({ file: of }) => of < nth), ...kept, ...held.filter(({ file: of }) => of > nth)];
        });
      } catch (error) {
        if (!isCancelled(error)) setFailure(error);
      } finally {
        setWorking(undefined);
      }
    },
    async readAll(crs, cleaning) {
      const own = new AbortController();
      stopper.current = own;
      setFailure(undefined);
      const taken = files.flatMap((file, nth) => {
        const chosen = layers.filter((layer) => layer.file === nth && layer.taken);
        const { handle, beside, encoding } = file;
        const wanted = chosen.map(({ mapping, crs: from }) => ({ mapping, crs: from.crs }));
        return wanted.length > 0
          ? [{ handle, beside: [...beside], ...(encoding ? { encoding } : {}), layers: wanted }]
          : [];
      });
      const name = files.map((file) => file.name).join(", ");
      const at = { what: "reading", name, nth: 1, of: 1 } as const;
      setWorking(at);
      try {
        const { value, bytes } = await bridge.call(
          "import.take",
          { files: taken, crs, cleaning },
          { signal: own.signal, onProgress: (progress) => setWorking({ ...at, progress }) },
        );
        setRead({ ...value, features: await decodedInSlices(bytes, own.signal) });
        setStale(false);
        return true;
      } catch (error) {
        if (!isCancelled(error)) setFailure(error);
        return false;
      } finally {
        setWorking(undefined);
      }
    },
    stop: () => stopper.current.abort(),
  };
}
