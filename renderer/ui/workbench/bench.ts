import { Lineage } from "#core/derived/lineage";
import { type Found, SearchIndex } from "#core/derived/search";
import { emptyBox, growBox } from "#core/geometry/box";
import { type Position, runsOf } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { ClassId } from "#core/model/feature";
import type { Refusal } from "#core/model/refusal";
import type { MapEditor } from "#editor/map-editor";
import { Backdrops } from "#store/backdrops";
import { type Bookmark, bookmarksOf } from "#store/bookmarks";
import { MapView } from "#store/map-view";
import { Observable } from "#store/observable";
import { preferences } from "#store/preferences";
import type { Session } from "#store/session";
import { Watcher } from "#store/watcher";
import { dismissNotices, notify, notifyRefusal } from "#ui/controls/notices.tsx";
import type { LandWork } from "#ui/divide/land-draft";
import { dock } from "#ui/docking/dock";
import { DocumentDesk } from "#ui/documents/document-desk";
import { failureSentence } from "#ui/failure";
import type { House } from "#ui/house";
import { languageNamed } from "#ui/language.tsx";
import type { RelayWork } from "#ui/locks/relay-work";
import { LayoutDraft } from "#ui/panels/layout-draft";
import { chosenProfile, showsAction, stageShown } from "#ui/profiles/profile";
import { ScenarioDesk } from "#ui/scenarios/scenario-desk";
import type { Opening } from "#ui/start/opening";
import { stepWords } from "#ui/step-words";
import { type StageId, stageToGoOn } from "#ui/workbench/stages";

export type SideTab = "object" | "legend" | "balance" | "norms" | "history" | "notes";
export type DialogId =
  | "acts"
  | "merge"
  | "points"
  | "traverse"
  | "borne-planted"
  | "borne-missing"
  | "shortcuts"
  | "referentiel"
  | "rename"
  | "import"
  | "plan"
  | "palette"
  | "profile";

/** What is shorter than this is looked at with the ground around it. */
const SMALL_MM = 80_000;

/**
 * The workbench of one open project: the session, the map, and which stage, side and dialog are shown. Actions,
 * panels and keys all act on it.
 */
export class Bench {
  readonly house: House;
  readonly session: Session;
  readonly view: MapView;
  readonly draft: LayoutDraft;
  /** Plans weighed against each other, and houses in their way. */
  readonly desk: ScenarioDesk;
  /** Rules and balance, followed beside the window. */
  readonly watcher: Watcher;
  /** What lies under the plan on this machine: pictures and altitudes. */
  readonly backdrops: Backdrops;
  /** Views kept by name. */
  readonly bookmarks: Observable<readonly Bookmark[]>;
  /** Set while the map is mounted. */
  readonly editor = new Observable<MapEditor | undefined>(undefined);
  readonly stage: Observable<StageId>;
  readonly side = new Observable<SideTab | undefined>(dock.sideOpen.get() ? "legend" : undefined);
  /** Files that were let go over the window: the import dialog begins with them. */
  readonly incoming = new Observable<readonly File[]>([]);
  /** The class of the attribute table; `undefined` while it is closed. */
  readonly table = new Observable<ClassId | undefined>(undefined);
  readonly dialog = new Observable<DialogId | undefined>(undefined);
  /** The act on land that is being worked out beside the map: dividing, adjusting, ceding. Never history. */
  readonly land = new Observable<LandWork | undefined>(undefined);
  /** Îlots that are being taken up again beside the map. Never history. */
  readonly relay = new Observable<RelayWork | undefined>(undefined);
  /** Whether a point by intersection is being worked out over the map. */
  readonly intersecting = new Observable(false);
  /** The scanned plan that is being laid on the map by control points. */
  readonly scan = new Observable<File | undefined>(undefined);
  /** Whether fields that name persons are shown (law 2013-015): ticked by the planner, until the project is closed. */
  readonly personal = new Observable(false);
  /** Files attached to objects, and the viewer they are looked at in. */
  readonly documents: DocumentDesk;
  /** Files made since the project was opened. */
  readonly filesMade = new Observable(0);
  /** Set by the search box: puts the caret into it. */
  focusSearch: () => void = () => undefined;
  readonly opening: Opening;
  /** Closes the project; with an id, opens another one. */
  readonly leave: (to?: string) => void;
  readonly #stop: (() => void)[] = [];
  #search: SearchIndex | undefined;
  #lineage: Lineage | undefined;

