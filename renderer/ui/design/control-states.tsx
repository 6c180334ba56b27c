import { Scissors, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { CheckInput, ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import { useLanguage } from "#ui/language.tsx";

const kinds = ["plain", "primary", "quiet", "danger"] as const;
const nothing = () => undefined;

/** Every control in every state. */
export function ControlStates() {
  const { speak, numbers } = useLanguage();
  const [text, setText] = useState(speak("charter.field.sample"));
  const [area, setArea] = useState<number | undefined>(400);
  const [checked, setChecked] = useState(true);
  const why = speak("charter.why");
  return (
    <>
      <h3>{speak("charter.buttons")}</h3>
      <table className="states">
        <tbody>
          {kinds.map((kind) => {
            const words = speak(`charter.button.${kind}`);
            return (
              <tr key={kind}>
                <td>
                  <Button kind={kind} icon={kind === "danger" ? Trash2 : Scissors} onClick={nothing}>
                    {words}
                  </Button>
                  <small>{speak("charter.state.rest")}</small>
                </td>
                <td>
                  <span className="as-focused">
                    <Button kind={kind} onClick={nothing}>
                      {words}
                    </Button>
                  </span>
                  <small>{speak("charter.state.focus")}</small>
                </td>
                <td>
                  <Button kind={kind} pressed onClick={nothing}>
                    {words}
                  </Button>
                  <small>{speak("charter.state.pressed")}</small>
                </td>
                <td>
                  <Button kind={kind} why={why} onClick={nothing}>
                    {words}
                  </Button>
                  <small>{speak("charter.state.off")}</small>
                </td>
              </tr>
            );
          })}
          <tr>
            <td>
              <IconButton icon={Scissors} name={speak("ui.action.split")} onClick={nothing} />
              <small>{speak("charter.state.rest")}</small>
            </td>
            <td>
              <span className="as-focused">
                <IconButton icon={Scissors} name={speak("ui.action.split")} onClick={nothing} />
              </span>
              <small>{speak("charter.state.focus")}</small>
            </td>
            <td>
              <IconButton icon={Scissors} name={speak("ui.action.split")} pressed onClick={nothing} />
              <small>{speak("charter.state.pressed")}</small>
            </td>
            <td>
              <IconButton icon={Scissors} name={speak("ui.action.split")} why={why} onClick={nothing} />
              <small>{speak("charter.state.off")}</small>
            </td>
          </tr>
        </tbody>
      </table>
      <p>
        <span className="as-lit">{speak("charter.lit")}</span>
      </p>
      <h3>{speak("charter.fields")}</h3>
      <div className="two">
        <TextInput label={speak("charter.field.text")} value={text} onChange={setText} />
        <TextInput label={speak("charter.field.read")} value={text} readOnly onChange={nothing} />
        <NumberInput
          label={speak("charter.field.number")}
          value={area}
          min={60}
          max={20_000}
          step={50}
          onChange={setArea}
        />
        <ChoiceInput
          label={speak("charter.field.choice")}
          value="light"
          choices={[{ value: "light", words: speak("charter.theme.light") }]}
          onChange={nothing}
        />
        <div className="field">
          <span className="field-label">{speak("charter.field.wrong")}</span>
          <input
            className="input"
            aria-invalid="true"
            aria-label={speak("charter.field.wrong")}
            readOnly
            value={text}
          />
        </div>
        <CheckInput checked={checked} onChange={setChecked}>
          {speak("charter.field.check")}
        </CheckInput>
      </div>
      <h3>{speak("charter.notes")}</h3>
      <div className="stack">
        <Note>{speak("charter.note.plain")}</Note>
        <Note kind="good">{speak("charter.note.good")}</Note>
        <Note kind="warn">{speak("charter.note.warn")}</Note>
        <Note kind="bad">{speak("charter.note.bad")}</Note>
        <p className="quiet">{speak("charter.empty")}</p>
        <progress aria-label={speak("charter.progress")} max={1} value={0.6} />
      </div>
      <h3>{speak("charter.figures")}</h3>
      <table className="figures">
        <tbody>
          <tr>
            <th scope="row">{speak("ui.score.lots")}</th>
            <td>{numbers.number(1240)}</td>
          </tr>
          <tr>
            <th scope="row">{speak("ui.score.site")}</th>
            <td>{numbers.area(384_200)}</td>
          </tr>
        </tbody>
      </table>
    </>
  );
}
