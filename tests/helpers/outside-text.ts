import type { OutsideContent } from "#core/formats/outside-content";
import type { OutsideReader } from "#core/formats/outside-source";
import { type Refusal, RefusalError } from "#core/model/refusal";

/** Reads a small file written in the test: its text, or its bytes, under a name. */
export async function readMade(
  read: OutsideReader,
  content: string | Uint8Array,
  name = "essai",
): Promise<OutsideContent> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return read({ file: name, main: { name, bytes: () => bytes }, beside: [] }, {});
}

/** The refusal a reader ends with; fails the test where it reads. */
export async function refusalOf(reading: Promise<OutsideContent>): Promise<Refusal> {
  try {
    await reading;
  } catch (thrown) {
    if (thrown instanceof RefusalError) return thrown.refusal;
    throw thrown;
  }
  throw new Error("was read");
}

/** All objects of a content, their layer beside them. */
export function objectsOf({ layers }: OutsideContent) {
  return layers.flatMap(({ name, objects }) => objects.map((object) => ({ layer: name, ...object })));
}
