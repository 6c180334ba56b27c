import { CircleCheck, TriangleAlert } from "lucide-react";
import { useLanguage } from "#ui/language.tsx";

/** Whether a figure keeps to what it is held against, by sign and word; room for neither where there is nothing. */
export function Verdict({ meets }: { meets: boolean | undefined }) {
  const { speak } = useLanguage();
  if (meets === undefined) return <span className="verdict" />;
  const Icon = meets ? CircleCheck : TriangleAlert;
  return (
    <span className={meets ? "verdict severity-good" : "verdict severity-warning"}>
      <Icon aria-hidden="true" size={14} />
      <span className="unseen">{speak(meets ? "ui.score.meets" : "ui.score.misses")}</span>
    </span>
  );
}
