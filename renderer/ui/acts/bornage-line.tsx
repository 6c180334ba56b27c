import { borne } from "#core/features/borne";
import { fieldOf } from "#core/features/feature-class";
import type { Feature } from "#core/model/feature";
import { actNamed } from "#ui/acts/act-named";
import { useLanguage } from "#ui/language.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** The act that a borne was planted, found or missed by; nothing where none was made. */
export function BornageLine({ feature }: { feature: Feature }) {
  const { session } = useBench();
  const { lang, word } = useLanguage();
  const words = feature.class === "borne" ? actNamed(session.project, feature.fields["act"], lang) : undefined;
  const label = fieldOf(borne, "act")?.label;
  return words && label ? (
    <dl className="measures">
      <div>
        <dt>{word(label)}</dt>
        <dd>{words}</dd>
      </div>
    </dl>
  ) : null;
}
