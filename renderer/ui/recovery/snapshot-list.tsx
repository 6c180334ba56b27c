import { Eye, EyeOff, FolderPlus } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import type { SnapshotAbout } from "#core/bridge/bridge";
import type { ProjectDocument } from "#core/model/document";
import type { Session } from "#store/session";
import { Snapshots } from "#store/snapshots";
import { Button } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import type { House } from "#ui/house";
import { useLanguage } from "#ui/language.tsx";
import { stepWords } from "#ui/step-words";

const SnapshotLook = lazy(() =>
  import("#ui/recovery/snapshot-look.tsx").then((module) => ({ default: module.SnapshotLook })),
);

/** The snapshots kept of a project: what each holds, a look into it, and a project of its own made of it. */
export function SnapshotList(props: {
  house: House;
  project: string;
  /** Nothing else of the project can be read. */
  isLast: boolean;
  /** Why nothing can be done now. */
  why: string | undefined;
  onBusy: (busy: boolean) => void;
  onSession: (session: Session) => Promise<void>;
}) {
  const { house, project, why } = props;
  const language = useLanguage();
  const { speak, numbers } = language;
  const snapshots = useMemo(() => new Snapshots(house.bridge, house.projects, project), [house, project]);
  const [found, setFound] = useState<readonly SnapshotAbout[]>();
  const [look, setLook] = useState<{ readonly name: string; readonly document: ProjectDocument }>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    snapshots.list().then(setFound, setFailure);
  }, [snapshots]);

  const newest = found?.find(({ holds }) => holds)?.name;
  const working = async (work: () => Promise<void>) => {
    props.onBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(error);
    }
    props.onBusy(false);
  };
  const read = async (name: string) => (look?.name === name ? look.document : snapshots.read(name));
  const restore = ({ name, taken }: SnapshotAbout) =>
    working(async () => {
      const document = await read(name);
      const words = { name: document.meta.name, date: numbers.moment(taken) };
      const called = speak("ui.recovery.snapshots.restored-name", words);
      await props.onSession(
        await snapshots.restore(document, called, speak("ui.recovery.snapshots.source", { date: words.date })),
      );
      notify(speak("ui.recovery.snapshots.restored", { name: called }));
    });

  return (
    <section className="stack" aria-labelledby="recovery-snapshots">
      <h2 id="recovery-snapshots">{speak("ui.recovery.snapshots")}</h2>
      {found ? (
        <p>{speak(found.length > 0 ? "ui.recovery.snapshots.words" : "ui.recovery.snapshots.none")}</p>
      ) : failure ? null : (
        <p role="status">{speak("ui.recovery.snapshots.reading")}</p>
      )}
      {failure ? <Note kind="bad">{failureSentence(speak, failure)}</Note> : null}
      <ul className="recovery-snapshots">
        {found?.map((snapshot) => (
          <li key={snapshot.name} className="recovery-side">
            <h3>{speak("ui.recovery.snapshots.of", { date: numbers.moment(snapshot.taken) })}</h3>
            {snapshot.holds ? (
              <>
                <p>
                  {speak("ui.recovery.snapshots.holds", {
                    count: snapshot.holds.features,
                    seq: snapshot.holds.seq,
                    size: numbers.bytes(snapshot.bytes),
                  })}
                </p>
                {snapshot.holds.last ? (
                  <p>
                    {speak("ui.recovery.snapshots.last", {
                      act: stepWords(language, snapshot.holds.last),
                      when: numbers.moment(snapshot.holds.last.time),
                    })}
                  </p>
                ) : null}
                <p className="recovery-acts">
                  <Button
                    icon={look?.name === snapshot.name ? EyeOff : Eye}
                    pressed={look?.name === snapshot.name}
                    why={why}
                    onClick={() =>
                      look?.name === snapshot.name
                        ? setLook(undefined)
                        : void working(async () =>
                            setLook({ name: snapshot.name, document: await snapshots.read(snapshot.name) }),
                          )
                    }
                  >
                    {speak("ui.recovery.snapshots.look")}
                  </Button>
                  <Button
                    kind={props.isLast && snapshot.name === newest ? "primary" : "plain"}
                    icon={FolderPlus}
                    why={why}
                    onClick={() => void restore(snapshot)}
                  >
                    {speak("ui.recovery.snapshots.restore")}
                  </Button>
                </p>
                {look?.name === snapshot.name ? (
                  <Suspense>
                    <SnapshotLook document={look.document} />
                  </Suspense>
                ) : null}
              </>
            ) : (
              <p>{speak("ui.recovery.snapshots.damaged", { size: numbers.bytes(snapshot.bytes) })}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
