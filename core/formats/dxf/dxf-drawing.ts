import type { DxfEntity } from "#core/formats/dxf/dxf-entity";
import type { DxfScanner } from "#core/formats/dxf/dxf-scanner";
import type { ReaderWarnings } from "#core/formats/reader-warnings";
import { RefusalError, refuse } from "#core/model/refusal";

/** A block: what an INSERT draws. */
export interface DxfBlock {
  readonly base: readonly [x: number, y: number, z: number];
  readonly entities: readonly DxfEntity[];
  /** Its drawing is in another file. */
  readonly outside: boolean;
}

/** A drawing as it stands in the file, its curves and blocks not yet drawn. */
export interface DxfDrawing {
  /** Variables of the header by name (`$INSUNITS`): their first value. */
  readonly header: ReadonlyMap<string, string>;
  /** Layers in the order of the table. */
  readonly layers: readonly string[];
  /** Blocks by name, lower case. */
  readonly blocks: ReadonlyMap<string, DxfBlock>;
  /** Model space: VERTEX, ATTRIB and SEQEND are with their owner. Whoever draws them may take them out. */
  readonly entities: DxfEntity[];
}

/** Entities whose parts follow them until SEQEND. */
const OWNERS: Readonly<Record<string, string>> = { POLYLINE: "VERTEX", INSERT: "ATTRIB" };

/** Subclass markers, groups, owners, line weights: said of every entity, and of no use here. */
const PASSED_OVER: ReadonlySet<number> = new Set([100, 102, 330, 360, 370]);

const LAST_OF_FILE = "EOF";

/**
 * Takes a drawing apart. What a drawing program would mend is mended and told: a file without its end, words after
 * it, blocks without a name, entities of paper sheets.
 *
 * @throws RefusalError `dxf.no-section` for what is no drawing, `dxf.not-a-code`, `dxf.binary-broken`
 */
export function readDrawing(scanner: DxfScanner, file: string, warnings: ReaderWarnings): DxfDrawing {
  const header = new Map<string, string>();
  const layers: string[] = [];
  const blocks = new Map<string, DxfBlock>();
  const entities: DxfEntity[] = [];
  let sections = 0;
  let ended = false;
  let more = scanner.next();
  if (!more) throw new RefusalError(refuse("dxf.no-section", { file, line: 1 }));

  const standsOn = (code: number): boolean => more && scanner.code === code;

  /** The tags up to the next code 0, which the scanner then stands on. */
  function takeTags(line: number, type: string): DxfEntity {
    const codes: number[] = [];
    const values: string[] = [];
    let embedded = false;
    for (more = scanner.next(); more && scanner.code !== 0; more = scanner.next()) {
      // What follows an embedded object has codes of its own.
      if (scanner.code === 101) embedded = true;
      if (embedded || PASSED_OVER.has(scanner.code)) continue;
      codes.push(scanner.code);
      values.push(scanner.value);
    }
    return { type, line, codes, values, parts: [] };
  }

  function takeEntity(): DxfEntity {
    const entity = takeTags(scanner.line, scanner.value.trim().toUpperCase());
    const part = OWNERS[entity.type];
    if (part === undefined || (entity.type === "INSERT" && entity.values[entity.codes.indexOf(66)]?.trim() !== "1")) {
      return entity;
    }
    const parts: DxfEntity[] = [];
    while (more && scanner.code === 0) {
      const type = scanner.value.trim().toUpperCase();
      if (type !== part && type !== "SEQEND") break;
      const held = takeTags(scanner.line, type);
      if (type === "SEQEND") break;
      parts.push(held);
    }
    return { ...entity, parts };
  }

  function takeHeader(): void {
    let name: string | undefined;
    for (; more && scanner.code !== 0; more = scanner.next()) {
      if (scanner.code === 9) name = scanner.value.trim().toUpperCase();
      else if (name !== undefined && !header.has(name)) header.set(name, scanner.value.trim());
    }
  }

  function takeTables(): void {
    while (more && !isSectionEnd(scanner)) {
      const row = takeTags(scanner.line, scanner.value.trim().toUpperCase());
      const name = row.values[row.codes.indexOf(2)]?.trim();
      if (row.type === "LAYER" && name) layers.push(name);
    }
  }

  function takeBlocks(): void {
    while (more && !isSectionEnd(scanner)) {
      const head = takeTags(scanner.line, scanner.value.trim().toUpperCase());
      if (head.type !== "BLOCK") continue;
      const name = head.values[head.codes.indexOf(2)]?.trim() ?? "";
      const held: DxfEntity[] = [];
      while (more && !isSectionEnd(scanner) && scanner.value.trim().toUpperCase() !== "ENDBLK") held.push(takeEntity());
      if (more && !isSectionEnd(scanner)) takeTags(scanner.line, "ENDBLK");
      if (name === "") {
        warnings.add("dxf.nameless-block", head.line > 0 ? { line: head.line } : {});
        continue;
      }
      const number = (code: number): number => {
        const value = Number(head.values[head.codes.indexOf(code)]);
        return Number.isFinite(value) ? value : 0;
      };
      const flags = number(70);
      blocks.set(name.toLowerCase(), {
        base: [number(10), number(20), number(30)],
        entities: held,
        outside: (flags & 4) !== 0 && held.length === 0,
      });
    }
  }

  function takeEntities(): void {
    while (more && !isSectionEnd(scanner)) {
      const entity = takeEntity();
      if (entity.values[entity.codes.indexOf(67)]?.trim() === "1") {
        if (entity.type !== "VIEWPORT") warnings.add("dxf.paper-space", placeOf(entity));
      } else entities.push(entity);
    }
  }

  while (more) {
    if (scanner.code !== 0) {
      if (sections === 0) throw new RefusalError(refuse("dxf.no-section", { file, ...scanner.place() }));
      more = scanner.next();
      continue;
    }
    const word = scanner.value.trim().toUpperCase();
    if (word === LAST_OF_FILE) {
      ended = true;
      break;
    }
    if (word !== "SECTION") {
      // Tags astray between two sections.
      if (sections === 0) throw new RefusalError(refuse("dxf.no-section", { file, ...scanner.place() }));
      more = scanner.next();
      continue;
    }
    sections++;
    more = scanner.next();
    const section = standsOn(2) ? scanner.value.trim().toUpperCase() : "";
    if (standsOn(2)) more = scanner.next();
    if (section === "HEADER") takeHeader();
    else if (section === "TABLES") takeTables();
    else if (section === "BLOCKS") takeBlocks();
    else if (section === "ENTITIES") takeEntities();
    else while (more && !isSectionEnd(scanner)) more = scanner.next();
    if (standsOn(0) && scanner.value.trim().toUpperCase() === "ENDSEC") more = scanner.next();
  }
  if (!ended) warnings.add("dxf.no-end", scanner.line > 0 ? { line: scanner.line } : {});
  return { header, layers, blocks, entities };
}

/** A section ends where it says so, where the next begins and where the file ends. */
function isSectionEnd({ code, value }: DxfScanner): boolean {
  if (code !== 0) return false;
  const word = value.trim().toUpperCase();
  return word === "ENDSEC" || word === "SECTION" || word === LAST_OF_FILE;
}

/** Where an entity stands, for a warning. */
export function placeOf({ line }: DxfEntity): { readonly line?: number } {
  return line > 0 ? { line } : {};
}
