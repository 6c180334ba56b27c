import type { DxfBlock } from "#core/formats/dxf/dxf-drawing";
import { type DxfEntity, textAt } from "#core/formats/dxf/dxf-entity";
import { plainMText, plainText } from "#core/formats/dxf/dxf-text";

/** Entities whose words are what they draw. */
export function isText(type: string): boolean {
  return type === "TEXT" || type === "MTEXT" || type === "ATTRIB" || type === "ATTDEF";
}

/** The words of a text entity. Long ones are cut into pieces of 250 letters, the last one in code 1. */
export function textWords(entity: DxfEntity): string {
  const pieces = entity.values.filter((_, i) => entity.codes[i] === 3 || entity.codes[i] === 1);
  if (entity.type === "MTEXT") return plainMText(pieces.join("")).trim();
  return plainText(textAt(entity, 1) ?? "").trim();
}

/**
 * The words of a dimension: those it was given, in which `<>` stands for what was measured; else those its picture
 * shows, else the measure.
 *
 * @param picture the block that draws it
 */
export function dimensionWords(entity: DxfEntity, picture: DxfBlock | undefined): string {
  const given = plainMText(textAt(entity, 1) ?? "").trim();
  if (given !== "" && !given.includes("<>")) return given;
  const texts = picture?.entities.filter(({ type }) => isText(type)).map(textWords) ?? [];
  const shown = texts.find((words) => words !== "") ?? (given || "<>");
  return shown.replaceAll("<>", measureOf(entity));
}

function measureOf(entity: DxfEntity): string {
  const measure = Number(textAt(entity, 42) ?? Number.NaN);
  return Number.isFinite(measure) ? String(Math.round(measure * 1000) / 1000) : "";
}

/** The words of a note on a leader: the text of its context, among whose groups those of its lines stand too. */
export function multileaderWords(entity: DxfEntity): string {
  const words = entity.values.find((value, i) => entity.codes[i] === 304 && value.trim() !== "LEADER_LINE{");
  return plainMText(words ?? "").trim();
}
