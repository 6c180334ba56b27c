import type { LucideIcon } from "lucide-react";
import { DraftingCompass, Eye, MapPlus } from "lucide-react";
import { remembered } from "#store/preferences";
import { type StageId, stages } from "#ui/workbench/stages";

/** Who works at this machine. Words under `find.profile.<id>`. */
export type ProfileId = "agent" | "surveyor" | "planner";

/**
 * What a profile leaves out of the screen: stages and actions. It never says what the data allows: what is left out
 * stays in the palette, with the reason.
 */
export interface Profile {
  readonly id: ProfileId;
  readonly icon: LucideIcon;
  readonly hiddenStages: readonly StageId[];
  readonly hiddenActions: readonly string[];
}

/** The profiles, from the one that shows least. */
export const profiles: readonly [Profile, Profile, Profile] = [
  {
    id: "agent",
    icon: Eye,
    hiddenStages: ["perimeter", "layout", "parcels", "networks", "checks"],
    hiddenActions: [
      "split",
      "create-parcel",
      "divide",
      "adjust",
      "remembrement",
      "cede",
      "set-aside",
      "lock",
      "relay-ilots",
      "merge",
      "move-vertex",
      "delete",
      "import",
      "rename",
      "referentiel",
      "attach",
    ],
  },
  {
    id: "surveyor",
    icon: DraftingCompass,
    hiddenStages: ["perimeter", "layout", "networks"],
    hiddenActions: [],
  },
  { id: "planner", icon: MapPlus, hiddenStages: [], hiddenActions: [] },
];

const isProfile = (value: unknown): value is ProfileId => profiles.some(({ id }) => id === value);

/** The profile chosen on this machine; everything is shown until one is chosen. */
export const chosenProfile = remembered<ProfileId>("profile", "planner", isProfile);

/** The declaration of a profile. */
export function profileNamed(id: ProfileId): Profile {
  return profiles.find((profile) => profile.id === id) ?? profiles[2];
}

/** Whether an action is shown in the profile of the moment. */
export function showsAction(actionId: string, id: ProfileId = chosenProfile.get()): boolean {
  return !profileNamed(id).hiddenActions.includes(actionId);
}

/** Whether a stage is shown in the profile of the moment. */
export function showsStage(stage: StageId, id: ProfileId = chosenProfile.get()): boolean {
  return !profileNamed(id).hiddenStages.includes(stage);
}

/** The stage itself where the profile shows it; else the next one it shows, or the last. */
export function stageShown(stage: StageId, id: ProfileId = chosenProfile.get()): StageId {
  const shown = stages.filter((each) => showsStage(each.id, id));
  const from = stages.findIndex((each) => each.id === stage);
  return (shown.find((each) => stages.indexOf(each) >= from) ?? shown.at(-1))?.id ?? stage;
}
