import type { ImportWarning, Progress } from "#core/bridge/bridge";
import { Note } from "#ui/controls/note.tsx";
import { useLanguage } from "#ui/language.tsx";

/** A long reading: what is being done, and how far it is. */
export function Running({ words, progress }: { words: string; progress: Progress | undefined }) {
  const { speak, numbers } = useLanguage();
  const stage = progress ? speak(`progress.${progress.stage}`) : words;
  return (
    <div className="stack" role="status">
      <div className="spread">
        <span>{stage}</span>
        <span className="quiet">{progress ? numbers.share(Math.round(progress.share * 100) / 100) : null}</span>
      </div>
      <progress aria-label={stage} max={1} {...(progress ? { value: progress.share } : {})} />
    </div>
  );
}

/** Remarks on a file. */
export function Warnings({ warnings }: { warnings: readonly ImportWarning[] }) {
  const { speak } = useLanguage();
  if (warnings.length === 0) return null;
  return (
    <Note kind="warn">
      <ul>
        {warnings.map((warning) => (
          <li key={warning.code}>{speak(`warning.${warning.code}`, { ...warning.params, count: warning.count })}</li>
        ))}
      </ul>
    </Note>
  );
}
