import type { Side } from "#core/derived/divide/sides";
import { facilityKinds } from "#core/features/common-fields";
import { ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import type { LandSettings, LandWork } from "#ui/divide/land-draft";
import { useLanguage } from "#ui/language.tsx";

const methods = ["equal", "areas", "width", "parallel", "point"] as const;
const remainders = ["create", "last", "spread"] as const;
const housePolicies = ["refuse", "shift", "allow"] as const;

interface FieldsProps {
  readonly work: LandWork;
  readonly settings: LandSettings;
  readonly sides: readonly Side[];
  readonly onChange: (more: Partial<LandSettings>) => void;
}

/** What each act on land asks. */
export function LandFields(props: FieldsProps) {
  switch (props.work.kind) {
    case "divide":
      return <DivideFields {...props} />;
    case "adjust":
      return <AdjustFields {...props} />;
    case "remembrement":
      return <RegroupFields {...props} />;
    case "cede":
      return <CedeFields {...props} />;
    case "reserve":
      return <ReserveFields {...props} />;
  }
}

function DivideFields({ settings, sides, onChange }: FieldsProps) {
  const { speak } = useLanguage();
  const { method, direction } = settings;
  const parallelCuts = method !== "parallel" && method !== "point";
  const directions = ["auto", "across", "parallel", ...(typeof direction === "object" ? ["dragged"] : [])];
  return (
    <>
      {method === "equal" ? (
        <div data-first>
          <NumberInput
            label={speak("divide.count")}
            value={settings.parts}
            min={2}
            max={200}
            decimals={0}
            onChange={(parts) => parts !== undefined && onChange({ parts })}
          />
        </div>
      ) : null}
      <ChoiceInput
        label={speak("divide.method")}
        value={method}
        choices={methods.map((value) => ({ value, words: speak(`divide.method.${value}`) }))}
        onChange={(value) => onChange({ method: methods.find((each) => each === value) ?? "equal" })}
      />
      {method === "areas" || method === "point" ? <AreaList settings={settings} onChange={onChange} /> : null}
      {method === "point" ? <p className="quiet small">{speak("divide.point.how")}</p> : null}
      {method === "width" ? (
        <NumberInput
          label={speak("divide.width")}
          value={settings.widthM}
          min={0.1}
          onChange={(widthM) => widthM !== undefined && onChange({ widthM })}
        />
      ) : null}
      {method === "parallel" ? (
        <TextInput
          label={speak("divide.distances")}
          value={settings.distances}
          onChange={(distances) => onChange({ distances })}
        />
      ) : null}
      {parallelCuts ? (
        <ChoiceInput
          label={speak("divide.direction")}
          value={typeof direction === "object" ? "dragged" : direction}
          choices={directions.map((value) => ({ value, words: speak(`divide.direction.${value}`) }))}
          onChange={(value) => {
            if (value === "auto" || value === "across" || value === "parallel") onChange({ direction: value });
          }}
        />
      ) : null}
      {method === "parallel" || (parallelCuts && (direction === "across" || direction === "parallel")) ? (
        <SideChoice settings={settings} sides={sides} onChange={onChange} />
      ) : null}
      {method === "areas" || method === "width" || method === "point" ? (
        <ChoiceInput
          label={speak("divide.remainder")}
          value={settings.remainder}
          choices={remainders.map((value) => ({ value, words: speak(`divide.remainder.${value}`) }))}
          onChange={(value) => onChange({ remainder: remainders.find((each) => each === value) ?? "create" })}
        />
      ) : null}
      <NumberInput
        label={speak("divide.min-front")}
        value={settings.minFrontageM}
        min={0}
        onChange={(minFrontageM) => onChange({ minFrontageM })}
      />
      <HouseChoice settings={settings} onChange={onChange} policies={housePolicies} />
    </>
  );
}

function AdjustFields({ settings, onChange }: FieldsProps) {
  const { speak } = useLanguage();
  return (
    <>
      <div data-first>
        <ChoiceInput
          label={speak("divide.method")}
          value={settings.adjust}
          choices={(["straighten", "area"] as const).map((value) => ({
            value,
            words: speak(`divide.adjust.${value}`),
          }))}
          onChange={(value) => onChange({ adjust: value === "area" ? "area" : "straighten" })}
        />
      </div>
      {settings.adjust === "area" ? (
        <NumberInput
          label={speak("divide.moved")}
          value={settings.movedM2}
          hint={speak("divide.moved.hint")}
          onChange={(movedM2) => movedM2 !== undefined && onChange({ movedM2 })}
        />
      ) : null}
      <HouseChoice settings={settings} onChange={onChange} policies={["refuse", "allow"]} />
    </>
  );
}

function RegroupFields({ settings, onChange }: FieldsProps) {
  const { speak } = useLanguage();
  const byAreas = settings.method === "areas";
  return (
    <>
      <div data-first>
        <ChoiceInput
          label={speak("divide.method")}
          value={byAreas ? "areas" : "equal"}
          choices={(["equal", "areas"] as const).map((value) => ({ value, words: speak(`divide.method.${value}`) }))}
          onChange={(value) => onChange({ method: value === "areas" ? "areas" : "equal" })}
        />
      </div>
      {byAreas ? (
        <AreaList settings={settings} onChange={onChange} />
      ) : (
        <NumberInput
          label={speak("divide.count")}
          value={settings.parts}
          min={2}
          max={200}
          decimals={0}
          onChange={(parts) => parts !== undefined && onChange({ parts })}
        />
      )}
      <HouseChoice settings={settings} onChange={onChange} policies={housePolicies} />
    </>
  );
}

function CedeFields({ settings, sides, onChange }: FieldsProps) {
  const { speak } = useLanguage();
  return (
    <>
      <div data-first>
        <NumberInput
          label={speak("divide.strip-width")}
          value={settings.widthM}
          min={0.1}
          onChange={(widthM) => widthM !== undefined && onChange({ widthM })}
        />
      </div>
      <SideChoice settings={settings} sides={sides} onChange={onChange} automatic />
      <HouseChoice settings={settings} onChange={onChange} policies={["refuse", "allow"]} />
    </>
  );
}

function ReserveFields({ settings, onChange }: FieldsProps) {
  const { speak, word } = useLanguage();
  return (
    <div data-first>
      <ChoiceInput
        label={speak("divide.purpose")}
        value={settings.purpose}
        choices={facilityKinds.map(({ value, label }) => ({ value, words: word(label) }))}
        onChange={(purpose) => onChange({ purpose })}
      />
    </div>
  );
}

function AreaList({ settings, onChange }: Pick<FieldsProps, "settings" | "onChange">) {
  const { speak } = useLanguage();
  return <TextInput label={speak("divide.areas")} value={settings.areas} onChange={(areas) => onChange({ areas })} />;
}

/** Sides by number and length; the chosen one is marked on the map. */
function SideChoice(props: Pick<FieldsProps, "settings" | "sides" | "onChange"> & { automatic?: boolean }) {
  const { speak, numbers } = useLanguage();
  const choices = props.sides.map(({ number, lengthMm }) => ({
    value: String(number),
    words: speak("divide.side.words", { number, length: numbers.number(lengthMm / 1000, 2) }),
  }));
  return (
    <ChoiceInput
      label={speak("divide.side")}
      value={String(props.automatic ? props.settings.side : Math.max(1, props.settings.side))}
      choices={props.automatic ? [{ value: "0", words: speak("divide.side.auto") }, ...choices] : choices}
      onChange={(value) => props.onChange({ side: Number(value) })}
    />
  );
}

function HouseChoice(
  props: Pick<FieldsProps, "settings" | "onChange"> & { policies: readonly LandSettings["houses"][] },
) {
  const { speak } = useLanguage();
  const { policies, settings } = props;
  return (
    <ChoiceInput
      label={speak("divide.houses")}
      value={policies.includes(settings.houses) ? settings.houses : "refuse"}
      choices={policies.map((value) => ({ value, words: speak(`divide.houses.${value}`) }))}
      onChange={(value) => props.onChange({ houses: policies.find((each) => each === value) ?? "refuse" })}
    />
  );
}
