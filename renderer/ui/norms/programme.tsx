import { Users, X } from "lucide-react";
import type { LayoutParams, LayoutScore } from "#core/engines/layout/layout-types";
import { facilityKinds } from "#core/features/common-fields";
import { type FacilityKind, facilityKindNames, useOfKind } from "#core/features/facility-kinds";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import { useLanguage } from "#ui/language.tsx";
import { linesOf, neededBy, requestsOf } from "#ui/norms/programme-lines";
import { useNorms } from "#ui/workbench/bench-context.tsx";
import "./norms.css";

/** The facilities wanted: how many of each kind, how large; or as many as the people of the plan ask for. */
export function Programme(props: {
  facilities: LayoutParams["facilities"];
  /** Of the plan as it was last laid out. */
  score: LayoutScore | undefined;
  onChange: (facilities: LayoutParams["facilities"]) => void;
}) {
  const { speak, word } = useLanguage();
  const norms = useNorms();
  const { facilities, score, onChange } = props;
  const lines = linesOf(facilities, norms);
  const put = (next: typeof lines) => onChange(requestsOf(next, norms));
  const nameOf = (kind: FacilityKind): string => {
    const label = facilityKinds.find(({ value }) => value === useOfKind[kind])?.label;
    return label ? word(label) : kind;
  };
  const free = facilityKindNames.filter((kind) => !lines.some((line) => line.kind === kind));
  return (
    <>
      {lines.length > 0 ? (
        <div className="programme" aria-hidden="true">
          <span className="heading">{speak("norms.programme.kind")}</span>
          <span className="heading">{speak("norms.programme.many")}</span>
          <span className="heading">m²</span>
        </div>
      ) : null}
      {lines.map((line, place) => {
        const name = nameOf(line.kind);
        const set = (change: Partial<typeof line>) =>
          put(lines.map((one, p) => (p === place ? { ...one, ...change } : one)));
        return (
          <div className="programme" key={`${line.kind} ${line.areaM2}`}>
            <span>{name}</span>
            <NumberInput
              label={speak("norms.programme.count", { name })}
              value={line.count}
              min={1}
              max={30}
              decimals={0}
              onChange={(count) => count !== undefined && set({ count: Math.round(count) })}
            />
            <NumberInput
              label={speak("norms.programme.area", { name })}
              value={line.areaM2}
              min={20}
              max={2_000_000}
              step={100}
              decimals={0}
              onChange={(areaM2) => areaM2 !== undefined && set({ areaM2 })}
            />
            <IconButton
              icon={X}
              name={speak("norms.programme.remove", { name })}
              onClick={() => put(lines.filter((_, p) => p !== place))}
            />
          </div>
        );
      })}
      {free.length > 0 ? (
        <ChoiceInput
          label={speak("norms.programme.add")}
          value=""
          choices={[
            { value: "", words: speak("norms.programme.choose") },
            ...free.map((kind) => ({ value: kind, words: nameOf(kind) })),
          ]}
          onChange={(kind) => kind && onChange([...facilities, kind as FacilityKind])}
        />
      ) : null}
      <Button
        icon={Users}
        wide
        why={score?.people ? undefined : speak("norms.why.no-plan")}
        onClick={() => onChange(neededBy(score?.people ?? 0, facilities, norms))}
      >
        {speak("norms.programme.by-people")}
      </Button>
    </>
  );
}
