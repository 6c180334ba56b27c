import { type DxfEntity, textAt } from "#core/formats/dxf/dxf-entity";

/**
 * Texts in columns as one, and without their frames: until R2007 each further column is a text of its own and a frame
 * is a polyline, which the first text names in its extended data. Their words are those of the first.
 */
export function withoutColumns(entities: readonly DxfEntity[]): readonly DxfEntity[] {
  const named = new Map<DxfEntity, readonly string[]>();
  for (const entity of entities) {
    if (entity.type !== "MTEXT") continue;
    const from = entity.values.findIndex((value, i) => entity.codes[i] === 1000 && COLUMNS.test(value));
    const handles = entity.values.filter((_, i) => from >= 0 && i > from && entity.codes[i] === 1005);
    if (handles.length > 0)
      named.set(
        entity,
        handles.map((handle) => handle.trim()),
      );
  }
  if (named.size === 0) return entities;
  const byHandle = new Map(entities.map((entity) => [textAt(entity, 5), entity]));
  const merged = new Map<DxfEntity, DxfEntity | undefined>();
  for (const [first, handles] of named) {
    const further = handles
      .flatMap((handle) => byHandle.get(handle) ?? [])
      .filter((one) => one !== first && !named.has(one));
    const words = further
      .filter(({ type }) => type === "MTEXT")
      .flatMap((one) => one.values.filter((_, i) => one.codes[i] === 3 || one.codes[i] === 1));
    merged.set(first, {
      ...first,
      codes: [...first.codes, ...words.map(() => 3)],
      values: [...first.values, ...words],
    });
    for (const one of further) if (one.type === "MTEXT" || one.type === "LWPOLYLINE") merged.set(one, undefined);
  }
  return entities.flatMap((entity) => (merged.has(entity) ? (merged.get(entity) ?? []) : entity));
}

const COLUMNS = /^\s*ACAD_MTEXT_(COLUMNS|TEXT_BORDERS)_BEGIN/;
