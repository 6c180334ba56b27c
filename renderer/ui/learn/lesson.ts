import type { StageId } from "#ui/workbench/stages";

/** What the lesson sees of the workbench at one moment. */
export interface LessonView {
  readonly houses: number;
  readonly perimeters: number;
  readonly parcels: number;
  /** Boreholes placed by the planner, not those of the map. */
  readonly boreholes: number;
  /** Splits that stand in the history. */
  readonly splits: number;
  readonly onStage: StageId;
  readonly proposal: "none" | "running" | "ready";
  /** Street widths asked for, as one text. */
  readonly widths: string;
  readonly selection: ReadonlySet<string>;
  /** Parcels among what is selected. */
  readonly selectedParcels: number;
  /** Files made since the project was opened. */
  readonly handedOver: number;
}

/** One step of the guided lotissement. Words under `learn.step.<id>` and `learn.step.<id>.how`. */
export interface LessonStep {
  readonly id: string;
  /**
   * Whether the planner has done it.
   *
   * @param begun how things stood when the step, or the stage in it, was entered
   */
  isDone(now: LessonView, begun: LessonView): boolean;
  /** Whether what the step builds on is gone (a proposal dropped): the lesson goes one step back. */
  isLost?(now: LessonView): boolean;
  /** Marks of the controls to light, the first of them on the screen is the one: `data-mark` values. */
  marks(now: LessonView): readonly string[];
  /** Whether it is finished in a dialog, which then says `learn.step.<id>.dialog`. */
  readonly inDialog?: true;
}

/** What is seen before there is a project. */
export const nothingYet: LessonView = {
  houses: 0,
  perimeters: 0,
  parcels: 0,
  boreholes: 0,
  splits: 0,
  onStage: "data",
  proposal: "none",
  widths: "",
  selection: new Set(),
  selectedParcels: 0,
  handedOver: 0,
};

const stageMark = (stage: StageId): string => `stage.${stage}`;

/** The ten steps, in their order. */
export const lessonSteps: readonly LessonStep[] = [
  {
    id: "import",
    isDone: (now) => now.houses > 0,
    marks: () => ["import.create", "start.sample", "data.import"],
    inDialog: true,
  },
  {
    id: "perimeter",
    isDone: (now) => now.perimeters > 0,
    marks: () => ["perimeter.propose", stageMark("perimeter")],
  },
  {
    id: "layout",
    isDone: (now) => now.proposal === "ready" || now.parcels > 0,
    isLost: (now) => now.perimeters === 0,
    marks: () => ["layout.compute", stageMark("layout")],
  },
  {
    id: "width",
    isDone: (now, begun) => now.parcels > 0 || (now.proposal === "ready" && now.widths !== begun.widths),
    isLost: (now) => now.proposal === "none" && now.parcels === 0,
    marks: () => ["layout.widths", stageMark("layout")],
  },
  {
    id: "accept",
    isDone: (now) => now.parcels > 0,
    isLost: (now) => now.proposal === "none" && now.parcels === 0,
    marks: () => ["layout.accept", stageMark("layout")],
  },
  {
    id: "split",
    isDone: (now, begun) => now.splits > begun.splits,
    isLost: (now) => now.parcels === 0,
    marks: (now) => (now.selectedParcels === 0 ? ["map"] : ["action.split"]),
  },
  {
    id: "undo",
    isDone: (now, begun) => now.splits < begun.splits || now.splits === 0,
    marks: () => ["action.undo"],
  },
  {
    id: "borehole",
    isDone: (now, begun) => now.boreholes > begun.boreholes,
    marks: () => ["network.borehole", stageMark("networks")],
  },
  {
    id: "check",
    // A finding looked at, or none to look at and on to the plans.
    isDone: (now, begun) =>
      begun.onStage === "checks" &&
      (now.onStage === "plans" || (now.selection !== begun.selection && now.onStage === "checks")),
    marks: () => ["checks.issue", stageMark("checks")],
  },
  {
    id: "print",
    isDone: (now, begun) => now.handedOver > begun.handedOver,
    marks: () => ["plan.make", "plans.compose", stageMark("plans")],
    inDialog: true,
  },
];

/** Where a planner is in the lesson. */
export interface LessonPlace {
  readonly step: number;
  readonly begun: LessonView;
}

/**
 * Follows the planner: on past what is done, back where what a step builds on is gone.
 *
 * @returns the same place when nothing has moved; `step` equal to the number of steps when all is done
 */
export function followLesson(place: LessonPlace, now: LessonView): LessonPlace {
  const step = lessonSteps[place.step];
  if (!step) return place;
  if (step.isDone(now, place.begun)) return { step: place.step + 1, begun: now };
  if (place.step > 0 && step.isLost?.(now)) return { step: place.step - 1, begun: now };
  return now.onStage === place.begun.onStage ? place : { step: place.step, begun: now };
}
