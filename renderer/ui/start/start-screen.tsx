import { Contrast, FileUp, FolderOpen, GraduationCap, MapPlus, Trash2, TreePalm } from "lucide-react";
import { type DragEvent, lazy, Suspense, useCallback, useEffect, useState } from "react";
import type { ProjectSummary } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { Observable } from "#store/observable";
import { preferences } from "#store/preferences";
import type { Opened } from "#store/projects";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { chooseFiles, IMPORT_ACCEPT, PROJECT_ACCEPT } from "#ui/files";
import type { House } from "#ui/house";
import { useLanguage } from "#ui/language.tsx";
import { StartCoach } from "#ui/learn/coach.tsx";
import { StartHelpMenu } from "#ui/learn/help-menu.tsx";
import { LanguageMenu } from "#ui/learn/language-menu.tsx";
import { beginLesson, canResume, lesson } from "#ui/learn/lesson-state";
import { PackExtracts } from "#ui/packs/pack-extracts.tsx";
import { ProfileButton } from "#ui/profiles/profile-dialog.tsx";
import { ImportDialog, type Imported, type ImportSource } from "#ui/start/import-dialog.tsx";
import { callDraughtsman, type Opening, openProject } from "#ui/start/opening";
import { type FirstPicture, firstPicture, OpeningPicture } from "#ui/start/opening-picture.tsx";
import { VillageDrawing } from "#ui/start/village-drawing.tsx";
import { useObservable } from "#ui/use-observable";

const ImportHost = lazy(() => import("#ui/import/import-host.tsx").then((module) => ({ default: module.ImportHost })));

