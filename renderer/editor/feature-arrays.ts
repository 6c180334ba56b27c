import { type Box, boxOf, emptyBox } from "#core/geometry/box";
import type { Change } from "#core/model/change";
import type { ClassId, Feature } from "#core/model/feature";
import { drawnFields } from "#editor/class-style";
import { type KeptPack, Pack, type ShapedFeature } from "#editor/pack";

/** Features that wait beside the packs before they are packed themselves. */
const LOOSE_MAX = 256;
/** A pack of the first building, and the size below which packs are joined. */
const PACK_SIZE = 16_384;
const SMALL_PACKS_MAX = 6;

/** One class as the map holds it: packs, and the few features changed since. */
class ClassArrays {
  readonly loose = new Map<string, ShapedFeature>();
  #packs: Pack[] = [];
  /** First members that no question has asked for yet. */
  #unpacked: readonly ShapedFeature[] = [];

  get packs(): readonly Pack[] {
    while (this.packOne());
    return this.#packs;
  }

  add(feature: ShapedFeature): void {
    this.loose.set(feature.id, feature);
  }

  /** Takes the first members in; few wait beside the packs. */
  fill(members: readonly ShapedFeature[]): void {
    if (members.length > LOOSE_MAX) this.#unpacked = members;
    else for (const feature of members) this.add(feature);
  }

  *standing(): Iterable<ShapedFeature> {
    for (const pack of this.#packs) yield* pack.standing();
    yield* this.#unpacked;
    yield* this.loose.values();
  }

  /** Packs some of the first members. Whether there were any. */
  packOne(): boolean {
    if (this.#unpacked.length === 0) return false;
    this.#pack(this.#unpacked.slice(0, PACK_SIZE));
    this.#unpacked = this.#unpacked.slice(PACK_SIZE);
    return true;
  }

  /** Takes packs over as they were kept. */
  takeOver(packs: readonly Pack[]): void {
    this.#packs = [...packs];
  }

  remove(feature: ShapedFeature): void {
    if (this.loose.delete(feature.id)) return;
    this.packs.some((pack) => pack.strike(feature));
  }

  /** Packs what waits when it is much, and joins small or worn packs. */
  settle(): void {
    if (this.loose.size > LOOSE_MAX) {
      const waiting = [...this.loose.values()];
      this.loose.clear();
      this.#pack(waiting);
    }
    const worn = this.#packs.filter((pack) => pack.struckCount * 2 > pack.count);
    const small = this.#packs.filter((pack) => pack.count < PACK_SIZE / 2 && !worn.includes(pack));
    const joined = small.length > SMALL_PACKS_MAX ? [...worn, ...small] : worn;
    if (joined.length === 0) return;
    const standing = joined.flatMap((pack) => pack.standing());
    this.#packs = this.#packs.filter((pack) => !joined.includes(pack));
    this.#pack(standing);
  }

  #pack(features: readonly ShapedFeature[]): void {
    for (let i = 0; i < features.length; i += PACK_SIZE) this.#packs.push(new Pack(features.slice(i, i + PACK_SIZE)));
  }
}

/** Members of one pack that meet a box. */
export interface Met {
  readonly pack: Pack;
  readonly slots: readonly number[];
}

/**
 * The project as the map draws it: each class in packs of flat typed arrays with a packed R-tree, changed features
 * beside them until they are many. Follows every `Change`; followed step by step it answers as if built anew. What it
 * begins with is packed when it is first asked for.
 */
export class FeatureArrays {
  readonly #classes = new Map<ClassId, ClassArrays>();
  /** The waiting features of a class as a pack of their own, made when asked for. */
  readonly #loosePacks = new Map<ClassId, Pack>();
  /** Told each change that was followed. */
  onFollow: ((change: Pick<Change, "added" | "updated" | "removed">) => void) | undefined;

  constructor(features: Iterable<Feature> = []) {
    const byClass = new Map<ClassId, ShapedFeature[]>();
    for (const feature of features) {
      if (!hasShape(feature)) continue;
      const members = byClass.get(feature.class);
      if (members) members.push(feature);
      else byClass.set(feature.class, [feature]);
    }
    for (const [id, members] of byClass) this.#of(id).fill(members);
  }

