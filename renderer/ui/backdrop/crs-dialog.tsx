import { useState } from "react";
import { projectedCrs } from "#core/geometry/crs";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { useLanguage } from "#ui/language.tsx";

/** UTM zones of Mali. */
const ZONES = ["EPSG:32628", "EPSG:32629", "EPSG:32630", "EPSG:32631"];

/** Asks in which CRS a world file's numbers are; the project's stands first. */
export function CrsDialog(props: { name: string; crs: string; onDone: (crs: string | undefined) => void }) {
  const { speak } = useLanguage();
  const [crs, setCrs] = useState(props.crs);
  const projected = [props.crs, ...ZONES.filter((code) => code !== props.crs)];
  return (
    <Modal
      help="backdrops"
      title={speak("backdrop.crs.title", { name: props.name })}
      onClose={() => props.onDone(undefined)}
      foot={
        <>
          <Button onClick={() => props.onDone(undefined)}>{speak("ui.cancel")}</Button>
          <Button kind="primary" onClick={() => props.onDone(crs)}>
            {speak("backdrop.add")}
          </Button>
        </>
      }
    >
      <p>{speak("backdrop.crs.why")}</p>
      <ChoiceInput
        label={speak("backdrop.crs")}
        value={crs}
        choices={[
          ...projected.map((code) => ({ value: code, words: `${projectedCrs(code)?.name ?? code} (${code})` })),
          { value: "EPSG:4326", words: speak("backdrop.crs.degrees") },
          { value: "EPSG:3857", words: speak("backdrop.crs.web") },
        ]}
        onChange={setCrs}
      />
    </Modal>
  );
}
