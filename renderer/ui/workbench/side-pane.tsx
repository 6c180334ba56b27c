import { Tabs } from "@base-ui/react/tabs";
import { LandPanel } from "#ui/divide/land-panel.tsx";
import { useLanguage } from "#ui/language.tsx";
import type { HelpSection } from "#ui/learn/help-place";
import { RelayPanel } from "#ui/locks/relay-panel.tsx";
import { NotesTab } from "#ui/look/notes-tab.tsx";
import { NormsTab } from "#ui/norms/norms-tab.tsx";
import { BalanceTab } from "#ui/panels/balance-tab.tsx";
import { HistoryTab } from "#ui/panels/history-tab.tsx";
import { LegendTab } from "#ui/panels/legend-tab.tsx";
import { ObjectTab } from "#ui/panels/object-tab.tsx";
import { useObservable } from "#ui/use-observable";
import type { SideTab } from "#ui/workbench/bench";
import { useBench } from "#ui/workbench/bench-context.tsx";

const tabs: readonly SideTab[] = ["object", "legend", "balance", "norms", "history", "notes"];

/** Section of the guide that speaks of a tab. */
const HELP: Readonly<Record<SideTab, HelpSection>> = {
  object: "parcels",
  legend: "backdrops",
  balance: "layout",
  norms: "norms",
  history: "history",
  notes: "data",
};

/** Right side: the form of what is selected, legend and layers, balance, history. */
export function SidePane({ shown }: { shown: SideTab }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const selected = useObservable(bench.session.selection).size;
  const land = useObservable(bench.land);
  const relay = useObservable(bench.relay);
  return (
    <aside className="side" aria-label={speak("ui.side")} data-help={HELP[shown]}>
      <Tabs.Root value={shown} onValueChange={(value) => bench.side.set(value as SideTab)} className="side-tabs">
        <Tabs.List className="tab-list" aria-label={speak("ui.side")}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab} className="tab">
              {speak(`ui.side.${tab}`)}
              {tab === "object" && selected > 0 ? <span className="badge">{selected}</span> : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} className="tab-panel" key={shown}>
          {shown === "object" ? (
            relay ? (
              <RelayPanel key={relay.ids.join(" ")} work={relay} />
            ) : land ? (
              <LandPanel key={land.ids.join(" ")} work={land} />
            ) : (
              <ObjectTab />
            )
          ) : null}
          {shown === "legend" ? <LegendTab /> : null}
          {shown === "balance" ? <BalanceTab /> : null}
          {shown === "norms" ? <NormsTab /> : null}
          {shown === "history" ? <HistoryTab /> : null}
          {shown === "notes" ? <NotesTab /> : null}
        </Tabs.Panel>
      </Tabs.Root>
    </aside>
  );
}
