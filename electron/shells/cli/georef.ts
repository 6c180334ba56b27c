import { fitPicture, worldOfPicture } from "#core/formats/place-picture";
import { scaleOfFit, turnOfFit } from "#core/geometry/control-fit";
import { writeBytesDurably } from "#services/durable-file";
import { fitOfFile } from "#shells/cli/control-points";
import { outputPath } from "#shells/cli/paths";
import { textOption, type Verb } from "#shells/cli/verb";

/**
 * `georef POINTS.csv [--out F.pgw]`: lays a scanned plan on the ground by control points (column, row, X, Y), tells how
 * far each is off, and writes the world file.
 */
export const georefVerb: Verb = {
  options: { method: { type: "string" }, out: { type: "string" } },
  words: [1, 1],
  async run([path = ""], options) {
    const { fit, told } = fitOfFile(path, options, fitPicture);
    const world = worldOfPicture(fit);
    const out = textOption(options, "out");
    if (out !== undefined) writeBytesDurably(outputPath(out), world, 0o666);
    return {
      ...told,
      metresPerPixel: scaleOfFit(fit),
      turnDeg: turnOfFit(fit),
      world: world.trim().split("\n").map(Number),
      ...(out === undefined ? {} : { out }),
    };
  },
};
