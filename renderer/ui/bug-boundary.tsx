import { Component, type ReactNode } from "react";
import { preferences } from "#store/preferences";
import { Button } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { languageNamed } from "#ui/language.tsx";

/** Shows a fault of the interface once, plainly, and offers to load the window again; the work is on the disk. */
export class BugBoundary extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const { speak } = languageNamed(preferences.tongue.get());
    return (
      <main className="centred">
        <div className="stack">
          <h1>{speak("ui.bug.title")}</h1>
          <p>{speak("ui.bug.words")}</p>
          <Note kind="bad">{error.message}</Note>
          <div>
            <Button kind="primary" onClick={() => location.reload()}>
              {speak("ui.bug.reload")}
            </Button>
          </div>
        </div>
      </main>
    );
  }
}
