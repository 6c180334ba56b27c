import { changeToDay } from "#core/derived/lineage";
import type { SnapRun } from "#core/derived/snap/snap";
import type { Snap } from "#core/derived/snap/snap-kinds";
import { type Box, boxOf, emptyBox } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";
import { type Change, inverted } from "#core/model/change";
import { Project } from "#core/model/project";
import { type ComparedArrays, comparedArrays } from "#editor/comparison";
import { type Draughtsman, WORTH_ASKING } from "#editor/drawing/draughtsman";
import type { Drawn, Look } from "#editor/drawing/draw-orders";
import { boxOfChange, FeatureArrays, widen } from "#editor/feature-arrays";
import type { Frame } from "#editor/frame";
import { edgeAt, HANDLED_MAX, handleAt, handlePositions } from "#editor/handles";
import { IlotShapes, idOfShape } from "#editor/ilot-shapes";
import type { ShapedFeature } from "#editor/pack";
import { pick, within } from "#editor/picking";
import { runsShown, type SnapAim, snapAt } from "#editor/snapping";
import type { ToolView } from "#editor/tool";
import type { MapView } from "#store/map-view";
import type { Session } from "#store/session";

/** Features from which a selection is drawn into the picture. */
const MARKED_FROM = 300;
/** What îlots may take of one frame, milliseconds. */
const ILOT_MS = 8;
/** A large map is shown for so long before what else it needs is made ready, milliseconds. */
const CHORES_AFTER_MS = 500;
/** Longest that îlots wait for the window to be idle, milliseconds; at first, while the map is drawn, longer. */
const ILOTS_WAIT_MS = 200;
const FIRST_ILOTS_WAIT_MS = 2000;

/**
 * What the map shows of a session, kept in the arrays it is drawn, picked and snapped from: the project, outlines of
 * îlots, the preview, a large selection. Follows them all and says where the picture is out of date.
 */
export class MapContent {
  readonly arrays: FeatureArrays;
  preview: FeatureArrays | undefined;
  /** The selection when it is too large to be drawn with every gesture. */
  marked: FeatureArrays | undefined;
  /** What differs from an earlier step. */
  compared: ComparedArrays | undefined;
  readonly #session: Session;
  readonly #view: MapView;
  readonly #ilots: IlotShapes;
  readonly #outdated: (box?: Box) => void;
  readonly #draughtsman: Draughtsman;
  /** What the arrays were told to show another day. */
  #lookedBack: Change | undefined;
  /** Around what was changed since the picture was last told. */
  #touched = emptyBox();
  #ilotWork = 0;
  #working = false;
  #prepareWork = 0;
  #chores: ReturnType<typeof setTimeout> | undefined;
  readonly #leave: readonly (() => void)[];

