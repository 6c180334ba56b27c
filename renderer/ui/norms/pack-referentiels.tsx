import { Package } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** The référentiels that regional packs in reach bring, each to be taken by a press; nothing where there is none. */
export function PackReferentiels({ onTake }: { onTake: (name: string, text: string) => void }) {
  const { packs } = useBench().house;
  const { speak } = useLanguage();
  const list = useObservable(packs.list);
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    packs.load().catch(setFailure);
  }, [packs]);
  const brought = list.flatMap(({ id, name, members }) =>
    members.flatMap(({ kind, file, missing }) => (kind === "referentiel" && !missing ? [{ id, name, file }] : [])),
  );
  const take = async (pack: string, file: string) => {
    try {
      onTake(file, await packs.text(pack, file));
      setFailure(undefined);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      {brought.length > 0 ? (
        <div className="row referentiel-packs">
          {brought.map(({ id, name, file }) => (
            <Button key={`${id} ${file}`} icon={Package} onClick={() => void take(id, file)}>
              {speak("norms.of-pack", { pack: name, file })}
            </Button>
          ))}
        </div>
      ) : null}
      {failure ? <Note kind="bad">{failureSentence(speak, failure)}</Note> : null}
    </>
  );
}
