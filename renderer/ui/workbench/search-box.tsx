import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Found } from "#core/derived/search";
import { classOf } from "#core/features/classes";
import { useLanguage } from "#ui/language.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

const MOST = 10;

/** Finds a parcel by its number, an îlot, a facility or a street by name. */
export function SearchBox() {
  const bench = useBench();
  const { speak, word } = useLanguage();
  useSnapshot();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const hits = open ? bench.find(text, MOST) : [];

  useEffect(() => {
    bench.focusSearch = () => {
      input.current?.focus();
      input.current?.select();
    };
    return () => {
      bench.focusSearch = () => undefined;
    };
  }, [bench]);

  const wordsOf = (hit: Found): string => {
    const fields = bench.session.project.get(hit.id)?.fields ?? {};
    const { ilot, number, name } = fields;
    if (number !== undefined) return ilot === undefined ? String(number) : `${ilot}/${number}`;
    return String(name ?? fields["holder"] ?? fields["ninacad"] ?? hit.id);
  };
  const choose = (hit: Found) => {
    bench.show([hit.id]);
    setOpen(false);
    setText(wordsOf(hit));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((now) => (hits.length === 0 ? 0 : (now + step + hits.length) % hits.length));
    } else if (event.key === "Enter") {
      const hit = hits[active];
      if (hit) choose(hit);
    } else if (event.key === "Escape") {
      setOpen(false);
      bench.editor.get()?.focus();
    }
  };
  const listed = open && text.trim() !== "";
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
        aria-activedescendant={listed && hits[active] ? `${listId}-${active}` : undefined}
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
        <div className="search-list menu" role="listbox" id={listId} aria-label={speak("ui.search.found")}>
          {hits.map((hit, index) => (
            <div
              key={hit.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="menu-item"
              data-highlighted={index === active ? "" : undefined}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(hit);
              }}
            >
              <span>{wordsOf(hit)}</span>
              <span className="quiet small">{word(classOf(hit.class).label)}</span>
            </div>
          ))}
          {hits.length === 0 ? <p className="quiet small search-none">{speak("ui.search.none")}</p> : null}
        </div>
      ) : null}
    </div>
  );
}
