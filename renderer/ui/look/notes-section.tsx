import { CircleCheck, MessageSquare, Trash2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { deleteFeatures } from "#core/commands/delete-features";
import { updateFields } from "#core/commands/update-fields";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { CheckInput, TextInput } from "#ui/controls/fields.tsx";
import { useLanguage } from "#ui/language.tsx";
import { noteAuthor } from "#ui/look/place-note";
import { Group } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

/** Notes pinned to the map: those to see to first. A click shows the place and opens the note. */
export function NotesSection() {
  const bench = useBench();
  const { speak } = useLanguage();
  const notes = useDerived(notesOf);
  const chosen = useObservable(bench.session.selection);
  const [all, setAll] = useState(true);
  useObservable(bench.editor);
  const open = notes.filter((note) => !isDone(note));
  const shown = all ? notes : notes.filter((note) => !isDone(note) || chosen.has(note.id));
  return (
    <Group
      title={speak("look.notes")}
      aside={<span className="quiet small">{speak("look.notes.open", { count: open.length })}</span>}
    >
      <ActionButton id="place-note" words />
      {notes.length === 0 ? (
        <p className="quiet small">{speak("look.notes.empty")}</p>
      ) : (
        <CheckInput checked={!all} onChange={(checked) => setAll(!checked)}>
          {speak("look.notes.only-open")}
        </CheckInput>
      )}
      <ul className="look-list">
        {shown.map((note) => (
          <NoteLine key={note.id} note={note} open={chosen.size === 1 && chosen.has(note.id)} />
        ))}
      </ul>
    </Group>
  );
}

function NoteLine({ note, open }: { note: Feature; open: boolean }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const done = isDone(note);
  const { text, author, date } = note.fields;
  const about = [author, date === undefined ? undefined : numbers.day(String(date))].filter(Boolean).join(" · ");
  const turn = () =>
    bench.run(updateFields, { ids: [note.id], fields: { state: done ? "ouverte" : "traitee" } }, { undoable: !done });
  return (
    <li className={done ? "note-line done" : "note-line"}>
      <div className="row">
        <button
          type="button"
          className="list-button"
          aria-expanded={open}
          onClick={() => (open ? bench.session.selection.clear() : bench.show([note.id]))}
        >
          <MessageSquare aria-hidden="true" />
          <span>
            <span className="note-text">{text === undefined ? speak("look.note.untold") : text}</span>
            {done ? <span className="unseen">{speak("look.note.done")}</span> : null}
            {about ? <span className="quiet small block">{about}</span> : null}
          </span>
        </button>
        <IconButton
          icon={CircleCheck}
          name={speak("look.note.mark-done")}
          pressed={done}
          side="left"
          onClick={() => void turn()}
        />
      </div>
      {open ? <NoteForm note={note} /> : null}
    </li>
  );
}

function NoteForm({ note }: { note: Feature }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const id = useId();
  const kept = String(note.fields["text"] ?? "");
  const keptAuthor = String(note.fields["author"] ?? "");
  const [text, setText] = useState(kept);
  const [author, setAuthor] = useState(keptAuthor);
  const area = useRef<HTMLTextAreaElement>(null);
  const givenUp = useRef(false);
  useEffect(() => setText(kept), [kept]);
  useEffect(() => setAuthor(keptAuthor), [keptAuthor]);
  // A note that says nothing yet is there to be written.
  useEffect(() => {
    if (kept === "") area.current?.focus();
  }, [kept]);
  const keepText = () => {
    const asItWas = givenUp.current || text.trim() === kept;
    givenUp.current = false;
    if (!asItWas) bench.run(updateFields, { ids: [note.id], fields: { text: text.trim() || null } });
  };
  const keepAuthor = () => {
    if (author.trim() === keptAuthor) return;
    if (!bench.run(updateFields, { ids: [note.id], fields: { author: author.trim() || null } }))
      noteAuthor.set(author.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      // Leaving the field keeps what was typed.
      bench.editor.get()?.focus();
    } else if (event.key === "Escape") {
      givenUp.current = true;
      setText(kept);
      bench.editor.get()?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="note-form">
      <div className="field">
        <label htmlFor={id}>{speak("look.note.text")}</label>
        <textarea
          ref={area}
          id={id}
          className="input"
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={keepText}
          onKeyDown={onKeyDown}
        />
      </div>
      <TextInput label={speak("look.note.author")} value={author} onChange={setAuthor} onBlur={keepAuthor} />
      <div>
        <Button
          kind="danger"
          icon={Trash2}
          onClick={() => void bench.run(deleteFeatures, { ids: [note.id] }, { undoable: true })}
        >
          {speak("look.note.delete")}
        </Button>
      </div>
    </div>
  );
}

/** Notes to see to first, then the others; the latest first in each. */
function notesOf(project: ProjectView): readonly Feature[] {
  const dated = (note: Feature): string => String(note.fields["date"] ?? "");
  return [...project.ofClass("note")]
    .reverse()
    .sort((a, b) => Number(isDone(a)) - Number(isDone(b)) || dated(b).localeCompare(dated(a)));
}

function isDone(note: Feature): boolean {
  return note.fields["state"] === "traitee";
}
