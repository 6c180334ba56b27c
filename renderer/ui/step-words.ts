import { classOf } from "#core/features/classes";
import { fieldOf } from "#core/features/feature-class";
import type { ClassId } from "#core/model/feature";
import type { Step } from "#core/model/journal";
import type { Language } from "#ui/language.tsx";

/** What a step did, as the history says it. A class or kind named in its values is said in the planner's words. */
export function stepWords(language: Language, { command, params }: Pick<Step, "command" | "params">): string {
  const id = params["class"];
  if (typeof id !== "string") return language.speak(`command.${command}.done`, params);
  const featureClass = classOf(id as ClassId);
  const choices = ["kind", "level"].flatMap((key) => fieldOf(featureClass, key)?.choices ?? []);
  const kind = choices.find(({ value }) => value === params["kind"]);
  return language.speak(`command.${command}.done`, { ...params, class: language.word((kind ?? featureClass).label) });
}
