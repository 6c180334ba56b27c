import { Layers } from "lucide-react";
import { useEffect, useState } from "react";
import type { PackAbout } from "#core/bridge/pack";
import { Button } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { Group } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Regional packs in reach: their date, what is in them, and their pictures and reliefs put under the plan. */
export function PackList() {
  const { house } = useBench();
  const { speak } = useLanguage();
  const packs = useObservable(house.packs.list);
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    house.packs.load().catch(setFailure);
  }, [house]);
  return (
    <Group title={speak("pack.title")}>
      {failure ? <Note kind="bad">{failureSentence(speak, failure)}</Note> : null}
      {packs.length === 0 ? <p className="quiet small">{speak("pack.empty")}</p> : null}
      <ul className="backdrop-list">
        {packs.map((pack) => (
          <PackLine key={pack.id} pack={pack} />
        ))}
      </ul>
    </Group>
  );
}

function PackLine({ pack }: { pack: PackAbout }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const [busy, setBusy] = useState(false);
  const missing = pack.members.filter((member) => member.missing);
  const drawn = pack.members.filter(({ kind, missing: gone }) => !gone && (kind === "backdrop" || kind === "relief"));
  const use = async () => {
    setBusy(true);
    try {
      for (const { file } of drawn) await bench.backdrops.borrow(pack.id, file);
      notify(speak("pack.used", { name: pack.name, count: drawn.length }), { kind: "good" });
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad" });
    }
    setBusy(false);
  };
  return (
    <li>
      <p className="backdrop-name">
        <strong>{pack.name}</strong>
      </p>
      <p className="quiet small">
        {[
          speak("pack.date", { day: numbers.day(pack.date) }),
          ...(pack.places > 0 ? [speak("pack.places", { count: pack.places })] : []),
          ...(pack.removable ? [speak("pack.removable")] : []),
        ].join(" · ")}
      </p>
      <ul className="pack-members small">
        {pack.members.map(({ file, kind, bytes }) => (
          <li key={file}>{speak(`pack.kind.${kind}`, { file, size: numbers.bytes(bytes) })}</li>
        ))}
      </ul>
      {pack.attributions.length > 0 ? <p className="quiet small">{pack.attributions.join(" · ")}</p> : null}
      {missing.length > 0 ? (
        <Note kind="warn">{speak("pack.incomplete", { files: missing.map(({ file }) => file).join(", ") })}</Note>
      ) : null}
      <div className="row">
        <Button
          icon={Layers}
          why={drawn.length === 0 ? speak("pack.why.nothing-drawn") : busy ? speak("ui.opening") : undefined}
          onClick={() => void use()}
        >
          {speak("pack.use")}
        </Button>
      </div>
    </li>
  );
}
