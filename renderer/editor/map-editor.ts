import type OlMap from "ol/Map.js";
import { colourOf, type Tone } from "#core/features/palette";
import type { Box } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";
import { type Lang, type Speak, speaker } from "#core/messages/catalogue";
import type { Change } from "#core/model/change";
import type { ClassId } from "#core/model/feature";
import type { Refusal } from "#core/model/refusal";
import type { Issue } from "#core/rules/issue";
import { Aim } from "#editor/aim";
import { BackdropLayer } from "#editor/backdrop-layer";
import { CanvasLayer } from "#editor/canvas-layer";
import { paintComparison } from "#editor/compare-painter";
import { type ConstructionEvent, isHeld, type Placed } from "#editor/construction";
import type { Draughtsman } from "#editor/drawing/draughtsman";
import type { Look } from "#editor/drawing/draw-orders";
import { lookOf } from "#editor/drawing/look";
import { featureWords } from "#editor/feature-words";
import { type Frame, frameFitting, scaleOf } from "#editor/frame";
import { MapContent } from "#editor/map-content";
import { MapFurniture } from "#editor/map-furniture";
import { type Gesture, MapGestures } from "#editor/map-gestures";
import { MapKeys } from "#editor/map-keys";
import { MapSight } from "#editor/map-sight";
import { openMap } from "#editor/open-map";
import { paintOver } from "#editor/over-painter";
import { paintScene } from "#editor/scene-painter";
import type { MeasuredRun, Sketch, ToolEvent, ToolId, ToolOptions } from "#editor/tool";
import { ToolRunner } from "#editor/tool-runner";
import type { Backdrops } from "#store/backdrops";
import type { MapPlace } from "#store/bookmarks";
import type { DraftMarks, MapView } from "#store/map-view";
import { Observable } from "#store/observable";
import { preferences } from "#store/preferences";
import type { Session } from "#store/session";

export type { MeasuredRun, ToolId, ToolOptions } from "#editor/tool";

/** Pixels a hand may miss by, and pixels a position is drawn to a vertex or edge from. */
const TOLERANCE_PX = 7;
const SNAP_PX = 11;
/** Pixels from which a line of a draft is taken by its grip. */
const GRIP_PX = 12;

/** What the editor needs to open a project on an element. */
export interface MapEditorOptions {
  readonly target: HTMLElement;
  readonly session: Session;
  readonly view: MapView;
  readonly backdrops: Backdrops;
  readonly palette?: Tone;
  /** Shown until the first drawing is there. */
  readonly first?: { readonly image: CanvasImageSource; readonly frame: Frame } | undefined;
  /** Draws the map's pictures beside the window; has fetched the project's drawing, or knows nothing of it yet. */
  readonly draughtsman: Draughtsman;
  readonly onRefusal: (refusal: Refusal) => void;
  /** Told the id of each command a tool carried out. */
  readonly onDone?: (command: string) => void;
}

/**
 * The map of an open project: shows it, follows its changes, and turns gestures of pointer and keyboard into
 * commands. It owns no data; disposing of it loses nothing but a draft.
 */
export class MapEditor {
  /** The tool in use, the key of its hint, and the vertices drawn so far. */
  readonly tool = new Observable<{ id: ToolId; hint: string; points: number }>({
    id: "select",
    hint: "editor.hint.select",
    points: 0,
  });
  /** Position under the pointer or the crosshair, millimetres. */
  readonly cursor = new Observable<Position | undefined>(undefined);
  /** The scale's denominator at 96 dpi. */
  readonly scale = new Observable(2500);
  readonly hover = new Observable<string | undefined>(undefined);
  /** The class that the tool in use makes, where it makes one of many. */
  readonly making = new Observable<ClassId | undefined>(undefined);
  /** Vertices drawn so far, flat; `undefined` while the tool does not draw vertex by vertex. */
  readonly drawn = new Observable<readonly number[] | undefined>(undefined);
  /** What was typed on the map itself, for the fields of the next vertex. */
  readonly typed = new Observable("");
  /** What the measuring tool has drawn. */
  readonly measured = new Observable<MeasuredRun | undefined>(undefined);
  /** A place that was looked for, shown until it is taken away; millimetres. */
  readonly mark = new Observable<Position | undefined>(undefined);
  /** What the check found, shown at its places while a planner looks through it. */
  readonly issues = new Observable<readonly Issue[]>([]);
  /** What is under the crosshair, or what was just done. The map itself reads it out; it need not be shown again. */
  readonly announcement = new Observable("");

