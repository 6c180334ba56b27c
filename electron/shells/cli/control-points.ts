import { readFileSync } from "node:fs";
import { decodeUtf8 } from "#core/formats/decode-utf8";
import type { PicturePoint } from "#core/formats/place-picture";
import { readControlPoints } from "#core/formats/points/read-control-points";
import { type ControlFit, type ControlMethod, type fitControl, LEAST_POINTS } from "#core/geometry/control-fit";
import { RefusalError, refuse } from "#core/model/refusal";
import { inputPath } from "#shells/cli/paths";
import { type OptionValues, textOption } from "#shells/cli/verb";

/** A fit made of a file of control points, and what is told of it. */
export interface ToldFit {
  readonly fit: ControlFit;
  readonly told: {
    readonly method: ControlMethod;
    readonly points: number;
    readonly rmsM: number;
    readonly residuals: readonly { readonly line: number; readonly residualM: number }[];
  };
}

/**
 * Fits the control points of a file by the method of `--method` (Helmert when it is absent).
 *
 * @throws RefusalError `cli.bad-option`, `control.bad-line`, `control.too-few`, `control.flat`
 */
export function fitOfFile(
  path: string,
  options: OptionValues,
  fitted: (points: readonly PicturePoint[], method: ControlMethod) => ReturnType<typeof fitControl>,
): ToldFit {
  const method = textOption(options, "method") ?? "helmert";
  if (method !== "helmert" && method !== "affine") {
    const params = { option: "--method", value: method, expected: "helmert|affine" };
    throw new RefusalError(refuse("cli.bad-option", { params }));
  }
  const { points, lines } = readControlPoints(decodeUtf8(readFileSync(inputPath(path)), path, "format.not-utf8"), path);
  const fit = fitted(points, method);
  if (typeof fit === "string") {
    throw new RefusalError(refuse(`control.${fit}`, { file: path, params: { count: LEAST_POINTS[method] } }));
  }
  const residuals = fit.residualsM.map((residualM, i) => ({ line: lines[i] as number, residualM }));
  return { fit, told: { method, points: points.length, rmsM: fit.rmsM, residuals } };
}
