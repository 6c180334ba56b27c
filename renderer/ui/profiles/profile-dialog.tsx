import { UserRound } from "lucide-react";
import { useState } from "react";
import { Button } from "#ui/controls/button.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { useLanguage } from "#ui/language.tsx";
import { chosenProfile, profiles } from "#ui/profiles/profile";
import { useObservable } from "#ui/use-observable";
import "./profiles.css";

/** Chooses who works at this machine: one of three profiles, each with what it shows. */
export function ProfileDialog({ onClose }: { onClose: () => void }) {
  const { speak } = useLanguage();
  const chosen = useObservable(chosenProfile);
  return (
    <Modal
      help="data"
      title={speak("find.profile.title")}
      onClose={onClose}
      foot={
        <Button kind="primary" onClick={onClose}>
          {speak("ui.close")}
        </Button>
      }
    >
      <fieldset className="profiles">
        <legend className="quiet">{speak("find.profile.words")}</legend>
        {profiles.map(({ id, icon: Icon }) => (
          <label key={id} className="profile">
            <input
              type="radio"
              name="profile"
              checked={id === chosen}
              onChange={() => chosenProfile.set(id)}
              aria-describedby={`profile-${id}`}
            />
            <Icon aria-hidden="true" />
            <span>
              <strong>{speak(`find.profile.${id}`)}</strong>
              <span className="quiet small" id={`profile-${id}`}>
                {speak(`find.profile.${id}.words`)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </Modal>
  );
}

/** The profile in use, as a button of the start screen. */
export function ProfileButton() {
  const { speak } = useLanguage();
  const chosen = useObservable(chosenProfile);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" icon={UserRound} onClick={() => setOpen(true)}>
        {speak("find.profile.now", { profile: speak(`find.profile.${chosen}`) })}
      </Button>
      {open ? <ProfileDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
