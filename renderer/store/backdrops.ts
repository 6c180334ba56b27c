import type { Bridge } from "#core/bridge/bridge";
import type { Altitude, BackdropEntry, RasterAbout, RasterControl } from "#core/bridge/raster";
import { RefusalError, refuse } from "#core/model/refusal";
import { Observable } from "#store/observable";
import { remembered } from "#store/preferences";

/** A picture under the plan. */
export interface Backdrop extends BackdropEntry {
  readonly about: RasterAbout;
  /** Its file is no longer on this machine. */
  readonly missing: boolean;
}

/** A source of altitudes. */
export interface ReliefSource {
  readonly handle: string;
  readonly about: RasterAbout;
  readonly missing: boolean;
}

/** The divider: a backdrop is shown on its left side only. */
export interface Swipe {
  readonly handle: string;
  /** Where it stands, from 0 (left edge of the map) to 1. */
  readonly share: number;
}

/** Bytes of a file that are handed over at once. */
const PIECE_BYTES = 4 * 1024 * 1024;
const SAVE_AFTER_MS = 300;

/** Share of their colour that the plan's surfaces keep over a backdrop, until the planner says otherwise. */
const SURFACES = 0.35;

/**
 * What lies under a project on this machine: backdrops from the top down, and sources of altitudes in the order they
 * are asked. The main side keeps the files; here are their handles. Not in the project's file, and not its history.
 */
export class Backdrops {
  readonly list = new Observable<readonly Backdrop[]>([]);
  readonly reliefs = new Observable<readonly ReliefSource[]>([]);
  /** Backdrops that the view is too far from, and what went wrong with others, by handle. */
  readonly troubles = new Observable<ReadonlyMap<string, "far" | { readonly error: unknown }>>(new Map());
  readonly swipe = new Observable<Swipe | undefined>(undefined);
  /** Share of their colour that surfaces of the plan keep while a backdrop is shown, 0 to 1. */
  readonly surfaces: Observable<number>;
  readonly #bridge: Bridge;
  readonly #project: string;
  readonly #crs: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param crs the project's: altitudes are asked in it, and it stands in where a file names none */
  constructor(bridge: Bridge, project: string, crs: string) {
    this.#bridge = bridge;
    this.#project = project;
    this.#crs = crs;
    const isShare = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 1;
    this.surfaces = remembered(`surfaces.${project}`, SURFACES, isShare);
    const rid = (): void => {
      const swiped = this.swipe.get()?.handle;
      if (swiped && !this.shown.some(({ handle }) => handle === swiped)) this.swipe.set(undefined);
    };
    this.list.subscribe(rid);
  }

  /** Asks the main side what is kept. Without an answer there is nothing under the plan, which stays usable. */
  async load(): Promise<void> {
    const { value } = await this.#bridge.call("raster.list", { project: this.#project });
    this.list.set(value.backdrops);
    this.reliefs.set(value.reliefs);
  }

  /** Backdrops that are drawn, from the top down. */
  get shown(): readonly Backdrop[] {
    return this.list.get().filter(({ visible, missing, opacity }) => visible && !missing && opacity > 0);
  }

  /** The share of their colour that the plan's surfaces keep now. */
  get surfacesNow(): number {
    return this.shown.length > 0 ? this.surfaces.get() : 1;
  }

