import { SaxesParser } from "saxes";
import { decodeText } from "#core/formats/text-encoding";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** An element with all it holds. Names are local: `gx:Track` is `Track`. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Line its opening tag ends on. */
  readonly line: number;
  readonly children: readonly XmlNode[];
  /** Its own text, trimmed. */
  readonly text: string;
}

/** What is done with the elements met, outside in. */
export interface XmlHandlers {
  /**
   * An element opens. `keep` takes it whole: it comes to `whole` when it closes, its inside being neither opened nor
   * closed here; `skip` leaves it with its inside.
   */
  open(element: XmlNode, depth: number): "keep" | "skip" | undefined;
  /** A kept element, with all it holds. */
  whole(element: XmlNode): void;
  /** The text is there now. Neither for kept nor for skipped ones. */
  close(element: XmlNode, depth: number): void;
}

/** Nesting no honest file comes near. */
const DEEPEST = 200;

interface OpenNode extends XmlNode {
  readonly children: OpenNode[];
  text: string;
}

/**
 * Reads XML in whatever encoding it declares. Document types are refused, so no entity is ever expanded and nothing is
 * fetched.
 *
 * @returns the encoding the text was in
 * @throws RefusalError `xml.broken`, `xml.entity`, `xml.dtd`, `xml.truncated`, `xml.too-deep`, each with its line
 */
export function readXml(bytes: Uint8Array, file: string, handlers: XmlHandlers): string {
  const { text, encoding } = decodeText(bytes, file, { declared: declaredEncoding(bytes) });
  const parser = new SaxesParser({ xmlns: false, position: true });
  const no = (code: string, params: Refusal["params"] = {}): never => {
    throw new RefusalError(refuse(code, { file, line: parser.line, params }));
  };
  const path: OpenNode[] = [];
  let keptFrom = -1;
  let skippedFrom = -1;
  parser.on("error", ({ message }) => {
    if (message.includes("undefined entity")) no("xml.entity");
    no("xml.broken", { column: parser.columnIndex + 1 });
  });
  parser.on("doctype", () => no("xml.dtd"));
  parser.on("opentag", (tag) => {
    const depth = path.length;
    if (depth >= DEEPEST) no("xml.too-deep", { most: DEEPEST });
    const attributes = tag.attributes as Readonly<Record<string, string>>;
    const element: OpenNode = { name: localOf(tag.name), attributes, line: parser.line, children: [], text: "" };
    if (skippedFrom < 0) {
      if (keptFrom >= 0) path.at(-1)?.children.push(element);
      else {
        const what = handlers.open(element, depth);
        if (what === "keep") keptFrom = depth;
        else if (what === "skip") skippedFrom = depth;
      }
    }
    path.push(element);
  });
  const words = (piece: string): void => {
    const element = path.at(-1);
    if (element && skippedFrom < 0) element.text += piece;
  };
  parser.on("text", words);
  parser.on("cdata", words);
  parser.on("closetag", () => {
    const element = path.pop() as OpenNode;
    const depth = path.length;
    element.text = element.text.trim();
    if (skippedFrom >= 0) {
      if (depth === skippedFrom) skippedFrom = -1;
    } else if (keptFrom < 0) handlers.close(element, depth);
    else if (depth === keptFrom) {
      keptFrom = -1;
      handlers.whole(element);
    }
  });
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.on("error", () => no("xml.truncated"));
  parser.close();
  return encoding;
}

const CHUNK = 1 << 18;

/** The encoding an XML declaration names, in the first bytes. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1];
}

function localOf(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The first child of a name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

/** The text of the first child of a name; `undefined` where there is none, or it is empty. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  return childOf(node, name)?.text || undefined;
}
