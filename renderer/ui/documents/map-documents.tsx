import { useEffect, useState } from "react";
import type { MapEditor } from "#editor/map-editor";
import { dropPhotos } from "#ui/documents/attach-files";
import { IMPORT_ACCEPT } from "#ui/files";
import { useLanguage } from "#ui/language.tsx";
import { chosenProfile, showsAction } from "#ui/profiles/profile";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";
import "./documents.css";

/** A press that moved farther was a drag, pixels. */
const STILL_PX = 4;

/** Names of files that the import wizard takes; photos among them are placed all the same. */
const IMPORTED = new RegExp(
  `(${IMPORT_ACCEPT.split(",")
    .map((ending) => ending.replaceAll(".", "\\."))
    .join("|")})$`,
  "i",
);

/** Photos and the map: files dropped on it are placed where they were taken, a click on a mark opens its photo. */
export function MapDocuments({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const busy = useObservable(bench.documents.busy);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const { element } = editor;
    const bears = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    // A file let go of beside its place would be opened by the browser, in place of the project.
    const onWindow = (event: DragEvent): void => {
      if (!bears(event)) return;
      const isFree = !event.defaultPrevented && showsAction("import", chosenProfile.get());
      if (!event.defaultPrevented && !isFree && event.dataTransfer) event.dataTransfer.dropEffect = "none";
      event.preventDefault();
      if (isFree && event.type === "drop") bench.importFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const onOver = (event: DragEvent): void => {
      if (!bears(event) || !showsAction("attach", chosenProfile.get())) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (): void => setOver(false);
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (!bears(event) || !showsAction("attach", chosenProfile.get())) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const data = files.filter(({ name }) => IMPORTED.test(name));
      // A text beside photos is a note, not a table.
      const isImport = data.length === files.length || data.some(({ name }) => !/\.txt$/i.test(name));
      if (isImport && showsAction("import", chosenProfile.get())) {
        bench.importFiles(files);
      } else void dropPhotos(bench, files);
    };
    let pressed: PointerEvent | undefined;
    const onPress = (event: PointerEvent): void => {
      pressed = event;
    };
    const onClick = (event: MouseEvent): void => {
      const still = pressed && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) < STILL_PX;
      const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && event.button === 0;
      if (!still || !plain || editor.tool.get().id !== "select") return;
      const [top] = editor.under(editor.positionAt([event.clientX, event.clientY]));
      const { project } = bench.session;
      if (top === undefined || project.get(top)?.fields["kind"] !== "photo") return;
      const placed = [...project.ofClass("document")].filter((one) => one.geometry && one.fields["kind"] === "photo");
      const when = (one: (typeof placed)[number]): string => String(one.fields["takenAt"] ?? "");
      placed.sort((a, b) => when(a).localeCompare(when(b)));
      bench.documents.show(
        placed.map(({ id }) => id),
        top,
      );
    };
    element.addEventListener("dragover", onOver);
    element.addEventListener("dragleave", onLeave);
    element.addEventListener("drop", onDrop);
    element.addEventListener("pointerdown", onPress, true);
    element.addEventListener("click", onClick);
    addEventListener("dragover", onWindow);
    addEventListener("drop", onWindow);
    return () => {
      element.removeEventListener("dragover", onOver);
      element.removeEventListener("dragleave", onLeave);
      element.removeEventListener("drop", onDrop);
      element.removeEventListener("pointerdown", onPress, true);
      element.removeEventListener("click", onClick);
      removeEventListener("dragover", onWindow);
      removeEventListener("drop", onWindow);
    };
  }, [bench, editor]);
  const words = busy
    ? speak("documents.busy", { done: busy.done + 1, count: busy.count })
    : over
      ? speak("documents.drop.here")
      : "";
  return (
    <p className={over ? "map-drop over" : "map-drop"} role="status">
      {words ? <span>{words}</span> : null}
    </p>
  );
}
