import { closeSync, openSync, readSync } from "node:fs";
import { knownFormatOf } from "#core/formats/known-formats";
import { endingOf } from "#core/formats/outside-source";
import { wideEncoding } from "#core/formats/text-encoding";
import { RefusalError, refuse } from "#core/model/refusal";
import { READABLE } from "#services/outside/readers";

/** Bytes a format is told by. */
const HEAD_BYTES = 65_536;

/** What a file on this machine is, by its content. @throws RefusalError `format.empty`, `format.unknown` */
export function formatOfFile(path: string, name: string): string {
  return formatOf(headOf(path), name);
}

/** The first bytes of a file, by which its format is told. */
export function headOf(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}

/**
 * What a file is, by its first bytes; its name helps where they do not tell.
 *
 * @throws RefusalError `format.empty`, `format.unknown`
 */
export function formatOf(bytes: Uint8Array, name: string): string {
  const head = bytes.subarray(0, HEAD_BYTES);
  if (head.length === 0) throw new RefusalError(refuse("format.empty", { file: name, line: 1 }));
  const text = new TextDecoder(wideEncoding(head) ?? "utf-8").decode(head);
  const format = knownFormatOf({ bytes: head, text, extension: endingOf(name) });
  if (format) return format;
  throw new RefusalError(refuse("format.unknown", { file: name, line: 1, params: { readable: READABLE } }));
}
