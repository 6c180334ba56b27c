import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type Issue, issueKey } from "#core/rules/issue";
import { IssueLine } from "#ui/checks/issue-line.tsx";
import { useLanguage } from "#ui/language.tsx";
import { Group } from "#ui/panels/panel.tsx";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** So many issues of one group are listed at first, and with each push of the button below them. */
const MOST = 40;

/** Issues under one heading. */
export interface IssueGroup {
  readonly id: string;
  readonly title: string;
  readonly issues: readonly Issue[];
  /** What can be done with all of them. */
  readonly acts?: ReactNode;
}

/** Groups of issues. Arrows go through them all; a click or Enter shows the place and chooses what is at fault. */
export function IssueList({ groups }: { groups: readonly IssueGroup[] }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const [shown, setShown] = useState<Readonly<Record<string, number>>>({});
  const host = useRef<HTMLDivElement>(null);
  const visible = groups.map((group) => ({ ...group, list: group.issues.slice(0, shown[group.id] ?? MOST) }));
  const keys = visible.flatMap(({ list }) => list.map(issueKey));
  const stop = chosen !== undefined && keys.includes(chosen) ? chosen : keys[0];

  // A mended issue leaves the list: the focus goes on to what stands in its place, not to the page's top.
  const place = useRef(0);
  useEffect(() => {
    if (chosen === undefined || keys.includes(chosen)) return;
    const next = keys[Math.min(place.current, keys.length - 1)];
    setChosen(next);
    const lines = host.current?.querySelectorAll<HTMLElement>("[data-issue]");
    if (document.activeElement === document.body) lines?.[Math.min(place.current, lines.length - 1)]?.focus();
  });

  const look = (issue: Issue) => {
    const key = issueKey(issue);
    place.current = keys.indexOf(key);
    setChosen(key);
    bench.session.selection.select(issue.ids.filter((id) => bench.session.project.get(id)));
    bench.lookAt(issue.at);
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    const lines = [...(host.current?.querySelectorAll<HTMLElement>("[data-issue]") ?? [])];
    const at = lines.indexOf(document.activeElement as HTMLElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    lines[Math.max(0, Math.min(lines.length - 1, at + step))]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows are heard where they bubble to; each line is a button
    <div ref={host} className="stack" onKeyDown={move}>
      {visible.map(({ id, title, issues, list, acts }) => (
        <Group key={id} title={title} aside={<span className="badge">{issues.length}</span>}>
          <ul className="lines">
            {list.map((issue) => {
              const key = issueKey(issue);
              return (
                <IssueLine
                  key={key}
                  issue={issue}
                  isChosen={key === chosen}
                  isStop={key === stop}
                  onChoose={() => look(issue)}
                />
              );
            })}
          </ul>
          {issues.length > list.length ? (
            <button
              type="button"
              className="button quiet"
              onClick={() => setShown((now) => ({ ...now, [id]: list.length + MOST * 5 }))}
            >
              {speak("ui.checks.more", { count: issues.length - list.length })}
            </button>
          ) : null}
          {acts}
        </Group>
      ))}
    </div>
  );
}