  /**
   * Copies a file to the main side piece by piece, and takes it up for what it is: a backdrop on top of the others, or
   * a source of altitudes.
   *
   * @param crs where the file names none
   * @param world text of the world file beside a picture
   * @param control points the picture was laid by here
   * @throws BridgeError what the main side says; RefusalError `raster.cancelled`
   */
  async add(
    file: File,
    options: {
      readonly crs?: string;
      readonly world?: string;
      readonly control?: RasterControl;
      readonly signal?: AbortSignal;
      readonly onShare?: (share: number) => void;
    } = {},
  ): Promise<RasterAbout> {
    let handle: string | undefined;
    for (let offset = 0; offset < file.size || handle === undefined; ) {
      if (options.signal?.aborted) throw new RefusalError(refuse("raster.cancelled"));
      const bytes = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer());
      const { value } = await this.#bridge.call("raster.put", { offset, ...(handle ? { handle } : {}) }, { bytes });
      handle = value.handle;
      offset = value.size;
      options.onShare?.(file.size > 0 ? offset / file.size : 1);
    }
    const { world, control } = options;
    const { value: about } = await this.#bridge.call("raster.add", {
      handle,
      name: file.name,
      crs: options.crs ?? this.#crs,
      ...(world === undefined ? {} : { world }),
      ...(control ? { control } : {}),
    });
    await this.#takeUp(handle, about);
    return about;
  }

  /** Takes up a picture or relief of a regional pack, which stays where it lies. @throws BridgeError what the main side says */
  async borrow(pack: string, file: string): Promise<void> {
    const { value } = await this.#bridge.call("pack.raster", { pack, file, crs: this.#crs });
    await this.#takeUp(value.handle, value.about);
  }

  /** Puts a file among the others; one that is there already stays where it is. */
  async #takeUp(handle: string, about: RasterAbout): Promise<void> {
    const found = { handle, about, missing: false };
    const again = <T extends ReliefSource>(all: readonly T[]): readonly T[] | undefined =>
      all.some((each) => each.handle === handle)
        ? all.map((each) => (each.handle === handle ? { ...each, ...found } : each))
        : undefined;
    if (about.kind === "relief") this.reliefs.update((all) => again(all) ?? [...all, found]);
    else this.list.update((all) => again(all) ?? [{ ...found, opacity: 1, visible: true }, ...all]);
    await this.save();
  }

  /** Shows, hides, or fades a backdrop. */
  change(handle: string, to: Partial<Pick<Backdrop, "opacity" | "visible">>): void {
    this.list.update((all) => all.map((each) => (each.handle === handle ? { ...each, ...to } : each)));
    this.#saveSoon();
  }

  /** Moves a backdrop over its neighbour (-1) or under it (1). */
  move(handle: string, by: -1 | 1): void {
    const all = [...this.list.get()];
    const at = all.findIndex((each) => each.handle === handle);
    const [moved] = all.splice(at, 1);
    if (at < 0 || !moved) return;
    all.splice(Math.max(0, at + by), 0, moved);
    this.list.set(all);
    this.#saveSoon();
  }

  /** Takes a backdrop or a relief out. @returns puts it back where it was */
  remove(handle: string): () => void {
    const before = { list: this.list.get(), reliefs: this.reliefs.get() };
    this.list.set(before.list.filter((each) => each.handle !== handle));
    this.reliefs.set(before.reliefs.filter((each) => each.handle !== handle));
    this.#saveSoon();
    return () => {
      this.list.set(before.list);
      this.reliefs.set(before.reliefs);
      this.#saveSoon();
    };
  }

  /** Tiles of a backdrop. */
  async tiles(
    handle: string,
    level: number,
    tiles: readonly (readonly [number, number])[],
  ): Promise<{ lengths: readonly number[]; bytes: Uint8Array<ArrayBuffer> }> {
    const asked = tiles.map(([column, row]): [number, number] => [column, row]);
    const { value, bytes } = await this.#bridge.call("raster.tiles", { handle, level, tiles: asked });
    // A copy where the shell's own memory is shared: it is handed on to a worker.
    const own = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
    return { lengths: value.lengths, bytes: own ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes) };
  }

  /** Told by whoever draws: the view is too far off for a backdrop to be drawn, or is not any more. */
  tellFar(handle: string, far: boolean): void {
    if (far === (this.troubles.get().get(handle) === "far")) return;
    this.#trouble(handle, far ? "far" : undefined);
  }

  /** Told by whoever draws: tiles of a backdrop could not be had. */
  failed(handle: string, error: unknown): void {
    this.#trouble(handle, { error });
  }

  /** Altitudes at places (flat, millimetres), and the sources that answered. */
  async altitudes(
    places: readonly number[],
  ): Promise<{ altitudes: readonly Altitude[]; sources: readonly ReliefSource[] }> {
    const { value } = await this.#bridge.call("raster.altitudes", {
      project: this.#project,
      crs: this.#crs,
      places: [...places],
    });
    return {
      altitudes: value.altitudes,
      sources: this.reliefs.get().filter(({ handle }) => value.sources.includes(handle)),
    };
  }

  /** Remembers what there is now. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#bridge.call("raster.keep", {
      project: this.#project,
      backdrops: this.list.get().map(({ handle, opacity, visible }) => ({ handle, opacity, visible })),
      reliefs: this.reliefs.get().map(({ handle }) => handle),
    });
  }

  /** Saves what waits to be saved. */
  dispose(): void {
    if (this.#timer !== undefined) void this.save().catch(() => undefined);
  }

  #trouble(handle: string, trouble: "far" | { readonly error: unknown } | undefined): void {
    const next = new Map(this.troubles.get());
    if (trouble) next.set(handle, trouble);
    else next.delete(handle);
    this.troubles.set(next);
  }

  #saveSoon(): void {
    clearTimeout(this.#timer);
    // How a picture is shown is a habit, not work: one that could not be kept is no reason to stop the planner.
    this.#timer = setTimeout(() => void this.save().catch(() => undefined), SAVE_AFTER_MS);
  }
}