  /**
   * @param draughtsman one that has fetched the project's drawing, or knows nothing of it yet
   * @param outdated told where the picture must be drawn again; everywhere without a box
   */
  constructor(session: Session, view: MapView, draughtsman: Draughtsman, outdated: (box?: Box) => void) {
    this.#session = session;
    this.#draughtsman = draughtsman;
    this.#view = view;
    this.#outdated = outdated;
    this.arrays = new FeatureArrays(session.project.all());
    this.arrays.onFollow = (change) => {
      draughtsman.follow(change);
      this.#handOver();
    };
    draughtsman.onLost = () => this.#handOver();
    draughtsman.confirm(session.head);
    this.#ilots = new IlotShapes(session.project, this.arrays);
    const redraw = (): void => outdated();
    this.#leave = [
      session.onChange((change, isPart) => this.#followed(change, isPart)),
      session.selection.subscribe(() => this.#mark()),
      view.hidden.subscribe(redraw),
      view.labels.subscribe(redraw),
      view.preview.subscribe(() => this.#previewed()),
      view.compared.subscribe(() => this.#compare()),
      view.day.subscribe(() => this.#lookBack()),
    ];
    this.#previewed();
    if (view.compared.get()) this.#compare();
    if (view.day.get() !== undefined) this.#lookBack();
    this.#mark();
    // A large map is shown first: what follows would hold it up.
    if (session.project.size >= WORTH_ASKING) this.#chores = setTimeout(() => this.#beginChores(), CHORES_AFTER_MS);
    else this.#beginChores();
  }

  dispose(): void {
    clearTimeout(this.#chores);
    cancelIdleCallback(this.#ilotWork);
    cancelIdleCallback(this.#prepareWork);
    for (const leave of this.#leave) leave();
    this.#draughtsman.dispose();
  }

  /** Has a picture drawn beside the window; `undefined` where the window must draw it. */
  drawBeside(frame: Frame, ratio: number, look: Look): Promise<Drawn | undefined> | undefined {
    if (this.preview || this.marked || this.compared) return undefined;
    return this.#draughtsman.draw(frame, ratio, look);
  }

  /** Has what is shown kept, to be opened from; `false` while that is not possible. */
  keepDrawing(): boolean {
    if (this.#session.project.size < WORTH_ASKING) return true;
    if (this.#view.day.get() !== undefined) return false;
    return this.#draughtsman.keep(this.#session.project.meta.id, this.#session.head);
  }

  /** Shapes of a feature: its own, or those an îlot's faces make. */
  shapes(id: string | undefined): readonly ShapedFeature[] {
    const feature = id === undefined ? undefined : this.#session.project.get(id);
    if (!feature) return [];
    return feature.geometry ? [feature as ShapedFeature] : this.#ilots.shapesOf(feature.id);
  }

  /** Shapes of the selected features. */
  chosen(): ShapedFeature[] {
    return [...this.#session.selection.get()].flatMap((id) => this.shapes(id));
  }

  /** The topmost feature at a position, an îlot under its own id. */
  topAt(at: Position, toleranceMm: number): ShapedFeature | undefined {
    const [top] = pick(this.arrays, this.#view.hidden.get(), at, toleranceMm);
    return top && { ...top, id: idOfShape(top.id) };
  }

  /** What a position is drawn to. */
  snapAt(at: Position, reachMm: number, aim: SnapAim): Snap | undefined {
    return snapAt(this.arrays, this.#view.hidden.get(), at, reachMm, aim);
  }

  /** Boundaries that are shown in a box. */
  runsShown(box: Box): Iterable<SnapRun> {
    return runsShown(this.arrays, this.#view.hidden.get(), box);
  }

  /** Vertices of the selection that can be taken. */
  handles(): Position[] {
    if (this.#session.selection.get().size > HANDLED_MAX) return [];
    return handlePositions(this.chosen().filter(({ class: id }) => id !== "ilot"));
  }

  /** Ground under some features, or under all that is shown. Empty (`minX > maxX`) when there is none. */
  bounds(ids?: Iterable<string>): Box {
    if (!ids) return this.arrays.extent(this.#view.hidden.get());
    const box = emptyBox();
    for (const id of ids) for (const { geometry } of this.shapes(id)) widen(box, boxOf(geometry));
    return box;
  }

  /** The operation, or else the village: not the far end of its longest road. */
  workBounds(): Box {
    const { project } = this.#session;
    const core = (["perimeter", "parcel", "building"] as const).find((id) => project.countOf(id) > 0);
    return core ? this.arrays.extentOf(core) : this.bounds();
  }

  /** What tools may ask. */
  toolView(): ToolView {
    const { project, selection } = this.#session;
    const ids = (features: readonly ShapedFeature[]): string[] => [...new Set(features.map(({ id }) => idOfShape(id)))];
    const few = (): readonly ShapedFeature[] => (selection.get().size <= HANDLED_MAX ? this.chosen() : []);
    return {
      get selected() {
        return selection.get();
      },
      get: (id) => project.get(id),
      pick: (at, toleranceMm) => ids(pick(this.arrays, this.#view.hidden.get(), at, toleranceMm)),
      within: (box) => ids(within(this.arrays, this.#view.hidden.get(), box)),
      handleAt: (at, toleranceMm) => handleAt(this.arrays, few(), at, toleranceMm),
      edgeAt: (at, toleranceMm) => edgeAt(few(), at, toleranceMm),
    };
  }

  #followed(change: Change, isPart: boolean): void {
    this.arrays.follow(change);
    this.#ilots.follow(change);
    const box = boxOfChange(change);
    if (box) widen(this.#touched, box);
    // The picture waits for the last part of a large change.
    if (isPart) return;
    const touched = this.#touched;
    this.#touched = emptyBox();
    if (this.marked) this.#mark();
    this.#outdated(touched[0] > touched[2] ? undefined : touched);
    this.#workIlots();
  }

  #beginChores(): void {
    this.#workIlots();
    this.#prepare();
    this.#handOver();
  }

  /** Makes packs and R-trees while nothing else is to be done. */
  #prepare(): void {
    this.#prepareWork = requestIdleCallback(() => {
      if (this.arrays.prepareOne()) this.#prepare();
    });
  }

  /** Hands all that is shown to the draughtsman, where it is much and he has nothing. */
  #handOver(): void {
    if (!this.#draughtsman.idle || this.#session.project.size < WORTH_ASKING) return;
    void this.#draughtsman.hand([...this.arrays.standing()]);
  }

  #workIlots(): void {
    cancelIdleCallback(this.#ilotWork);
    const { change, more } = this.#ilots.work(ILOT_MS);
    const wasWorking = this.#working;
    this.#working = more;
    // While many are still to come, one drawing at the end serves them all; the one under way goes first.
    const timeout = wasWorking ? ILOTS_WAIT_MS : FIRST_ILOTS_WAIT_MS;
    if (more) this.#ilotWork = requestIdleCallback(() => this.#workIlots(), { timeout });
    else if (wasWorking) this.#outdated();
    else {
      const box = boxOfChange(change);
      if (box) this.#outdated(box);
    }
  }

  #mark(): void {
    const before = this.marked;
    const many = this.#session.selection.get().size > MARKED_FROM;
    this.marked = many ? new FeatureArrays(this.chosen()) : undefined;
    if (before || many) this.#outdated();
  }

  /** Shows the parcels of another day in place of today's. The session lets nothing change meanwhile. */
  #lookBack(): void {
    if (this.#lookedBack) this.arrays.follow(inverted(this.#lookedBack));
    const day = this.#view.day.get();
    this.#lookedBack = day === undefined ? undefined : changeToDay(this.#session.project, day);
    if (this.#lookedBack) this.arrays.follow(this.#lookedBack);
    this.#outdated();
  }

  #compare(): void {
    const comparison = this.#view.compared.get();
    this.compared = comparison && comparedArrays(comparison.change);
    this.#outdated();
  }

  #previewed(): void {
    const features = this.#view.preview.get();
    const before = this.preview;
    this.preview = undefined;
    if (features) {
      this.preview = new FeatureArrays(features);
      new IlotShapes(new Project(this.#session.project.meta, features), this.preview).work(200);
    }
    if (before || features) this.#outdated();
  }
}
