import type { LucideIcon } from "lucide-react";
import { Eye, EyeOff, FileDown, FolderOpen, MapPin, PanelRight, Table2, Waypoints } from "lucide-react";
import type { ProjectSummary } from "#core/bridge/bridge";
import { shownClasses } from "#core/features/classes";
import type { Words } from "#core/features/feature-class";
import type { FormatId } from "#core/formats/write/writable-formats";
import { catalogue, type Lang } from "#core/messages/catalogue";
import { type Action, keyWords, reasonAgainst } from "#ui/actions/action";
import { actionGroups } from "#ui/actions/all-actions";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import type { Callable } from "#ui/find/ranking";
import type { Language } from "#ui/language.tsx";
import { exportData, exportFormats, exportProfiles, type ProfileChoice } from "#ui/panels/export";
import { type NetworkPreset, powerPresets, waterPresets } from "#ui/panels/network-presets";
import { chosenProfile, profiles, showsAction, showsStage } from "#ui/profiles/profile";
import type { Bench, SideTab } from "#ui/workbench/bench";
import { type StageId, stages } from "#ui/workbench/stages";

/** Something that can be called by its name: an action, a stage, a layer, a file to make, another project. */
export interface Call extends Callable {
  readonly icon: LucideIcon;
  readonly keys: string | undefined;
  /** Why it cannot be done now, in words. */
  readonly why: string | undefined;
  /** Left out of the profile's screen: calling it offers another profile. */
  readonly outside: boolean;
  run(): void;
}

const sides: readonly SideTab[] = ["object", "legend", "balance", "history"];

/**
 * Everything that can be called in a project, in the order it is listed when nothing is typed.
 *
 * @param projects the projects of this machine, latest first
 */
export function callsOf(bench: Bench, language: Language, projects: readonly ProjectSummary[]): Call[] {
  return new Calls(bench, language).all(projects);
}

/** Why an action cannot be done now, in words, the profile's reason first. */
export function whyNot(action: Action, bench: Bench, { speak }: Language): string | undefined {
  if (!showsAction(action.id)) return outsideWords(speak);
  const reason = reasonAgainst(action, bench);
  return reason ? speak(`ui.why.${reason}`) : undefined;
}

/** That something is not of the profile in use. */
export function outsideWords(speak: Language["speak"]): string {
  return speak("find.why.profile", { profile: speak(`find.profile.${chosenProfile.get()}`) });
}

class Calls {
  readonly #bench: Bench;
  readonly #language: Language;

  constructor(bench: Bench, language: Language) {
    this.#bench = bench;
    this.#language = language;
  }

  all(projects: readonly ProjectSummary[]): Call[] {
    const { session } = this.#bench;
    const present = shownClasses.filter(({ id }) => session.project.countOf(id) > 0);
    return [
      ...actionGroups.flatMap(({ actions }) => actions.map((action) => this.#action(action))),
      ...stages.map((stage) => this.#stage(stage.id, stage.icon)),
      ...profiles.map(({ id, icon }) =>
        this.#call(`profile.${id}`, icon, this.#say("find.call.profile", this.#say(`find.profile.${id}`)), () =>
          chosenProfile.set(id),
        ),
      ),
      ...sides.map((id) =>
        this.#call(`side.${id}`, PanelRight, this.#say("find.call.side", this.#say(`ui.side.${id}`)), () =>
          this.#bench.side.set(id),
        ),
      ),
      ...[...present].reverse().map(({ id, plural }) => this.#layer(id, plural)),
      ...present.map(({ id, plural }) =>
        this.#call(
          `table.${id}`,
          Table2,
          this.#say("find.call.table", this.#language.word(plural)),
          () => this.#bench.table.set(id),
          { also: beside(`class.${id}`) },
        ),
      ),
      ...[...powerPresets, ...waterPresets].map((preset) => this.#preset(preset)),
      ...exportFormats.flatMap(({ id }) => exportProfiles.map((profile) => this.#export(id, profile))),
      ...projects
        .filter(({ id }) => id !== session.project.meta.id)
        .slice(0, 12)
        .map(({ id, name }) =>
          this.#call(`open.${id}`, FolderOpen, this.#say("find.call.open", name), () => this.#bench.leave(id)),
        ),
    ];
  }

  #action(action: Action): Call {
    const { speak, lang } = this.#language;
    return this.#call(action.id, action.icon, speak(`ui.action.${action.id}`), () => action.run(this.#bench), {
      keys: keyWords(action.keys[0], lang),
      why: whyNot(action, this.#bench, this.#language),
      outside: !showsAction(action.id),
    });
  }

  #stage(id: StageId, icon: LucideIcon): Call {
    const name = this.#say("find.call.stage", this.#say(`ui.stage.${id}`));
    return this.#call(`stage.${id}`, icon, name, () => this.#bench.stage.set(id), this.#inStage(id));
  }

  #layer(id: (typeof shownClasses)[number]["id"], plural: Words): Call {
    const { view } = this.#bench;
    const isHidden = view.hidden.get().has(id);
    const words = this.#say(isHidden ? "find.call.show" : "find.call.hide", this.#language.word(plural));
    const also = `${beside("layer")}, ${beside(`class.${id}`)}`;
    return this.#call(`layer.${id}`, isHidden ? Eye : EyeOff, words, () => view.toggle(id), { also });
  }

  #preset(preset: NetworkPreset): Call {
    const isPoint = preset.tool === "place-point";
    const name = this.#say(isPoint ? "find.call.place" : "find.call.draw", this.#say(`ui.network.${preset.id}`));
    const run = () => {
      this.#bench.stage.set("networks");
      this.#bench.session.selection.clear();
      this.#bench.editor.get()?.setTool(preset.tool, preset.options);
      this.#bench.editor.get()?.focus();
    };
    return this.#call(`network.${preset.id}`, isPoint ? MapPin : Waypoints, name, run, {
      ...this.#inStage("networks"),
      also: `${beside(`class.${preset.options.class}`)}, ${beside(`network.${preset.id}`)}`,
    });
  }

  #export(format: FormatId, profile: ProfileChoice): Call {
    const { speak } = this.#language;
    const name = speak("find.call.export", {
      format: speak(`ui.plans.format.${format}`),
      profile: speak(`ui.plans.profile.${profile}`),
    });
    const run = () => {
      exportData(this.#bench, format, profile).catch((error: unknown) =>
        notify(failureSentence(speak, error), { kind: "bad" }),
      );
    };
    return this.#call(`export.${format}.${profile}`, FileDown, name, run, {
      also: beside(`export.${format}`),
      why: this.#bench.session.project.size === 0 ? speak("ui.why.nothing-to-print") : undefined,
    });
  }

  #inStage(id: StageId): { readonly why: string | undefined; readonly outside: boolean } {
    const isShown = showsStage(id);
    return { why: isShown ? undefined : outsideWords(this.#language.speak), outside: !isShown };
  }

  #call(
    id: string,
    icon: LucideIcon,
    name: string,
    run: () => void,
    more: Partial<Pick<Call, "keys" | "why" | "outside" | "also">> = {},
  ): Call {
    const { keys, why, outside = false, also = beside(id) } = more;
    return { id, icon, name, also, keys, why, outside, run };
  }

  #say(key: string, name?: string): string {
    return this.#language.speak(key, name === undefined ? {} : { name });
  }
}

/** The other words people use for something, in both languages: a planner who reads English says « îlot » too. */
export function beside(key: string): string {
  const langs: readonly Lang[] = ["fr", "en"];
  return langs
    .map((lang) => catalogue[lang][`find.also.${key}`])
    .filter(Boolean)
    .join(", ");
}
