import { Search, X } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { IconButton } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { guideIn } from "#ui/learn/guide-pages";
import { help } from "#ui/learn/help-place";
import { contentsAt, searchSections, wordsOf } from "#ui/learn/markdown";
import { SectionView } from "#ui/learn/markdown-view.tsx";
import { useObservable } from "#ui/use-observable";
import "./learn.css";

/** The guide, opened at the section of where the planner is; searched by words. Escape closes it. */
export function HelpPane() {
  const { speak, lang } = useLanguage();
  const place = useObservable(help);
  const [question, setQuestion] = useState("");
  const asked = useDeferredValue(question);
  const body = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  const sections = useMemo(() => guideIn(lang), [lang]);
  const found = searchSections(sections, asked);
  const listed = asked.trim() === "" ? contentsAt(sections, place) : found;

  // The focus goes to the section, and comes back to where it was.
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    const wanted = body.current?.querySelector<HTMLElement>(`[data-section="${place}"]`);
    const section = wanted ?? body.current?.querySelector<HTMLElement>("[data-section]");
    section?.scrollIntoView({ block: "start" });
    section?.focus({ preventScroll: true });
  }, [place]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !pane.current?.contains(document.activeElement)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      help.set(undefined);
    };
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);

  return (
    <section ref={pane} className="help-pane" aria-label={speak("learn.help")}>
      <header>
        <h2>{speak("learn.help")}</h2>
        <IconButton icon={X} name={speak("ui.close")} onClick={() => help.set(undefined)} />
      </header>
      <div className="help-search">
        <Search aria-hidden="true" size={14} />
        <input
          className="input"
          type="search"
          aria-label={speak("learn.help.search")}
          placeholder={speak("learn.help.search")}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
      </div>
      <nav className="help-list" aria-label={speak("learn.help.sections")}>
        {listed.map((section) => (
          <button
            key={section.id}
            type="button"
            aria-current={section.id === place ? "true" : undefined}
            onClick={() => help.set(section.id)}
          >
            {section.blocks[0] ? wordsOf(section.blocks[0]) : section.id}
          </button>
        ))}
      </nav>
      <p className="unseen" role="status">
        {asked.trim() === "" ? "" : speak("learn.help.found", { count: found.length })}
      </p>
      <div className="help-body" ref={body}>
        {found.map((section) => (
          <article key={section.id} data-section={section.id} tabIndex={-1}>
            <SectionView section={section} question={asked} />
          </article>
        ))}
        {found.length === 0 ? <p className="quiet">{speak("learn.help.none")}</p> : null}
      </div>
    </section>
  );
}
