import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseSync } from "vite";

/** Where something stands in the sources. */
export interface Place {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
}

/** A text in the code: whole (one part), or with holes between its parts (a template). */
export interface CodeText extends Place {
  readonly parts: readonly string[];
}

/** What the sources say that has to do with sentences. */
export interface SourceWords {
  /** Every string literal and template. */
  readonly texts: readonly CodeText[];
  /** First argument of `refuse(…)`. */
  readonly refusals: readonly CodeText[];
  /** First argument of `speak(…)` and of `….speak(…)`. */
  readonly spoken: readonly CodeText[];
  /** Value of a property `code`, `rule`, `stage` or `id` of an object literal, or of a call that stands for it. */
  readonly properties: readonly (CodeText & { readonly name: string })[];
  /** Words in JSX that should come from the catalogue: text between tags, and attributes people read or hear. */
  readonly bare: readonly (Place & { readonly text: string })[];
}

const FOLDERS = ["core", "electron", "renderer"];
const HEARD = new Set([
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "title",
  "placeholder",
  "alt",
  "label",
]);
const NOTED = new Set(["code", "rule", "stage", "id"]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/**
 * Reads the sources of all layers.
 *
 * @param root folder of the repository
 * @throws Error for a file that does not parse
 */
export function readSourceWords(root: string): SourceWords {
  const words = {
    texts: [] as CodeText[],
    refusals: [] as CodeText[],
    spoken: [] as CodeText[],
    properties: [] as (CodeText & { name: string })[],
    bare: [] as (Place & { text: string })[],
  };
  for (const path of FOLDERS.flatMap((folder) => sourcesIn(join(root, folder)))) {
    const file = relative(root, path).replaceAll("\\", "/");
    const code = readFileSync(path, "utf8");
    const { program, errors } = parseSync(path, code);
    if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
    const place = (node: Node): Place => ({ file, line: code.slice(0, node.start).split("\n").length });
    const textOf = (value: unknown): CodeText | undefined => {
      const node = value as Node | undefined;
      const parts = node && partsOf(node);
      return parts && { ...place(node), parts };
    };
    walk(program as unknown as Node, (node, parent) => {
      if (parent?.type === "ImportDeclaration" || parent?.type === "TSLiteralType") return;
      const own = partsOf(node);
      if (own) words.texts.push({ ...place(node), parts: own });
      if (node.type === "CallExpression") {
        const called = nameOf(node["callee"] as Node);
        const first = eitherOf((node["arguments"] as Node[])[0]).map(textOf);
        for (const text of first) {
          if (text && called === "refuse") words.refusals.push(text);
          if (text && called === "speak") words.spoken.push(text);
        }
        const stage = stageOf(called, node["arguments"] as Node[], file);
        const named = textOf(stage?.node);
        if (stage && named) {
          const [first = "", ...rest] = named.parts;
          words.properties.push({ ...named, parts: [`${stage.under}${first}`, ...rest], name: "stage" });
        }
      }
      // The rules of the check are a closed list: each has words, whatever road its name takes to the catalogue.
      if (node.type === "TSTypeAliasDeclaration" && nameOf(node["id"] as Node) === "RuleId") {
        for (const member of ((node["typeAnnotation"] as Node)["types"] as Node[] | undefined) ?? []) {
          const rule = textOf(member["literal"]);
          if (rule) words.properties.push({ ...rule, name: "rule" });
        }
      }
      if (node.type === "Property" && NOTED.has(nameOf(node["key"] as Node))) {
        for (const value of eitherOf(node["value"] as Node)) {
          const text = textOf(value);
          if (text) words.properties.push({ ...text, name: nameOf(node["key"] as Node) });
        }
      }
      const said = bareWords(node, parent);
      if (said) words.bare.push({ ...place(node), text: said });
    });
  }
  return words;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .sort()
    .map((name) => join(folder, name));
}

function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && typeof (child as Node).type === "string") {
        walk(child as Node, visit, node);
      }
    }
  }
}

/** The stage that a call tells: `breathe(options, stage)` of the readers, `progress(stage)` of an engine. */
function stageOf(
  called: string,
  args: readonly Node[],
  file: string,
): { node: Node | undefined; under: string } | undefined {
  if (called === "breathe") return { node: args[1], under: "" };
  const engine = /^core\/engines\/(\w+)\//.exec(file)?.[1];
  return called === "progress" && engine ? { node: args[0], under: `${engine}.` } : undefined;
}

/** Both sides of `a ? b : c` and `a ?? b`, or the node itself. */
function eitherOf(node: Node | undefined): Node[] {
  if (!node) return [];
  if (node.type === "ConditionalExpression") {
    return [...eitherOf(node["consequent"] as Node), ...eitherOf(node["alternate"] as Node)];
  }
  if (node.type === "LogicalExpression") return eitherOf(node["right"] as Node);
  return [node];
}

function partsOf(node: Node): readonly string[] | undefined {
  if (node.type === "Literal" && typeof node["value"] === "string") return [node["value"]];
  if (node.type !== "TemplateLiteral") return undefined;
  return (node["quasis"] as { value: { cooked?: string } }[]).map((part) => part.value.cooked ?? "");
}

function nameOf(node: Node): string {
  if (node.type === "Identifier") return node["name"] as string;
  if (node.type === "MemberExpression") return nameOf(node["property"] as Node);
  return node.type === "Literal" ? String(node["value"]) : "";
}

const LETTERS = /\p{L}{2,}/u;

/** Words between tags or in an attribute that people read or hear, written there instead of spoken. */
function bareWords(node: Node, parent: Node | undefined): string | undefined {
  const heard = parent?.type === "JSXAttribute" && HEARD.has(String((parent["name"] as Node)["name"]));
  const shown = parent?.type === "JSXElement" || parent?.type === "JSXFragment";
  const said =
    node.type === "JSXText" || (node.type === "Literal" && heard)
      ? [node]
      : node.type === "JSXExpressionContainer" && (heard || shown)
        ? eitherOf(node["expression"] as Node).filter((each) => typeof each["value"] === "string")
        : [];
  return said.map((each) => String(each["value"]).trim()).find((text) => LETTERS.test(text));
}
