import { Star } from "lucide-react";
import { useLanguage } from "#ui/language.tsx";

/** The best value of a row: bold, with a star before it and a word for who cannot see it. */
export function BestMark({ isBest, children }: { isBest: boolean; children: string }) {
  const { speak } = useLanguage();
  if (!isBest) return <>{children}</>;
  return (
    <b className="best">
      <Star aria-hidden="true" size={11} fill="currentColor" />
      {children}
      <span className="unseen">{speak("scenarios.best")}</span>
    </b>
  );
}
