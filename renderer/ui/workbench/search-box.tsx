import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { CallRow } from "#ui/find/call-row.tsx";
import { type Finding, findingsOf } from "#ui/find/findings";
import { useProjects } from "#ui/find/use-projects";
import { useLanguage } from "#ui/language.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";
import "../find/find.css";

/** One box for all that can be found: parcels, places, coordinates, Plus codes, and commands. */
export function SearchBox() {
  const bench = useBench();
  const language = useLanguage();
  const { speak } = language;
  useSnapshot();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const listed = open && text.trim() !== "";
  const projects = useProjects(listed);
  const groups = listed ? findingsOf(bench, language, projects, text) : [];
  const all = groups.flatMap(({ findings }) => findings);
  const chosen = all[active];

  useEffect(() => {
    bench.focusSearch = () => {
      input.current?.focus();
      input.current?.select();
    };
    return () => {
      bench.focusSearch = () => undefined;
    };
  }, [bench]);
  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, listId]);

  const choose = (finding: Finding | undefined) => {
    if (!finding) return;
    bench.editor.get()?.mark.set(undefined);
    setOpen(false);
    setText(finding.kept);
    finding.choose();
    // What was found lies on the map, and so do the keys for it; a command goes where it goes.
    if (!finding.call) bench.editor.get()?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((now) => (all.length === 0 ? 0 : (now + step + all.length) % all.length));
    } else if (event.key === "Enter") choose(chosen);
    else if (event.key === "Escape") {
      event.preventDefault();
      setOpen(false);
      bench.editor.get()?.focus();
    }
  };
  return (
    <div className="search">
      <Search aria-hidden="true" size={14} />
      <input
        ref={input}
        className="input"
        type="search"
        role="combobox"
        aria-label={speak("ui.search")}
        aria-expanded={listed}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={listed && chosen ? `${listId}-${active}` : undefined}
        placeholder={speak("ui.search.hint")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {listed ? (
        <div className="search-list menu" onPointerDown={(event) => event.preventDefault()}>
          <div role="listbox" id={listId} aria-label={speak("ui.search.found")}>
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox, not of fields
              <div key={group.id} role="group" aria-label={speak(`find.group.${group.id}`)}>
                <p className="search-group" aria-hidden="true">
                  {speak(`find.group.${group.id}`)}
                </p>
                {group.findings.map((finding) => {
                  const index = all.indexOf(finding);
                  return (
                    <div
                      key={finding.key}
                      id={`${listId}-${index}`}
                      role="option"
                      tabIndex={-1}
                      aria-selected={index === active}
                      aria-disabled={finding.call?.why ? true : undefined}
                      className="menu-item choice"
                      data-highlighted={index === active ? "" : undefined}
                      onPointerMove={() => setActive(index)}
                      onClick={() => choose(finding)}
                      onKeyDown={onKeyDown}
                    >
                      {finding.call ? (
                        <CallRow call={finding.call} />
                      ) : (
                        <>
                          <span className="choice-words">{finding.words}</span>
                          <span className="quiet small">{finding.detail}</span>
                        </>
                      )}
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
          {all.length === 0 ? (
            <div className="search-none" role="status">
              <p>{speak("find.none")}</p>
              <ul className="quiet small">
                {(["parcel", "name", "coordinates", "plus-code", "command"] as const).map((kind) => (
                  <li key={kind}>{speak(`find.try.${kind}`)}</li>
                ))}
              </ul>
            </div>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