  /** All that stands, loose or packed. */
  *standing(): Iterable<ShapedFeature> {
    for (const arrays of this.#classes.values()) yield* arrays.standing();
  }

  /** All but classes left out, as it is to be kept. */
  keep(leftOut: ReadonlySet<ClassId>): KeptPack[] {
    const kept: KeptPack[] = [];
    for (const id of this.#classes.keys()) {
      if (leftOut.has(id)) continue;
      for (const pack of this.#packsOf(id)) {
        const standing = pack.struckCount === 0 ? pack : packOf(pack.standing());
        if (standing) kept.push(standing.keep(drawnFields(id)));
      }
    }
    return kept;
  }

  /** Arrays of what was kept. */
  static of(kept: readonly KeptPack[]): FeatureArrays {
    const arrays = new FeatureArrays();
    const byClass = Map.groupBy(kept, (each) => each.class);
    for (const [id, packs] of byClass) arrays.#of(id).takeOver(packs.map((each) => new Pack(each)));
    return arrays;
  }

  /** Follows a change. */
  follow(change: Pick<Change, "added" | "updated" | "removed">): void {
    const touched = new Set<ClassId>();
    const remove = (feature: Feature): void => {
      touched.add(feature.class);
      if (hasShape(feature)) this.#of(feature.class).remove(feature);
    };
    const add = (feature: Feature): void => {
      touched.add(feature.class);
      if (hasShape(feature)) this.#of(feature.class).add(feature);
    };
    for (const feature of change.removed) remove(feature);
    for (const [from] of change.updated) remove(from);
    for (const [, to] of change.updated) add(to);
    for (const feature of change.added) add(feature);
    for (const id of touched) {
      this.#loosePacks.delete(id);
      this.#classes.get(id)?.settle();
    }
    this.onFollow?.(change);
  }

  /** Members of a class whose box meets a box (millimetres), pack by pack. */
  meeting(id: ClassId, box: Box): Met[] {
    const met: Met[] = [];
    for (const pack of this.#packsOf(id)) {
      const slots = pack.meeting(box);
      if (slots.length > 0) met.push({ pack, slots });
    }
    return met;
  }

  /** Features of a class whose box meets a box, in no order. */
  *featuresMeeting(id: ClassId, box: Box): Iterable<ShapedFeature> {
    for (const { pack, slots } of this.meeting(id, box)) {
      for (const slot of slots) yield pack.feature(slot);
    }
  }

  /** Box around everything; empty (`minX > maxX`) when there is nothing. */
  extent(hidden: ReadonlySet<ClassId> = new Set()): Box {
    const box = emptyBox();
    for (const id of this.#classes.keys()) if (!hidden.has(id)) widen(box, this.extentOf(id));
    return box;
  }

  /** Box around the members of a class; empty when there is none. */
  extentOf(id: ClassId): Box {
    const box = emptyBox();
    for (const pack of this.#packsOf(id)) widen(box, pack.extent());
    return box;
  }

  /** Makes one pack or R-tree that no question has asked for yet. Whether there was one to make. */
  prepareOne(): boolean {
    for (const arrays of this.#classes.values()) {
      if (arrays.packOne()) return true;
      const pack = arrays.packs.find((each) => !each.indexed);
      if (!pack) continue;
      pack.index();
      return true;
    }
    return false;
  }

  #packsOf(id: ClassId): readonly Pack[] {
    const arrays = this.#classes.get(id);
    if (!arrays) return [];
    if (arrays.loose.size === 0) return arrays.packs;
    let loose = this.#loosePacks.get(id);
    if (!loose) {
      loose = new Pack([...arrays.loose.values()]);
      this.#loosePacks.set(id, loose);
    }
    return [...arrays.packs, loose];
  }

  #of(id: ClassId): ClassArrays {
    let arrays = this.#classes.get(id);
    if (!arrays) {
      arrays = new ClassArrays();
      this.#classes.set(id, arrays);
    }
    return arrays;
  }
}

function packOf(features: readonly ShapedFeature[]): Pack | undefined {
  return features.length > 0 ? new Pack(features) : undefined;
}

/** Where a change shows: one box around all it touched, or `undefined` when nothing drawn is touched. */
export function boxOfChange(change: Pick<Change, "added" | "updated" | "removed">): Box | undefined {
  const box = emptyBox();
  const take = (feature: Feature): void => {
    if (feature.geometry) widen(box, boxOf(feature.geometry));
  };
  change.added.forEach(take);
  change.removed.forEach(take);
  for (const [from, to] of change.updated) {
    take(from);
    take(to);
  }
  return box[0] > box[2] ? undefined : box;
}

/** Widens `box` in place around another. */
export function widen(box: Box, other: Box): void {
  box[0] = Math.min(box[0], other[0]);
  box[1] = Math.min(box[1], other[1]);
  box[2] = Math.max(box[2], other[2]);
  box[3] = Math.max(box[3], other[3]);
}

function hasShape(feature: Feature): feature is ShapedFeature {
  return feature.geometry !== null;
}
