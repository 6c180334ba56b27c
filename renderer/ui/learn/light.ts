/** Controls that the lesson speaks of carry `data-mark`; the one it speaks of now, `data-lit`. */
function markedControl(marks: readonly string[]): HTMLElement | undefined {
  for (const mark of marks) {
    for (const found of document.querySelectorAll<HTMLElement>(`[data-mark="${mark}"]`)) {
      if (found.getClientRects().length > 0) return found;
    }
  }
  return undefined;
}

/** Lights the first of the marked controls that is on the screen, and keeps to it as the screen changes. */
export function lightMarks(marks: readonly string[]): () => void {
  let lit: HTMLElement | undefined;
  let frame = 0;
  const look = (): void => {
    frame = 0;
    const wanted = markedControl(marks);
    if (wanted === lit && (!lit || lit.dataset["lit"] !== undefined)) return;
    delete lit?.dataset["lit"];
    lit = wanted;
    if (lit) lit.dataset["lit"] = "";
  };
  const watcher = new MutationObserver(() => {
    frame ||= requestAnimationFrame(look);
  });
  watcher.observe(document.body, { childList: true, subtree: true });
  look();
  return () => {
    watcher.disconnect();
    cancelAnimationFrame(frame);
    delete lit?.dataset["lit"];
  };
}

/** Puts the focus on the control a step speaks of. */
export function focusMarked(marks: readonly string[]): void {
  const control = markedControl(marks);
  const focusable = "button, input, [tabindex]:not([tabindex='-1'])";
  const target = control?.matches(focusable) ? control : control?.querySelector<HTMLElement>(focusable);
  target?.focus();
  control?.scrollIntoView({ block: "nearest" });
}