  readonly #options: MapEditorOptions;
  readonly #session: Session;
  readonly #view: MapView;
  #tone: Tone;
  readonly #map: OlMap;
  readonly #sight: MapSight;
  readonly #layer: CanvasLayer;
  readonly #backdropLayer: BackdropLayer;
  readonly #furniture = new MapFurniture();
  readonly #content: MapContent;
  readonly #runner: ToolRunner;
  readonly #keys: MapKeys;
  readonly #aim: Aim;
  #crosshair: Position | undefined;
  #handles: readonly Position[] = [];
  /** Share of their colour that surfaces are drawn with. */
  #surfaces = 1;
  /** Which grip of a draft is held; -1 for none. */
  #grip = -1;
  #voice: { readonly lang: Lang; readonly speak: Speak } | undefined;
  readonly #leave: (() => void)[] = [];

  constructor(options: MapEditorOptions) {
    this.#options = options;
    this.#session = options.session;
    this.#view = options.view;
    this.#tone = options.palette ?? preferences.theme.get();
    const { project } = this.#session;
    const { backdrops } = options;
    this.#backdropLayer = new BackdropLayer(backdrops, project.meta.crs);
    this.#layer = new CanvasLayer({
      paint: (context, frame, region) =>
        paintScene(
          context,
          frame,
          {
            arrays: this.#content.arrays,
            preview: this.#content.preview,
            marked: this.#content.marked,
            underWords: this.#comparison(context, frame),
            ...this.#look,
          },
          region,
        ),
      paintBeside: (frame, ratio) => this.#content.drawBeside(frame, ratio, this.#look),
      paintOver: (context, frame) =>
        paintOver(context, frame, {
          selected: this.#content.marked ? [] : this.#content.chosen().map(({ geometry }) => geometry),
          hover: this.#content.shapes(this.hover.get()).map(({ geometry }) => geometry),
          handles: this.#handles,
          sketch: withMarks(this.#runner.sketch, this.#view.marks.get()),
          snap: this.#aim.snap,
          through: this.#aim.construction.get().through,
          crosshair: this.#crosshair,
          mark: this.mark.get(),
          issues: this.issues.get(),
          snapWord: this.#aim.snap ? this.#say(`draw.snap.${this.#aim.snap.kind}`) : "",
          tone: this.#tone,
          lang: preferences.lang.get(),
        }),
    });
    this.#content = new MapContent(this.#session, this.#view, options.draughtsman, (box) =>
      this.#layer.invalidate(box),
    );
    this.#aim = new Aim(this.#content);
    this.#runner = new ToolRunner(this.#content.toolView(), {
      run: ({ command, input }) => {
        const refusal = this.#session.run(command, input);
        if (refusal) this.#options.onRefusal(refusal);
        else this.#options.onDone?.(command.id);
        return refusal;
      },
      select: ({ ids, mode }) => {
        const { selection } = this.#session;
        if (mode === "replace") selection.select(ids);
        else if (mode === "add") selection.select([...selection.get(), ...ids]);
        else for (const id of ids) selection.toggle(id);
      },
    });
    this.#map = openMap(
      options.target,
      project.meta.crs,
      [this.#backdropLayer, this.#layer],
      new MapGestures((gesture) => this.#gesture(gesture)),
    );
    this.#sight = new MapSight(this.#map, options.target);
    if (options.first) this.#layer.showFirst(options.first.image, options.first.frame);
    this.#map.getViewport()?.append(this.#furniture.element);
    this.#keys = new MapKeys(options.target, this);
    this.#watch();
    this.#dress();
    this.#sight.fit(this.#content.workBounds(), 0);
  }

  // — What the window asks —

  setTool(id: ToolId, options?: ToolOptions): void {
    this.#runner.set(id, options);
    this.making.set(options?.class);
    this.#aim.reset();
    if (id !== "select" && id !== "move-vertex" && this.#keys.keyboardInUse) this.showCrosshair(true);
    this.#toolMoved();
    this.#findHandles();
    this.#dressCursor();
    this.announcement.set(this.#say(`editor.hint.${id}`));
  }

  /**
   * Drops what holds the next vertex, then the draft, the crosshair, the draft of a panel, the tool, the comparison and
   * the selection: one a call.
   */
  cancel(): void {
    if (isHeld(this.#aim.construction.get())) this.construct({ type: "cancel" });
    else if (this.#runner.cancel()) this.#toolMoved();
    else if (this.#crosshair) this.showCrosshair(false);
    else if (this.#view.marks.get()) this.#view.marks.get()?.cancel();
    else if (this.#runner.id !== "select") this.setTool("select");
    else if (this.#view.compared.get()) this.#view.compared.set(undefined);
    else this.#session.selection.clear();
    this.#map.render();
  }

  /** Finishes the draft: one command. */
  finish(): void {
    this.#send({ type: "finish" });
  }

  /** Takes the last vertex of the draft away. */
  back(): void {
    this.#send({ type: "back" });
  }

  fitAll(): void {
    this.#sight.fit(this.#content.bounds(), 0);
  }

  fitTo(ids: Iterable<string>): void {
    this.#sight.fit(this.#content.bounds(ids), 180);
  }

  /** Brings ground into view, millimetres; beside what covers so many pixels of the map's left. */
  fitBox(box: Box, coveredPx = 0): void {
    this.#sight.fit(box, 180, coveredPx);
  }

  /** What is looked at. */
  get place(): MapPlace {
    return this.#sight.place;
  }

  /** Looks at a place as it was looked at before. */
  goTo(place: MapPlace): void {
    this.#sight.goTo(place);
  }

  /** Brings a position to the middle, with so much ground on each side. */
  lookAt([x, y]: Position, aroundMm = 60_000): void {
    this.#sight.fit([x - aroundMm, y - aroundMm, x + aroundMm, y + aroundMm], 180);
  }

  /** The ground under a place of the window (pixels), millimetres on the grid. */
  positionAt(client: readonly [number, number]): Position {
    return this.#sight.positionAt(client);
  }

  /** The place in the window (pixels) of a position. */
  clientAt(at: Position): [x: number, y: number] {
    return this.#sight.clientAt(at);
  }

  /** Ids of what is shown at a position, from the top down. */
  under(at: Position): readonly string[] {
    return this.#content.toolView().pick(at, TOLERANCE_PX * this.#sight.mmPerPx);
  }

  /** What the map shows when the project is opened, drawn while the window rests; `undefined` when it changes meanwhile. */
  async overview(): Promise<{ readonly image: Blob; readonly frame: Frame } | undefined> {
    const { size } = this.#sight;
    const box = this.#content.workBounds();
    const { preview, marked, compared } = this.#content;
    if (!size || box[0] > box[2] || preview || marked || compared) return undefined;
    const frame = frameFitting(box, size);
    const canvas = await this.#layer.drawApart(frame);
    const image = await new Promise<Blob | null | undefined>((resolve) =>
      canvas ? canvas.toBlob(resolve, "image/webp", 0.85) : resolve(undefined),
    );
    return image ? { image, frame } : undefined;
  }

  /** Keeps what the map draws from, for the next opening, when the project is saved; `false` while that is not possible. */
  keepDrawing(): boolean {
    return this.#content.keepDrawing();
  }

  /** The element of the map, which takes the keys. */
  get element(): HTMLElement {
    return this.#options.target;
  }

  /** Zooms in by steps, out when below 0; two steps double. The crosshair stays where it is. */
  zoomBy(steps: number): void {
    this.#sight.zoomBy(steps, this.#crosshair);
  }

  panBy(dxPx: number, dyPx: number): void {
    this.#sight.panBy(dxPx, dyPx);
  }

  focus(): void {
    this.#options.target.focus();
  }

  /** Sets the tone of the map: `contrast` for sunlight. */
  setPalette(tone: Tone): void {
    this.#tone = tone;
    this.#dress();
  }

  dispose(): void {
    this.#content.dispose();
    for (const leave of this.#leave) leave();
    this.#keys.dispose();
    this.#map.setTarget(undefined);
    this.#layer.dispose();
    this.#backdropLayer.dispose();
    this.#map.dispose();
    this.#furniture.element.remove();
  }

  // — Crosshair: the hand of the keyboard —

  get crosshair(): Position | undefined {
    return this.#crosshair;
  }

  get drawing(): boolean {
    return this.#runner.points > 0;
  }

  /** Shows the crosshair at the middle of the map, or takes it away. */
  showCrosshair(shown: boolean): void {
    if (shown && this.#crosshair) return;
    this.#crosshair = shown ? this.#sight.middle : undefined;
    if (!shown) this.#aim.snap = undefined;
    if (shown) this.moveCrosshair(0, 0);
    this.#map.render();
  }

  /** Moves the crosshair by pixels; the map follows at its edge. */
  moveCrosshair(dxPx: number, dyPx: number): void {
    if (!this.#crosshair) return;
    const { mmPerPx } = this.#sight;
    this.#crosshair = [this.#crosshair[0] + dxPx * mmPerPx, this.#crosshair[1] - dyPx * mmPerPx];
    this.#sight.keepInside(this.#crosshair);
    this.#hand("move", this.#crosshair, false);
    this.#announceUnder(this.#crosshair);
  }

  /** Does at the crosshair what a click does. */
  pressCrosshair(more: boolean): void {
    if (!this.#crosshair) {
      this.showCrosshair(true);
      return;
    }
    this.#hand("click", this.#crosshair, more);
    this.#announceUnder(this.#crosshair);
  }

  // — Figures and angles of the next vertex —

  /** What holds the next vertex of the drawing. */
  get construction(): Aim["construction"] {
    return this.#aim.construction;
  }

  get constructs(): boolean {
    return this.#runner.path !== undefined;
  }

  /** Holds the next vertex to a figure, an angle, an arc or a boundary, or lets it go. */
  construct(event: ConstructionEvent): void {
    this.#aim.step(event);
    if (this.constructs) this.#hand("move", this.#whereHandIs(), false);
    this.#map.render();
  }

  /** Sets the next vertex where figures and hand put it, as a click does. */
  placeNext(): void {
    this.#hand("click", this.#whereHandIs(), false);
  }

  /** Adds vertices worked out elsewhere (a traverse) to the drawing; flat, millimetres. */
  addVertices(run: readonly number[]): void {
    const at: Position = [run.at(-2) as number, run.at(-1) as number];
    this.#send({ type: "click", at, raw: at, via: run.slice(0, -2), exact: true, more: false, toleranceMm: 0 });
    this.construct({ type: "placed" });
  }

  type(text: string): void {
    this.typed.set(text);
  }

  #whereHandIs(): Position {
    return this.#crosshair ?? this.#aim.raw ?? this.#sight.middle;
  }

  // — Inside —

  #gesture({ type, at, more, free }: Gesture): boolean {
    if (type === "press") this.#options.target.focus({ preventScroll: true });
    if (type === "move" || type === "press") this.#crosshair = undefined;
    return this.#hand(type, at, more, free);
  }

  /** Turns where the hand is into where it means, and hands the event to the tool. Whether the tool claims a press. */
  #hand(type: Gesture["type"], raw: Position, more: boolean, free = false): boolean {
    const { mmPerPx } = this.#sight;
    if (this.#handMarks(type, raw, free)) return true;
    const { at, via = [], exact } = this.#aimAt(raw, more, free);
    this.cursor.set(at);
    if (type === "move") this.#hoverAt(raw, mmPerPx);
    const { mode, through } = this.#aim.construction.get();
    if (type === "click" && mode === "arc" && !through && this.drawing) {
      this.construct({ type: "through", at });
      return false;
    }
    const { snap } = this.#aim;
    const event: ToolEvent = {
      type,
      at,
      raw,
      more,
      toleranceMm: TOLERANCE_PX * mmPerPx,
      ...(snap ? { snap: snap.kind } : {}),
      ...(via.length > 0 ? { via } : {}),
      ...(exact ? { exact } : {}),
    };
    const claimed = this.#send(event);
    if (type === "click" && this.constructs) this.construct({ type: "placed" });
    return claimed;
  }

  /** Lets a draft shown over the map have the hand first. Whether it took it. */
  #handMarks(type: Gesture["type"], raw: Position, free: boolean): boolean {
    const marks = this.#view.marks.get();
    const toleranceMm = GRIP_PX * this.#sight.mmPerPx;
    const near = ({ at }: { at: Position }): boolean => Math.hypot(at[0] - raw[0], at[1] - raw[1]) <= toleranceMm;
    if (type === "press") this.#grip = marks?.grips.findIndex(near) ?? -1;
    if (this.#grip >= 0) {
      if (type === "drag") marks?.grips[this.#grip]?.drag(raw);
      if (type === "release") this.#grip = -1;
      return true;
    }
    if (type !== "click" || !marks) return false;
    if (marks.snaps) this.#aimAt(raw, false, free);
    const snapped = marks.snaps ? this.#aim.snap?.at : undefined;
    return marks.click(snapped ?? raw, toleranceMm);
  }

  #aimAt(raw: Position, more: boolean, free: boolean): Placed {
    const { held, snaps, id, path } = this.#runner;
    // Nothing in the hand: the handles themselves are what it aims at. A whole thing has no one vertex to snap by.
    const aims = id !== "move-vertex" || (held !== undefined && held.kind !== "whole");
    const tool = {
      snaps: (snaps && aims) || this.#view.marks.get()?.snaps === true,
      path,
      own: this.#ownPoints(),
      held,
    };
    return this.#aim.at(raw, SNAP_PX * this.#sight.mmPerPx, tool, { turned: more, free });
  }

  #send(event: ToolEvent): boolean {
    const claimed = this.#runner.send(event);
    this.#toolMoved();
    this.#map.render();
    return claimed;
  }

  /** What is being drawn can be snapped to, but for its last vertex. */
  #ownPoints(): readonly Position[] {
    return this.#runner.path && this.#runner.path.length > 0 ? this.#runner.sketch.points.slice(0, -1) : [];
  }

  #hoverAt(at: Position, mmPerPx: number): void {
    const seeking = this.#runner.id === "select" || (this.#runner.id === "move-vertex" && this.#runner.points === 0);
    const top = seeking ? this.#content.topAt(at, TOLERANCE_PX * mmPerPx) : undefined;
    this.hover.set(top && !this.#session.selection.get().has(top.id) ? top.id : undefined);
  }

  #toolMoved(): void {
    const id = this.#runner.id;
    const points = this.#runner.points;
    this.measured.set(this.#runner.measured);
    this.drawn.set(this.#runner.path);
    const now = this.tool.get();
    if (now.id === id && now.points === points) return;
    this.tool.set({ id, hint: points > 0 ? `editor.hint.${id}.drawing` : `editor.hint.${id}`, points });
  }

  #findHandles(): void {
    this.#handles = this.#runner.id === "move-vertex" ? this.#content.handles() : [];
  }

  #followed(change: Change): void {
    this.#findHandles();
    if (change.meta) this.#showSources();
  }

  #watch(): void {
    const { target } = this.#options;
    const over = (): void => this.#map.render();
    this.#leave.push(
      this.#session.onChange((change) => this.#followed(change)),
      this.#session.selection.subscribe(() => {
        this.#findHandles();
        this.hover.set(undefined);
        over();
      }),
      this.#options.backdrops.list.subscribe(() => this.#backdropsChanged()),
      this.#options.backdrops.surfaces.subscribe(() => this.#backdropsChanged()),
      this.hover.subscribe(over),
      this.mark.subscribe(over),
      this.issues.subscribe(over),
      this.#view.marks.subscribe(over),
      preferences.lang.subscribe(() => this.#dress()),
      preferences.theme.subscribe(() => this.setPalette(preferences.theme.get())),
      this.announcement.subscribe(() => this.#furniture.announce(this.announcement.get())),
    );
    const gone = (): void => {
      if (this.#crosshair) return;
      this.#aim.snap = undefined;
      this.cursor.set(undefined);
      this.hover.set(undefined);
      over();
    };
    const ring = (): void => this.#furniture.ring(target.matches(":focus-visible"), this.#tone);
    for (const [name, hear] of [
      ["pointerleave", gone],
      ["focus", ring],
      ["blur", ring],
    ] as const) {
      target.addEventListener(name, hear);
      this.#leave.push(() => target.removeEventListener(name, hear));
    }
    this.#map.on("postrender", () => {
      const { mmPerPx } = this.#sight;
      const scale = scaleOf(mmPerPx);
      if (Math.abs(scale - this.scale.get()) < scale * 1e-6) return;
      this.scale.set(scale);
      this.#furniture.showScale(mmPerPx, preferences.lang.get());
    });
  }

  /** Colours, words and roles of the element. */
  #dress(): void {
    const { target } = this.#options;
    target.style.background = colourOf("paper", this.#tone);
    target.tabIndex = 0;
    // The map's pictures would cover an outline; the furniture above them draws the focus ring.
    target.style.outline = "none";
    target.setAttribute("role", "application");
    target.setAttribute("aria-label", this.#say("editor.map.label"));
    target.setAttribute("aria-describedby", this.#furniture.describe(this.#say("editor.map.description")));
    this.#furniture.dress(this.#tone);
    this.#showSources();
    this.#furniture.showScale(this.#sight.mmPerPx, preferences.lang.get());
    this.#dressCursor();
    this.#layer.invalidate();
  }

  /** Whom the map is owed to: the project's sources, then those of the backdrops that are shown. */
  #showSources(): void {
    const shown = this.#options.backdrops.shown.flatMap(({ about }) => about.attribution ?? []);
    this.#furniture.showSources([...new Set([...this.#session.project.meta.attributions, ...shown])]);
  }

  /** The plan's surfaces let backdrops through: a plan without any is drawn as ever. */
  #backdropsChanged(): void {
    this.#showSources();
    const surfaces = this.#options.backdrops.surfacesNow;
    if (surfaces === this.#surfaces) return;
    this.#surfaces = surfaces;
    this.#layer.invalidate();
  }

  #dressCursor(): void {
    const aims = this.#runner.id !== "select" && this.#runner.id !== "move-vertex";
    const viewport = this.#map.getViewport();
    if (viewport) viewport.style.cursor = aims ? "crosshair" : "default";
  }

  get #look(): Look {
    return lookOf(this.#view, this.#options.backdrops.surfacesNow, this.#tone);
  }

  /** Draws the comparison, when there is one. */
  #comparison(context: CanvasRenderingContext2D, frame: Frame): ((box: Box) => Generator<void, void>) | undefined {
    const { compared } = this.#content;
    return compared && ((box) => paintComparison(context, frame, compared, box, this.#tone));
  }

  #announceUnder(at: Position): void {
    const top = this.#content.topAt(at, TOLERANCE_PX * this.#sight.mmPerPx);
    const what = top ? featureWords(top, preferences.lang.get()) : this.#say("editor.announce.nothing");
    const { snap } = this.#aim;
    this.announcement.set(snap ? `${what}, ${this.#say(`draw.snap.${snap.kind}`)}` : what);
  }

  #say(key: string): string {
    const lang = preferences.lang.get();
    if (this.#voice?.lang !== lang) this.#voice = { lang, speak: speaker(lang) };
    return this.#voice.speak(key);
  }
}

/** What a tool sketches, with the lines of a draft shown over the map. */
function withMarks(sketch: Sketch, marks: DraftMarks | undefined): Sketch {
  if (!marks) return sketch;
  const lines = [...marks.lines.map((line) => ({ ...line, closed: false })), ...sketch.lines];
  return { ...sketch, lines, points: [...marks.grips.map(({ at }) => at), ...sketch.points] };
}
