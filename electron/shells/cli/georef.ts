import { readFileSync } from "node:fs";
import { decodeUtf8 } from "#core/formats/decode-utf8";
import { fitPicture, worldOfPicture } from "#core/formats/place-picture";
import { readControlPoints } from "#core/formats/points/read-control-points";
import { LEAST_POINTS, scaleOfFit, turnOfFit } from "#core/geometry/control-fit";
import { RefusalError, refuse } from "#core/model/refusal";
import { writeBytesDurably } from "#services/durable-file";
import { inputPath, outputPath } from "#shells/cli/paths";
import { textOption, type Verb } from "#shells/cli/verb";

/**
 * `georef POINTS.csv [--out F.pgw]`: lays a scanned plan on the ground by control points (column, row, X, Y), tells how
 * far each is off, and writes the world file.
 */
export const georefVerb: Verb = {
  options: { method: { type: "string" }, out: { type: "string" } },
  words: [1, 1],
  async run([path = ""], options) {
    const method = textOption(options, "method") ?? "helmert";
    if (method !== "helmert" && method !== "affine") {
      const params = { option: "--method", value: method, expected: "helmert|affine" };
      throw new RefusalError(refuse("cli.bad-option", { params }));
    }
    const text = decodeUtf8(readFileSync(inputPath(path)), path, "format.not-utf8");
    const { points, lines } = readControlPoints(text, path);
    const fit = fitPicture(points, method);
    if (typeof fit === "string") {
      throw new RefusalError(refuse(`control.${fit}`, { file: path, params: { count: LEAST_POINTS[method] } }));
    }
    const world = worldOfPicture(fit);
    const out = textOption(options, "out");
    if (out !== undefined) writeBytesDurably(outputPath(out), world, 0o666);
    return {
      method,
      points: points.length,
      rmsM: fit.rmsM,
      residuals: fit.residualsM.map((residualM, i) => ({ line: lines[i], residualM })),
      metresPerPixel: scaleOfFit(fit),
      turnDeg: turnOfFit(fit),
      world: world.trim().split("\n").map(Number),
      ...(out === undefined ? {} : { out }),
    };
  },
};
