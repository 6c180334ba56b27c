import type { Plate } from "#core/derived/address/plate-list";
import { door } from "#core/features/door";
import { writeCsv } from "#core/formats/csv";
import type { Lang, Speak } from "#core/messages/catalogue";

/** The list of plates for the workshop that makes them, one row a plate. */
export function platesCsv(plates: readonly Plate[], speak: Speak, lang: Lang): Uint8Array<ArrayBuffer> {
  const head = ["street", "number", "side", "ilot", "parcel", "x", "y", "plus-code"].map((word) =>
    speak(`plate.${word}`),
  );
  const sides = door.fields.find(({ key }) => key === "side")?.choices ?? [];
  const sideWord = (side: string): string => sides.find(({ value }) => value === side)?.label[lang] ?? side;
  const rows = plates.map(({ street, number, side, ilot, parcel, x, y, plusCode }) => [
    street,
    number,
    sideWord(side),
    ilot,
    parcel,
    x,
    y,
    plusCode,
  ]);
  return writeCsv([head, ...rows], { lang });
}
