import type { ToolId, ToolOptions } from "#editor/map-editor";

/** Something to place or draw in the networks stage. Words under `ui.network.<id>`. */
export interface NetworkPreset {
  readonly id: string;
  readonly tool: ToolId;
  readonly options: ToolOptions & { readonly class: NonNullable<ToolOptions["class"]> };
}

const planned = { state: "projete" } as const;

export const powerPresets: readonly NetworkPreset[] = [
  {
    id: "transformer-50",
    tool: "place-point",
    options: { class: "transformer", fields: { powerKva: 50, ...planned } },
  },
  {
    id: "transformer-100",
    tool: "place-point",
    options: { class: "transformer", fields: { powerKva: 100, ...planned } },
  },
  {
    id: "line-bt",
    tool: "draw-route",
    options: { class: "powerLine", fields: { level: "BT", voltageV: 400, ...planned }, withPoles: true },
  },
  {
    id: "line-hta",
    tool: "draw-route",
    options: { class: "powerLine", fields: { level: "HTA", voltageV: 33_000, ...planned }, withPoles: true },
  },
];

export const waterPresets: readonly NetworkPreset[] = [
  { id: "borehole", tool: "place-point", options: { class: "waterPoint", fields: { kind: "forage", ...planned } } },
  {
    id: "tower",
    tool: "place-point",
    options: { class: "waterPoint", fields: { kind: "chateau-eau", ...planned } },
  },
  {
    id: "standpipe",
    tool: "place-point",
    options: { class: "waterPoint", fields: { kind: "borne-fontaine", ...planned } },
  },
  {
    id: "pipe-63",
    tool: "draw-route",
    options: { class: "pipe", fields: { diameterMm: 63, material: "PEHD", ...planned } },
  },
  {
    id: "pipe-110",
    tool: "draw-route",
    options: { class: "pipe", fields: { diameterMm: 110, material: "PVC", ...planned } },
  },
];
