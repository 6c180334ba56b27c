import { ChecksPanel } from "#ui/panels/checks-panel.tsx";
import { DataPanel } from "#ui/panels/data-panel.tsx";
import { LayoutPanel } from "#ui/panels/layout-panel.tsx";
import { NetworksPanel } from "#ui/panels/networks-panel.tsx";
import { ParcelsPanel } from "#ui/panels/parcels-panel.tsx";
import { PerimeterPanel } from "#ui/panels/perimeter-panel.tsx";
import { PlansPanel } from "#ui/panels/plans-panel.tsx";
import type { StageId } from "#ui/workbench/stages";

const panels: Readonly<Record<StageId, () => React.JSX.Element>> = {
  data: DataPanel,
  perimeter: PerimeterPanel,
  layout: LayoutPanel,
  parcels: ParcelsPanel,
  networks: NetworksPanel,
  checks: ChecksPanel,
  plans: PlansPanel,
};

/** The panel of the current stage. */
export function StagePanel({ stage }: { stage: StageId }) {
  const Current = panels[stage];
  return <Current />;
}
