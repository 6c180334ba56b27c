import { useEffect } from "react";
import type { Packs } from "#store/packs";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";

/** OpenStreetMap extracts of the regional packs in reach, each a beginning of a project; nothing where there is none. */
export function PackExtracts({ packs, onStart }: { packs: Packs; onStart: (pack: string, file: string) => void }) {
  const { speak, numbers } = useLanguage();
  const list = useObservable(packs.list);
  useEffect(() => {
    // A pack that cannot be read is no reason to stop whoever came for a project.
    packs.load().catch(() => undefined);
  }, [packs]);
  const extracts = list.flatMap((pack) =>
    pack.members.filter(({ kind, missing }) => kind === "osm" && !missing).map((member) => ({ pack, member })),
  );
  if (extracts.length === 0) return null;
  return (
    <section aria-labelledby="start-packs" className="stack">
      <h2 id="start-packs">{speak("pack.start")}</h2>
      <ul className="recent">
        {extracts.map(({ pack, member }) => (
          <li key={`${pack.id}/${member.file}`}>
            <button type="button" className="recent-open" onClick={() => onStart(pack.id, member.file)}>
              <strong>{speak("pack.start.from", { name: pack.name, file: member.file })}</strong>
              <span className="quiet small">
                {speak("pack.start.words", { day: numbers.day(pack.date), size: numbers.bytes(member.bytes) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
