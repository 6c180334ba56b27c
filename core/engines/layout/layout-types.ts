import type { ReliefGrid } from "#core/derived/relief-grid";
import type { LayoutParams } from "#core/engines/layout/layout-params";
import type { FacilityKind } from "#core/features/facility-kinds";
import type { Path, PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import type { Referentiel } from "#core/model/referentiel";

export type { FacilityRequest, LayoutParams } from "#core/engines/layout/layout-params";
export { layoutParamsSchema, readLayoutParams } from "#core/engines/layout/layout-params";

/** Rank of a street, widest first; `path` is a footpath. Values of the class `streetAxis`. */
export type StreetRank = "primary" | "secondary" | "access" | "path";

/** A building that stands; `rings` as stored (integer millimetres, shell first). */
export interface LayoutBuilding {
  readonly id: string;
  readonly rings: readonly Ring[];
  /** What was decided on it: one to be moved is no obstacle, one to be kept is one always. */
  readonly fate?: "garder" | "limite" | "deplacable" | "a-deplacer";
  readonly people?: number;
  /** FCFA. */
  readonly moveCost?: number;
}

/** The centreline of a street that exists. */
export interface LayoutStreet {
  readonly id: string;
  readonly path: Path;
  readonly rank: StreetRank;
  /** Right-of-way, metres; that of the rank in the parameters when absent. */
  readonly widthM?: number;
  readonly name?: string;
}

/** All the engine is told. Coordinates are integer millimetres in the project CRS. */
export interface LayoutInput {
  /** Perimeter of the operation: shell first, then holes (land left out of it). */
  readonly site: readonly Ring[];
  readonly buildings: readonly LayoutBuilding[];
  /** Compounds (*concessions*): yards with their buildings, each kept whole in a parcel of its own. */
  readonly compounds?: readonly Ring[];
  readonly streets: readonly LayoutStreet[];
  /** Water surfaces, each with its holes. */
  readonly waters: readonly (readonly Ring[])[];
  /** Rivers and marigots known by their line; `widthM` is that of the bed. */
  readonly waterCourses: readonly { readonly path: Path; readonly widthM?: number }[];
  /**
   * Strips no parcel may enter, `widthM` on each side of a line, wider than the bank every water has. Streets cross
   * them, but the innermost `barredM` only where nothing else joins them, like water.
   */
  readonly corridors?: readonly { readonly path: Path; readonly widthM: number; readonly barredM?: number }[];
  /** What stands of an earlier plan, when only part of the site is laid out anew. */
  readonly fixed?: FixedGround;
  /** Altitudes over the site; without them slopes are not looked at. */
  readonly relief?: ReliefGrid;
  /** Facilities and water points that stand, in and around the site. */
  readonly facilities?: readonly { readonly kind: FacilityKind; readonly at: Position }[];
  readonly params: LayoutParams;
  /** Kept with the plan for engines that draw lots; this one draws none: the same input gives the same plan. */
  readonly seed: number;
  readonly norms: Referentiel;
}

/** What stays of an earlier plan while the rest is laid out anew. */
export interface FixedGround {
  /** Land no street or lot may take: a bag of rings, shells counter-clockwise, holes clockwise. */
  readonly taken: readonly Ring[];
  /** Street surfaces, likewise; new lots may front them. */
  readonly streets: readonly Ring[];
  readonly outline: Outline;
  /** Faces and centrelines that stay, for the figures. */
  readonly faces: readonly LayoutFace[];
  readonly axes: readonly LayoutAxis[];
}

/** Land to be filled with new faces, and what may be done to its outlines. */
export interface Outline {
  /** The land, its outlines vertex by vertex as the faces around it have them. */
  readonly free: readonly PolygonGeometry[];
  /** Edges of the outlines (`edgeKey`, the land on their left) that take no new vertex. */
  readonly shut: ReadonlySet<string>;
  /** Street ground inside the land that stays street: a bag of rings. */
  readonly keep: readonly Ring[];
}

/** One face of the plan. All faces together partition the site, noded: shared borders are the same vertices. */
export interface LayoutFace {
  readonly class: "street" | "parcel" | "reserve" | "openSpace";
  readonly rings: readonly Ring[];
  /** Number of the îlot, for parcels and reserves. */
  readonly ilot?: string;
  /** Number inside the îlot, for parcels and reserves. */
  readonly number?: string;
  /** Field `use` of the face's class: `habitation`, `ecole`, `servitude`… */
  readonly use?: string;
  /** Buildings that stand wholly in a parcel. */
  readonly houses?: number;
}

/** A centreline inside the site, planned or kept. */
export interface LayoutAxis {
  readonly path: Path;
  readonly rank: StreetRank;
  readonly widthM: number;
  /** Id of the street it was, when it exists already. */
  readonly existing: string | undefined;
  readonly name?: string;
}

/** What the planner should look at; words under `remark.<code>`. */
export interface LayoutRemark {
  readonly code: string;
  /** Nothing is amiss: only told. */
  readonly level?: "info";
  readonly params?: Readonly<Record<string, string | number>>;
  readonly at?: Position;
  readonly ids?: readonly string[];
}

/** The figures of a plan. Shares and ratios from 0 to 1, areas in the plan (UTM). */
export interface LayoutScore {
  readonly siteAreaM2: number;
  readonly lots: number;
  readonly ilots: number;
  readonly reserves: number;
  /** Share of the parcels that front a street by the least frontage or more. */
  readonly streetAccess: number;
  /** Share of the parcels whose area lies within a tenth of the one asked for. */
  readonly withinTenPercent: number;
  /** Mean of |area − asked| / asked over the parcels. */
  readonly meanAreaDeviation: number;
  /** Parcels without a building on them: the land the plan is free to share out. */
  readonly freeLots: number;
  /** `withinTenPercent` over the free parcels. */
  readonly freeWithinTenPercent: number;
  /** `meanAreaDeviation` over the free parcels. */
  readonly freeMeanAreaDeviation: number;
  /** Mean of area / smallest enclosing rectangle over the parcels. */
  readonly rectangularity: number;
  /** Street faces over the site. */
  readonly streetShare: number;
  /** Reserves and green open space over the site. */
  readonly publicShare: number;
  /** Length of the centrelines for each parcel, metres. */
  readonly streetPerParcelM: number;
  /** `streetPerParcelM` over that of an endless grid of the same lots and access streets, (n·f+2d+2w)/2n. */
  readonly streetPerParcelRatio: number;
  readonly housesTotal: number;
  /** Buildings a boundary of the plan passes through. */
  readonly housesCut: number;
  /** Buildings that lie partly or wholly in a street or another public face. */
  readonly housesTouched: number;
  /** Houses that stay whole in a parcel. */
  readonly housesUntouched?: number;
  /** Houses somebody decided to move. */
  readonly housesToMove?: number;
  /** People of the houses cut, in a public face, or to be moved; and of all houses of the site. */
  readonly peopleAffected?: number;
  readonly peopleNow?: number;
  /** What moving the houses cut, in a public face or to be moved would cost, FCFA; of those whose cost is known. */
  readonly moveCost?: number;
  /** People once every free lot is lived in, and on a hectare of the site. */
  readonly people?: number;
  readonly peoplePerHa?: number;
  /** Centrelines on a square kilometre, footpaths left out. */
  readonly streetKmPerKm2?: number;
  /** Depth over frontage: median of the parcels, and share of them within the référentiel's bounds. */
  readonly aspect?: number;
  readonly aspectWithin?: number;
  /** Mean deviation of the parcels' fronts from the bearing of the plan, degrees. */
  readonly orientationDeg?: number;
  /** Walk along the plan's streets to the nearest: median and 95th percentile of the parcels, metres; share within reach. */
  readonly waterWalkM?: number;
  readonly waterWalkP95M?: number;
  readonly waterWithin?: number;
  readonly schoolWalkM?: number;
  readonly schoolWalkP95M?: number;
  readonly schoolWithin?: number;
  readonly healthWalkM?: number;
  readonly healthWalkP95M?: number;
  readonly healthWithin?: number;
  /** Parcels whose street leads to none of these: it is not joined to the others. */
  readonly lotsCutOff?: number;
  /** Share of the streets' length whose slope drains; only where altitudes are known. */
  readonly drainage?: number;
  /** |sum of the faces − site|, square metres. */
  readonly areaErrorM2: number;
}

/** A plan: faces, centrelines, îlots, figures, remarks. */
export interface LayoutResult {
  readonly faces: readonly LayoutFace[];
  readonly axes: readonly LayoutAxis[];
  readonly ilots: readonly { readonly number: string }[];
  readonly score: LayoutScore;
  readonly remarks: readonly LayoutRemark[];
}

/** How a run is watched and stopped. */
export interface LayoutHooks {
  /** `stage` is a key under `progress.layout.`; `share` goes from 0 to 1 over the whole run. */
  progress?(stage: LayoutStage, share: number): void;
  aborted?(): boolean;
}

/** Stages of a run, in order; words under `progress.layout.<stage>`. */
export type LayoutStage = "site" | "streets" | "ilots" | "parcels" | "faces" | "score";

/** A street to be led through the îlots. */
export interface NewLine {
  readonly path: readonly number[];
  readonly widthM: number;
}
