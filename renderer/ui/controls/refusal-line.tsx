import type { Refusal } from "#core/model/refusal";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";

/** Why what was asked in a dialog was refused; nothing while it was not. */
export function RefusalLine({ refusal }: { refusal: Refusal | undefined }) {
  const { speak } = useLanguage();
  if (!refusal) return null;
  return (
    <p className="message" role="alert">
      {codeSentence(speak, refusal)}
    </p>
  );
}
