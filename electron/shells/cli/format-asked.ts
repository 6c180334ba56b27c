import { formatOfName, type WritableFormat, writableFormats } from "#core/formats/write/writable-formats";
import { RefusalError, refuse } from "#core/model/refusal";

/** The format a file name asks for. @throws RefusalError `cli.cannot-write` */
export function formatAsked(path: string): WritableFormat {
  const asked = formatOfName(path);
  if (asked) return asked.format;
  const formats = writableFormats.flatMap(({ endings }) => endings).join(" ");
  throw new RefusalError(refuse("cli.cannot-write", { file: path, params: { formats } }));
}