/** First screen: start from OpenStreetMap, try the sample, open a file, or go on with a project. */
export function StartScreen(props: { house: House; onOpened: (opened: Opened, opening?: Opening) => Promise<void> }) {
  const { house, onOpened } = props;
  const { speak } = useLanguage();
  const [source, setSource] = useState<
    Exclude<ImportSource, { readonly file: File }> | { readonly files: readonly File[] }
  >();
  // Followed where they are shown: the whole screen drawn anew would keep a project waiting.
  const [busy] = useState(() => new Observable<string | undefined>(undefined));
  const [picture] = useState(() => new Observable<FirstPicture | undefined>(undefined));
  const [dropping, setDropping] = useState(false);

  useEffect(callDraughtsman, []);
  const tryTo = useCallback(
    async (words: string, work: () => Promise<Opened | undefined>) => {
      busy.set(words);
      try {
        const opened = await work();
        if (opened) await onOpened(opened);
      } catch (error) {
        notify(failureSentence(speak, error), { kind: "bad" });
      }
      busy.set(undefined);
    },
    [busy, onOpened, speak],
  );
  const openKnown = (id: string) =>
    tryTo(speak("ui.opening"), async () => {
      const overview = house.projects.overview(id);
      const first = overview.then(firstPicture);
      void first.then((made) => picture.set(made));
      try {
        const { opened, draughtsman } = await openProject(house.projects, id, overview);
        await onOpened(opened, { picture: await first, draughtsman });
      } finally {
        picture.set(undefined);
      }
      return undefined;
    });
  const openFile = (file: File) =>
    tryTo(speak("ui.opening"), async () => {
      try {
        return await house.projects.openFile(new Uint8Array(await file.arrayBuffer()), file.name);
      } catch (error) {
        // A GeoPackage of another office is no project: it can become one.
        if (!(error instanceof BridgeError) || error.refusal.code !== "gpkg.not-project") throw error;
        setSource({ files: [file] });
        return undefined;
      }
    });
  /** A project file is opened; all else makes a new project. */
  const take = (files: readonly File[]) => {
    const [file] = files;
    if (file && files.length === 1 && /\.gpkg$/i.test(file.name)) void openFile(file);
    else if (file) setSource({ files });
  };
  const create = async (imported: Imported): Promise<undefined> => {
    setSource(undefined);
    void tryTo(speak("ui.creating"), async () => ({
      session: await house.projects.create({
        name: imported.name,
        crs: imported.crs,
        attributions: imported.attributions,
        source: { file: imported.file, features: imported.features },
      }),
    }));
  };
  const pick = async (accept: string) => {
    take(await chooseFiles(accept));
  };
  const resumed = canResume(useObservable(lesson));
  const learn = () => {
    const state = lesson.get();
    const again = () => {
      beginLesson();
      setSource({ sample: true });
    };
    if (!canResume(state)) again();
    else {
      lesson.set({ ...state, on: true });
      void tryTo(speak("ui.opening"), () =>
        house.projects.list().then((list) => {
          if (list.some(({ id }) => id === state.project)) return house.projects.open(state.project);
          again();
          return undefined;
        }),
      );
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDropping(false);
    take([...event.dataTransfer.files]);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped anywhere; the buttons do the same by key
    <div
      className={dropping ? "start dropping" : "start"}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setDropping(false);
      }}
      onDrop={onDrop}
    >
      <header className="start-brand">
        <VillageDrawing />
        <div className="start-words">
          <h1>{speak("ui.start.brand")}</h1>
          <p>{speak("ui.start.tagline")}</p>
        </div>
      </header>
      <main className="start-main" data-help="start">
        <div className="start-corner">
          <LanguageMenu />
          <StartHelpMenu onLesson={learn} />
          <ProfileButton />
          <ContrastButton />
        </div>
        <section aria-labelledby="start-new" className="stack">
          <h2 id="start-new">{speak("ui.start.begin")}</h2>
          <div className="start-doors">
            <Door
              icon={MapPlus}
              primary
              name={speak("ui.start.new")}
              words={speak("ui.start.new.words")}
              onClick={() => void pick(IMPORT_ACCEPT)}
            />
            <Door
              icon={TreePalm}
              mark="start.sample"
              name={speak("ui.start.sample")}
              words={speak("ui.start.sample.words")}
              onClick={() => setSource({ sample: true })}
            />
            <Door
              icon={FolderOpen}
              name={speak("ui.start.open")}
              words={speak("ui.start.open.words")}
              onClick={() => void pick(PROJECT_ACCEPT)}
            />
            <Door
              icon={GraduationCap}
              name={speak("learn.lesson.door")}
              words={speak(resumed ? "learn.lesson.resume" : "learn.lesson.words")}
              onClick={learn}
            />
          </div>
          <p className="quiet small row">
            <FileUp aria-hidden="true" size={14} />
            {speak("ui.start.drop")}
          </p>
        </section>
        <PackExtracts packs={house.packs} onStart={(pack, member) => setSource({ pack, member })} />
        <RecentProjects house={house} onOpen={(id) => void openKnown(id)} />
        <Busy words={busy} picture={picture} />
      </main>
      {source ? null : <StartCoach />}
      {source && !("files" in source) ? (
        <ImportDialog bridge={house.bridge} source={source} onImported={create} onClose={() => setSource(undefined)} />
      ) : null}
      {source && "files" in source ? (
        <Suspense fallback={null}>
          <ImportHost
            bridge={house.bridge}
            files={source.files}
            onImported={create}
            onClose={() => setSource(undefined)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

/** What is being done, over the picture of the project where there is one. */
function Busy(props: { words: Observable<string | undefined>; picture: Observable<FirstPicture | undefined> }) {
  const words = useObservable(props.words);
  const picture = useObservable(props.picture);
  if (!words) return null;
  if (picture) return <OpeningPicture picture={picture} words={words} />;
  return (
    <div role="status" className="start-busy">
      {words}
      <progress aria-label={words} />
    </div>
  );
}

function Door(props: {
  icon: typeof MapPlus;
  name: string;
  words: string;
  primary?: boolean;
  mark?: string;
  onClick: () => void;
}) {
  const { icon: Icon } = props;
  return (
    <button
      type="button"
      className={props.primary ? "door primary" : "door"}
      data-mark={props.mark}
      onClick={props.onClick}
    >
      <Icon aria-hidden="true" size={24} strokeWidth={1.75} />
      <span>
        <strong>{props.name}</strong>
        <span className="door-words">{props.words}</span>
      </span>
    </button>
  );
}

/** Turns the high-contrast colours on and off. */
export function ContrastButton() {
  const { speak } = useLanguage();
  const isOn = document.documentElement.dataset["theme"] === "contrast";
  return (
    <IconButton
      icon={Contrast}
      name={speak("ui.contrast")}
      pressed={isOn}
      onClick={() => preferences.theme.set(preferences.theme.get() === "contrast" ? "light" : "contrast")}
    />
  );
}

function RecentProjects({ house, onOpen }: { house: House; onOpen: (id: string) => void }) {
  const { speak, numbers } = useLanguage();
  const [list, setList] = useState<readonly ProjectSummary[]>();
  const [failure, setFailure] = useState<unknown>();
  const [leaving, setLeaving] = useState<ProjectSummary>();
  const load = useCallback(() => {
    house.projects.list().then(setList, setFailure);
  }, [house]);
  useEffect(load, [load]);

  const remove = async (project: ProjectSummary) => {
    setLeaving(undefined);
    try {
      await house.projects.remove(project.id);
      notify(speak("ui.start.removed", { name: project.name }));
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad" });
    }
    load();
  };

  return (
    <section aria-labelledby="start-recent" className="stack start-recent">
      <h2 id="start-recent">{speak("ui.start.recent")}</h2>
      {failure ? <Note kind="bad">{failureSentence(speak, failure)}</Note> : null}
      {list && list.length === 0 ? <p className="quiet">{speak("ui.start.none")}</p> : null}
      <ul className="recent">
        {list?.map((project) => (
          <li key={project.id}>
            <button type="button" className="recent-open" onClick={() => onOpen(project.id)}>
              <strong>{project.name}</strong>
              <span className="quiet small">
                {speak("ui.start.modified", { when: numbers.moment(project.modified), crs: project.crs })}
              </span>
            </button>
            <IconButton
              icon={Trash2}
              name={speak("ui.start.remove", { name: project.name })}
              onClick={() => setLeaving(project)}
            />
          </li>
        ))}
      </ul>
      {leaving ? (
        <Modal
          help="trouble"
          title={speak("ui.start.remove.title")}
          onClose={() => setLeaving(undefined)}
          foot={
            <>
              <Button onClick={() => setLeaving(undefined)}>{speak("ui.cancel")}</Button>
              <Button kind="danger" icon={Trash2} onClick={() => void remove(leaving)}>
                {speak("ui.start.remove.do")}
              </Button>
            </>
          }
        >
          <p>{speak("ui.start.remove.words", { name: leaving.name })}</p>
        </Modal>
      ) : null}
    </section>
  );
}
