import { numberDoors } from "#core/commands/number-doors";
import { numberStreets } from "#core/commands/number-streets";
import { plateList } from "#core/derived/address/plate-list";
import { platesCsv } from "#core/formats/plates-csv";
import { boxOf, emptyBox, growBox } from "#core/geometry/box";
import { projectionOf } from "#core/geometry/crs";
import type { Position } from "#core/geometry/geometry";
import { speaker } from "#core/messages/catalogue";
import type { Command } from "#core/model/command";
import type { ProjectView } from "#core/model/project";
import { isRefusal, RefusalError, refuse } from "#core/model/refusal";
import { writeBytesDurably } from "#services/durable-file";
import { outputPath } from "#shells/cli/paths";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { type OptionValues, textOption, type Verb } from "#shells/cli/verb";

/** `address P.gpkg`: codes for streets, numbers for doors, and the list of plates. */
export const addressVerb: Verb = {
  options: {
    origin: { type: "string" },
    method: { type: "string" },
    even: { type: "string" },
    prefix: { type: "string" },
    plates: { type: "string" },
    out: { type: "string" },
  },
  words: [1, 1],
  async run([path = ""], options, context) {
    const method = oneOf(options, "method", ["sequential", "metric"]) ?? "sequential";
    const even = oneOf(options, "even", ["left", "right"]) ?? "right";
    const prefix = textOption(options, "prefix");
    const plates = textOption(options, "plates");
    const held = await ProjectOnDisk.open(path, context);
    const origin = originOf(options, held.project);
    // What stands already is no fault: an address plan is gone over again and again.
    const count = <Input>(command: Command<Input>, input: Input, nothing: string): number => {
      const before = held.project.countOf("door");
      const done = held.ledger.run(command, input);
      if (!isRefusal(done)) return held.project.countOf("door") - before;
      if (done.code === nothing) return 0;
      throw new RefusalError({ ...done, file: path });
    };
    count(numberStreets, { origin, prefix }, "street.none-to-code");
    const doors = count(numberDoors, { origin, method, even }, "door.none-to-number");
    const to = textOption(options, "out") ?? path;
    await held.save(to);
    const list = plateList(held.project, projectionOf(held.project.meta.crs));
    if (plates !== undefined) {
      writeBytesDurably(outputPath(plates), platesCsv(list, speaker(context.lang), context.lang), 0o666);
    }
    const codes = new Set([...held.project.ofClass("streetAxis")].map(({ fields }) => fields["code"]));
    codes.delete(undefined);
    return { project: to, streets: codes.size, doors, plates: list.length };
  },
};

/** `--origin x,y` in metres, or the middle of the streets. */
function originOf(options: OptionValues, project: ProjectView): Position {
  const given = textOption(options, "origin");
  if (given !== undefined) {
    const parts = given.split(",").map(Number);
    if (parts.length === 2 && parts.every(Number.isFinite)) {
      return [Math.round((parts[0] as number) * 1000), Math.round((parts[1] as number) * 1000)];
    }
    throw new RefusalError(refuse("cli.bad-option", { params: { option: "--origin", value: given, expected: "x,y" } }));
  }
  const box = emptyBox();
  for (const { geometry } of project.ofClass("streetAxis")) if (geometry) growBox(box, boxOf(geometry));
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

function oneOf<T extends string>(options: OptionValues, name: string, values: readonly T[]): T | undefined {
  const given = textOption(options, name);
  const found = values.find((value) => value === given);
  if (given === undefined || found !== undefined) return found;
  const params = { option: `--${name}`, value: given, expected: values.join(" | ") };
  throw new RefusalError(refuse("cli.bad-option", { params }));
}
