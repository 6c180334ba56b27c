/**
 * Gives names that differ, however they are cut: the second that would be `surface_of` becomes `surface_1`. Capitals
 * make no difference, since most formats see none.
 *
 * @param cut a name as the format takes it, cut so that `room` letters (or bytes) more find place behind it
 */
export function uniqueNames(
  names: readonly string[],
  cut: (name: string, room: number) => string,
  taken: Iterable<string> = [],
): string[] {
  const used = new Set([...taken].map((one) => one.toLowerCase()));
  return names.map((name) => {
    let unique = cut(name, 0);
    for (let i = 1; used.has(unique.toLowerCase()); i++) unique = `${cut(name, `_${i}`.length)}_${i}`;
    used.add(unique.toLowerCase());
    return unique;
  });
}

/** A text cut to a number of bytes of UTF-8, never inside a letter. */
export function cutBytes(text: string, most: number): string {
  // Three bytes a letter at most: short ones need no counting.
  if (text.length * 3 <= most) return text;
  let bytes = 0;
  let end = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > most) return text.slice(0, end);
    end += letter.length;
  }
  return text;
}
