import { Bookmark as BookmarkIcon, Trash2 } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { type Bookmark, withBookmark } from "#store/bookmarks";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { useLanguage } from "#ui/language.tsx";
import { Group } from "#ui/panels/panel.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Views kept by name: go there, keep the present one, forget one. */
export function BookmarksSection() {
  const bench = useBench();
  const { speak } = useLanguage();
  const views = useObservable(bench.bookmarks);
  const editor = useObservable(bench.editor);
  const [name, setName] = useState("");
  const id = useId();
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (!editor) return;
    bench.bookmarks.set(
      withBookmark(views, name.trim() || speak("look.view.name", { n: views.length + 1 }), editor.place),
    );
    setName("");
  };
  const forget = (view: Bookmark) => {
    const before = bench.bookmarks.get();
    bench.bookmarks.set(before.filter((each) => each !== view));
    notify(speak("look.view.forgotten", { name: view.name }), {
      id: "view",
      kind: "good",
      action: { words: speak("ui.undo"), run: () => bench.bookmarks.set(before) },
    });
  };
  return (
    <Group title={speak("look.views")}>
      <form className="row" onSubmit={keep}>
        <label className="unseen" htmlFor={id}>
          {speak("look.view.name-label")}
        </label>
        <input
          id={id}
          className="input"
          placeholder={speak("look.view.name", { n: views.length + 1 })}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button submit icon={BookmarkIcon} onClick={() => undefined}>
          {speak("look.view.keep")}
        </Button>
      </form>
      {views.length === 0 ? <p className="quiet small">{speak("look.views.empty")}</p> : null}
      <ul className="look-list">
        {views.map((view) => (
          <li key={view.name} className="row">
            <button type="button" className="list-button" onClick={() => editor?.goTo(view)}>
              <BookmarkIcon aria-hidden="true" />
              <span>{view.name}</span>
            </button>
            <IconButton
              icon={Trash2}
              name={speak("look.view.forget", { name: view.name })}
              side="left"
              onClick={() => forget(view)}
            />
          </li>
        ))}
      </ul>
    </Group>
  );
}
