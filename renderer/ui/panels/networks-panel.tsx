import { useEffect, useState } from "react";
import { classOf } from "#core/features/classes";
import type { MapEditor } from "#editor/map-editor";
import { useLanguage } from "#ui/language.tsx";
import { NetworkBalance } from "#ui/panels/network-balance.tsx";
import { type NetworkPreset, powerPresets, waterPresets } from "#ui/panels/network-presets";
import { Group, NextStage, Panel } from "#ui/panels/panel.tsx";
import { Swatch } from "#ui/panels/swatch.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Electricity and water, thinly: what to place and draw, and what it comes to. */
export function NetworksPanel() {
  const bench = useBench();
  const { speak } = useLanguage();
  const editor = useObservable(bench.editor);
  return (
    <Panel stage="networks" foot={<NextStage after="networks" />}>
      {editor ? <Presets editor={editor} /> : null}
      <p className="quiet small">{speak("ui.networks.how")}</p>
      <NetworkBalance />
    </Panel>
  );
}

function Presets({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const tool = useObservable(editor.tool);
  const active = tool.id === "place-point" || tool.id === "draw-route" ? chosen : undefined;
  // Leaving the stage puts the tool down.
  useEffect(
    () => () => {
      if (["place-point", "draw-route"].includes(editor.tool.get().id)) editor.setTool("select");
    },
    [editor],
  );
  const take = (preset: NetworkPreset) => {
    if (preset.id === active) {
      editor.setTool("select");
      return;
    }
    bench.session.selection.clear();
    setChosen(preset.id);
    editor.setTool(preset.tool, preset.options);
    editor.focus();
  };
  const list = (presets: readonly NetworkPreset[]) => (
    <div className="presets">
      {presets.map((preset) => {
        const declared = classOf(preset.options.class);
        const value = String(preset.options.fields?.[declared.style.by?.field ?? ""] ?? "");
        return (
          <button
            key={preset.id}
            type="button"
            className="preset"
            data-mark={`network.${preset.id}`}
            aria-pressed={preset.id === active}
            onClick={() => take(preset)}
          >
            <Swatch declared={declared} style={declared.style.by?.cases[value]} />
            {speak(`ui.network.${preset.id}`)}
          </button>
        );
      })}
    </div>
  );
  return (
    <>
      <Group title={speak("ui.networks.power")}>{list(powerPresets)}</Group>
      <Group title={speak("ui.networks.water")}>{list(waterPresets)}</Group>
    </>
  );
}
