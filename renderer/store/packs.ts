import type { Bridge } from "#core/bridge/bridge";
import { PACK_PLACES, type PackAbout, type PackPlace } from "#core/bridge/pack";
import { folded } from "#core/derived/search";
import { Observable } from "#store/observable";

/** A place that a pack names. */
export interface KnownPlace {
  readonly name: string;
  /** Value of OSM's `place`, or `boundary`. */
  readonly kind: string;
  readonly lon: number;
  readonly lat: number;
  /** Name of the pack. */
  readonly pack: string;
}

interface Entry extends KnownPlace {
  readonly text: string;
}

/** The regional packs in reach of this machine, and the places they name. */
export class Packs {
  readonly list = new Observable<readonly PackAbout[]>([]);
  readonly #bridge: Bridge;
  /** Places by the id of their pack. */
  readonly #places = new Map<string, readonly Entry[]>();

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Looks again at what is in reach, and reads the places of packs that are new. */
  async load(): Promise<void> {
    const { value } = await this.#bridge.call("pack.list", {});
    for (const { id, name, places } of value.packs) {
      if (places === 0 || this.#places.has(id)) continue;
      const read = JSON.parse(await this.text(id, PACK_PLACES)) as PackPlace[];
      this.#places.set(
        id,
        read.map(([called, kind, lon, lat]) => ({ name: called, kind, lon, lat, pack: name, text: folded(called) })),
      );
    }
    this.list.set(value.packs);
  }

  /** The text of a file of a pack, UTF-8. */
  async text(pack: string, file: string): Promise<string> {
    const { bytes } = await this.#bridge.call("pack.read", { pack, file });
    return new TextDecoder().decode(bytes);
  }

  /**
   * Places whose name a text begins, or stands in: those first, and among equals the nearest.
   *
   * @param near longitude and latitude of what is worked on, degrees
   */
  find(text: string, near: readonly [lon: number, lat: number] | undefined, limit: number): KnownPlace[] {
    const asked = folded(text).trim();
    if (asked.length < 2) return [];
    const found = this.list
      .get()
      .flatMap(({ id }) => this.#places.get(id) ?? [])
      .flatMap((entry) => {
        const at = entry.text.indexOf(asked);
        if (at < 0) return [];
        const rank = entry.text === asked ? 0 : at === 0 ? 1 : entry.text[at - 1] === " " ? 2 : 3;
        const far = near
          ? Math.hypot((entry.lon - near[0]) * Math.cos((near[1] * Math.PI) / 180), entry.lat - near[1])
          : 0;
        return [{ entry, rank, far }];
      });
    found.sort((a, b) => a.rank - b.rank || a.far - b.far);
    return found.slice(0, limit).map(({ entry }) => entry);
  }
}
