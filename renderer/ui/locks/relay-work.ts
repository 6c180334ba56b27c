/** Îlots that are being taken up again beside the map, and what was chosen for it. */
export interface RelayWork {
  readonly ilots: readonly string[];
  readonly ids: readonly string[];
}