  /** @param opening what there is of the map already */
  constructor(house: House, session: Session, leave: (to?: string) => void, opening: Opening) {
    this.opening = opening;
    this.house = house;
    this.session = session;
    this.leave = leave;
    this.view = new MapView(session.project.meta.id);
    this.backdrops = new Backdrops(house.bridge, session.project.meta.id, session.project.meta.crs);
    void this.backdrops.load().catch((error: unknown) => {
      notify(failureSentence(languageNamed(preferences.tongue.get()).speak, error), { kind: "bad", id: "backdrops" });
    });
    this.bookmarks = bookmarksOf(session.project.meta.id);
    this.documents = new DocumentDesk(house.bridge, session.project.meta.id);
    this.draft = new LayoutDraft(session, this.view, this.backdrops);
    this.desk = new ScenarioDesk(session, this.draft);
    this.watcher = new Watcher(session);
    this.stage = new Observable(stageShown(stageToGoOn(session.project)));
    this.#stop.push(
      session.onChange((change) => {
        this.#search?.follow(change);
        this.#lineage?.follow(change);
      }),
    );
    // What was worked out on the state before is dropped.
    this.#stop.push(session.onChange(() => this.land.set(undefined)));
    this.#stop.push(session.onChange(() => this.relay.set(undefined)));
    // An offer to take an act back goes with the next act; a dialog is not covered by what was said before it.
    this.#stop.push(
      session.onChange(() => dismissNotices("done")),
      this.dialog.subscribe(() => dismissNotices()),
      this.documents.shown.subscribe(() => dismissNotices()),
    );
    this.#stop.push(this.side.subscribe(() => dock.sideOpen.set(this.side.get() !== undefined)));
    // A profile that leaves out where one is, or the tool in the hand, moves on.
    this.#stop.push(
      chosenProfile.subscribe(() => {
        this.stage.update((stage) => stageShown(stage));
        const map = this.editor.get();
        if (map && !showsAction(map.tool.get().id)) map.setTool("select");
      }),
    );
    // What was clicked on the map is shown in its form.
    this.#stop.push(
      session.selection.subscribe(() => {
        const chosen = session.selection.get();
        // Work on other parcels than the chosen ones is dropped.
        const worked = this.land.get()?.ids;
        if (worked && !(worked.length === chosen.size && worked.every((id) => chosen.has(id))))
          this.land.set(undefined);
        const taken = this.relay.get()?.ids;
        if (taken && !(taken.length === chosen.size && taken.every((id) => chosen.has(id)))) this.relay.set(undefined);
        if (chosen.size > 0 && this.side.get()) this.side.set(this.#areNotes(chosen) ? "notes" : "object");
      }),
    );
  }

  /** Carries out a command; says why when it is refused. With `undoable`, offers to take it back at once. */
  run<Input>(command: Command<Input>, input: Input, options: { undoable?: boolean } = {}): Refusal | undefined {
    const refusal = this.session.run(command, input);
    if (refusal) notifyRefusal(refusal);
    else {
      dismissNotices("refusal");
      if (options.undoable) this.offerUndo();
    }
    return refusal;
  }

  /** Says what the last step did, with `Annuler` beside it. */
  offerUndo(): void {
    const step = this.session.snapshot().history.done.at(-1);
    if (!step) return;
    const language = languageNamed(preferences.tongue.get());
    // One at a time: only the last act can be taken back at once.
    notify(stepWords(language, step), {
      id: "done",
      kind: "good",
      action: {
        words: language.speak("ui.undo"),
        run: () => {
          if (this.session.snapshot().history.done.at(-1)?.seq === step.seq) void this.session.undo();
        },
      },
    });
  }

  /** The best features for what was typed: `12/5`, `îlot 12`, a name. The index is made at the first question. */
  find(question: string, limit: number): Found[] {
    this.#search ??= SearchIndex.build(this.session.project);
    return this.#search.search(question, limit);
  }

  /** Who came from whom; made at the first question, followed from then on. */
  get lineage(): Lineage {
    this.#lineage ??= Lineage.build(this.session.project);
    return this.#lineage;
  }

  /** Chooses features and brings them into view. */
  show(ids: Iterable<string>): void {
    const list = [...ids].filter((id) => this.session.project.get(id));
    if (list.length === 0) return;
    this.session.selection.select(list);
    const box = emptyBox();
    for (const id of list) {
      const { geometry } = this.session.project.get(id) ?? {};
      if (geometry) for (const run of runsOf(geometry)) growBox(box, run);
    }
    // One parcel is shown among its neighbours, not as the whole of the map.
    const isSmall = Math.max(box[2] - box[0], box[3] - box[1]) < SMALL_MM;
    if (isSmall) this.lookAt([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
    else this.editor.get()?.fitTo(list);
  }

  /** Begins an import with files. */
  importFiles(files: readonly File[]): void {
    if (files.length === 0 || this.dialog.get() === "import") return;
    this.incoming.set(files);
    this.dialog.set("import");
  }

  /** Brings the perimeter into view. */
  fitPlan(): void {
    this.editor.get()?.fitTo([...this.session.project.ofClass("perimeter")].map(({ id }) => id));
  }

  /** Brings a place into view. */
  lookAt(at: Position): void {
    this.editor.get()?.lookAt(at);
  }

  /** Whether a choice is notes alone: they are shown in the tab where they are written. */
  #areNotes(ids: ReadonlySet<string>): boolean {
    return [...ids].every((id) => this.session.project.get(id)?.class === "note");
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
    this.draft.dispose();
    this.desk.dispose();
    this.watcher.dispose();
    this.backdrops.dispose();
  }
}
