import type { Referentiel } from "#core/model/referentiel";

/** What a project says of itself. Changed by commands only, like features. */
export interface ProjectMeta {
  readonly id: string;
  readonly name: string;
  /** The one projected CRS, `EPSG:32629`; stored coordinates are integer millimetres in it. */
  readonly crs: string;
  /** ISO time of creation. */
  readonly created: string;
  /** Sources to be named wherever their data is shown or exported, such as `© OpenStreetMap contributors`. */
  readonly attributions: readonly string[];
  /** Shape of a NINACAD here (`core/derived/text-mask.ts`), where the office has said so. */
  readonly ninacadMask?: string;
  /** The référentiel it goes by (`core/features/norms-of.ts`); the one shipped with Maillage when absent. */
  readonly referentiel?: Referentiel;
  /** What was asked of the maillage that is the plan, as JSON (`core/engines/layout/programme.ts`). */
  readonly programme?: string;
}
