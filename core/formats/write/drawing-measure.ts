import { DxfTextScanner } from "#core/formats/dxf/dxf-scanner";
import type { ContentMeasure } from "#core/formats/write/content-measure";
import { twiceArea } from "#core/formats/write/shape-kinds";
import { emptyBox, growBox } from "#core/geometry/box";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * Measures the entities of a text drawing as they are walked over, none of them kept: points, blocks at their places,
 * lines, and closed lines with their areas. Texts are no objects.
 *
 * @throws RefusalError of the scanner; `dxf.not-a-code` for a position that is no number
 */
export function measureDrawing(text: string, file: string): ContentMeasure {
  const scanner = new DxfTextScanner(text, file);
  const box = emptyBox();
  let [shapes, area, length] = [0, 0, 0];
  let type = "";
  let closed = false;
  let inEntities = false;
  let inVertices = false;
  const run: number[] = [];
  const end = (): void => {
    if (!DRAWN.has(type)) return;
    shapes++;
    growBox(box, run);
    const n = run.length;
    if (type === "POINT" || type === "INSERT") return;
    for (let i = closed ? 0 : 2; i < n; i += 2) {
      const j = (i + n - 2) % n;
      length += Math.hypot((run[i] as number) - (run[j] as number), (run[i + 1] as number) - (run[j + 1] as number));
    }
    if (closed) area += Math.abs(twiceArea(run)) / 2;
  };
  while (scanner.next()) {
    const { code, value } = scanner;
    if (code === 0) {
      // The vertices of an old polyline are its own.
      if (type === "POLYLINE" && value === "VERTEX") {
        inVertices = true;
        continue;
      }
      if (inEntities) end();
      type = value;
      closed = false;
      inVertices = false;
      run.length = 0;
    } else if (code === 2 && type === "SECTION") inEntities = value === "ENTITIES";
    // A polyline of old begins with a place that means nothing.
    else if (!inEntities || (type === "POLYLINE" && !inVertices && code !== 70)) continue;
    else if (code === 70) closed = closed || (Number(value) & 1) === 1;
    else if (code === 10 || code === 20) {
      const number = Number(value);
      if (!Number.isFinite(number)) {
        throw new RefusalError(
          refuse("dxf.not-a-code", { file, line: scanner.line, params: { found: value.slice(0, 40) } }),
        );
      }
      run.push(number);
    }
  }
  return { objects: shapes, shapes, area, length, box, areaM2: area };
}

const DRAWN: ReadonlySet<string> = new Set(["POINT", "INSERT", "LWPOLYLINE", "POLYLINE"]);
