import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { importBornes } from "#core/commands/import-bornes";
import { normsOf } from "#core/features/norms-of";
import { decodeUtf8 } from "#core/formats/decode-utf8";
import { type PointList, positionsOf } from "#core/formats/points/point-list";
import { readPoints } from "#core/formats/points/read-points";
import { projectionOf } from "#core/geometry/crs";
import { recordOf } from "#core/model/document";
import { normValue } from "#core/model/referentiel";
import { isRefusal, RefusalError } from "#core/model/refusal";
import { inputPath } from "#shells/cli/paths";
import type { ProjectOnDisk } from "#shells/cli/project-on-disk";

const ENDINGS: ReadonlySet<string> = new Set([".csv", ".txt", ".tsv", ".gpx"]);

/** What became of one file of points. */
export interface PointsTaken {
  readonly file: string;
  readonly format: PointList["format"];
  readonly separator?: string;
  readonly decimal?: string;
  readonly bornes: number;
  /** Of them, those that stand on a corner of the plan. */
  readonly onCorner: number;
  /** Points where a borne stood already. */
  readonly skipped: number;
  readonly unread: PointList["unread"];
}

/** Whether a file is a list of points or a GPX, by its ending: such a list says nothing of itself. */
export function isPoints(path: string): boolean {
  return ENDINGS.has(extname(path).toLowerCase());
}

/**
 * Takes points in as bornes, one act a file. One that brings nothing new is no fault.
 *
 * @throws RefusalError `xml.…`, `gpx.not-gpx`, `points.not-utf8`, `bornes.no-point`
 */
export function takePoints(held: ProjectOnDisk, files: readonly string[]): PointsTaken[] {
  return files.map((file): PointsTaken => {
    const text = decodeUtf8(readFileSync(inputPath(file)), file, "points.not-utf8");
    const list = readPoints(text, file);
    const input = {
      points: positionsOf(list, projectionOf(held.project.meta.crs)),
      fields: {},
      withinMm: 1000 * normValue(normsOf(held.project), "borne.match"),
      file: basename(file),
    };
    const done = held.ledger.run(importBornes, input);
    if (isRefusal(done) && done.code !== "bornes.all-there") throw new RefusalError({ ...done, file });
    const params = isRefusal(done) ? undefined : recordOf(done).params;
    const { format, separator, decimal, unread } = list;
    return {
      file,
      format,
      ...(separator ? { separator } : {}),
      ...(decimal ? { decimal } : {}),
      bornes: Number(params?.["count"] ?? 0),
      onCorner: Number(params?.["on"] ?? 0),
      skipped: Number(params?.["skipped"] ?? input.points.length),
      unread,
    };
  });
}
