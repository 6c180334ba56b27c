import { cellNumber } from "#core/formats/table/column-values";

const PART = String.raw`(\d+(?:[.,]\d+)?)`;
/** `12°30'15,5"N`, `N 12° 30,25'`, `8°0'10" O`; the signs of minutes and seconds as keyboards and programs write them. */
const ANGLE = new RegExp(
  String.raw`^([NSEOW])?\s*(-)?${PART}\s*[°º˚]\s*(?:${PART}\s*['’′]\s*)?(?:${PART}\s*(?:["”″]|''|’’)\s*)?([NSEOW])?$`,
  "i",
);

/** A cell as decimal degrees, written as a number or in degrees, minutes and seconds; `undefined` for what is neither. */
export function cellDegrees(cell: string): number | undefined {
  const number = cellNumber(cell);
  if (number !== undefined) return number;
  const [all, before, minus, degrees, minutes, seconds, behind] = ANGLE.exec(cell.trim()) ?? [];
  if (all === undefined || (before !== undefined && behind !== undefined)) return undefined;
  const part = (text: string | undefined): number => Number((text ?? "0").replace(",", "."));
  if (part(minutes) >= 60 || part(seconds) >= 60) return undefined;
  const angle = part(degrees) + part(minutes) / 60 + part(seconds) / 3600;
  return minus !== undefined || /[SOW]/i.test(before ?? behind ?? "") ? -angle : angle;
}
