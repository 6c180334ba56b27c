import { CornerDownRight, Lock, Route, Spline } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { readEntry } from "#core/derived/written-entry";
import type { Position } from "#core/geometry/geometry";
import { GON_PER_DEGREE, gridBearingDeg } from "#core/geometry/polar";
import { type ConstructionEvent, type LockKey, type Locks, lastOf } from "#editor/construction";
import type { MapEditor } from "#editor/map-editor";
import { type AngleUnit, drawingSettings } from "#store/drawing-settings";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";

/** Pixels the fields stand beside the hand, below the lengths that are written there. */
const BESIDE_PX = [16, 36] as const;

/**
 * Fields at the hand while a tool draws vertex by vertex: distance, bearing, X and Y of the next vertex. A figure
 * typed holds its value; Tab goes round while something is drawn, Enter sets the vertex, Escape goes back to the map.
 */
export function VertexEntry({ editor }: { editor: MapEditor }) {
  const drawn = useObservable(editor.drawn);
  return drawn ? <Fields editor={editor} drawn={drawn} /> : null;
}

function Fields({ editor, drawn }: { editor: MapEditor; drawn: readonly number[] }) {
  const { speak, numbers } = useLanguage();
  const cursor = useObservable(editor.cursor);
  const construction = useObservable(editor.construction);
  const unit = useObservable(drawingSettings.angleUnit);
  const [editing, setEditing] = useState<{ key: LockKey | "offset"; text: string }>();
  const [focused, setFocused] = useState(false);
  const box = useRef<HTMLFieldSetElement>(null);
  const hintId = useId();
  const last = lastOf(drawn);
  const { locks, mode } = construction;
  const keys: readonly LockKey[] = last ? ["distanceMm", "bearingDeg", "xMm", "yMm"] : ["xMm", "yMm"];

  // A figure typed on the map itself begins the first field.
  useEffect(() => {
    const begin = (): void => {
      const text = editor.typed.get();
      if (text === "") return;
      editor.typed.set("");
      const first = box.current?.querySelector("input");
      const key = first?.dataset["key"] as LockKey | undefined;
      if (!first || !key) return;
      first.focus();
      setEditing({ key, text });
      hold(editor, key, text, "", unit);
    };
    return editor.typed.subscribe(begin);
  }, [editor, unit]);
  // The next vertex begins with the first field.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each vertex set, not for the focus itself
  useEffect(() => {
    if (focused) box.current?.querySelector("input")?.focus();
  }, [drawn.length]);
  useFollow(editor, box, cursor, focused);

  if (!cursor && !focused) return null;

  const shown = (key: LockKey): string => {
    if (editing?.key === key) return editing.text;
    const value = locks[key] ?? (cursor ? valueAt(key, last, cursor) : undefined);
    if (value === undefined) return "";
    return numbers.number(key === "bearingDeg" ? inUnit(value, unit) : value / 1000, locks[key] === undefined ? 2 : 3);
  };
  const isWrong = editing !== undefined && editing.text.trim() !== "" && !readEntry(editing.text);

  const onKeyDown = (event: KeyboardEvent<HTMLFieldSetElement>): void => {
    const step = MODES[event.key.toLowerCase()];
    if (event.key === "Escape") {
      editor.construct({ type: "lock", locks: FREE });
      setEditing(undefined);
      editor.focus();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      editor.finish();
      setEditing(undefined);
      editor.focus();
    } else if (event.key === "Enter") {
      if (isWrong) return;
      setEditing(undefined);
      editor.placeNext();
    } else if (event.key === "Tab") {
      // Round and round only while something is drawn: no one is to be caught between map and fields.
      if (!last) return;
      const fields = [...(box.current?.querySelectorAll("input") ?? [])];
      const at = fields.indexOf(event.target as HTMLInputElement);
      fields.at((at + (event.shiftKey ? -1 : 1)) % fields.length)?.focus();
    } else if (step && !event.ctrlKey && !event.metaKey && !event.altKey) editor.construct(step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <fieldset
      ref={box}
      className="vertex-entry"
      data-help="drawing"
      aria-describedby={hintId}
      data-focused={focused ? "" : undefined}
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        setFocused(false);
        setEditing(undefined);
      }}
      onKeyDown={onKeyDown}
    >
      <legend className="unseen">{speak("draw.entry")}</legend>
      <span className="unseen" id={hintId}>
        {speak("draw.entry.hint")}
      </span>
      {keys.map((key) => (
        <Field
          key={key}
          name={key}
          label={speak(key === "bearingDeg" ? `draw.entry.bearingDeg.${unit}` : `draw.entry.${key}`)}
          text={shown(key)}
          isLocked={locks[key] !== undefined}
          isWrong={isWrong && editing?.key === key}
          onText={(text) => {
            setEditing({ key, text });
            hold(editor, key, text, editing?.key === key ? editing.text : "", unit);
          }}
          onLeave={() => setEditing(undefined)}
          onFree={() => {
            editor.construct({ type: "lock", locks: { [key]: undefined } });
            setEditing(undefined);
          }}
        />
      ))}
      {mode === "trace" ? (
        <Field
          name="offset"
          label={speak("draw.entry.offset")}
          text={editing?.key === "offset" ? editing.text : numbers.number(construction.offsetMm / 1000, 3)}
          isLocked={false}
          isWrong={isWrong && editing?.key === "offset"}
          onText={(text) => {
            setEditing({ key: "offset", text });
            const entry = readEntry(text);
            if (entry?.kind === "value") editor.construct({ type: "offset", offsetMm: entry.value * 1000 });
          }}
          onLeave={() => setEditing(undefined)}
        />
      ) : null}
      <div className="vertex-modes">
        {(["square", "arc", "trace"] as const).map((each) => {
          const Icon = ICONS[each];
          const isOn = each === "square" ? construction.square : mode === each;
          const event: ConstructionEvent = each === "square" ? { type: "square" } : { type: "mode", mode: each };
          return (
            <button
              key={each}
              type="button"
              className="vertex-mode"
              aria-pressed={isOn}
              tabIndex={-1}
              title={speak(`draw.mode.${each}`, { toleranceMm: construction.arcToleranceMm })}
              onClick={() => editor.construct(event)}
            >
              <Icon aria-hidden="true" size={13} />
              <span className={isOn ? undefined : "unseen"}>
                {speak(`draw.mode.${each}`, { toleranceMm: construction.arcToleranceMm })}
              </span>
              <kbd>{KEYS[each]}</kbd>
            </button>
          );
        })}
      </div>
      {isWrong ? (
        <p className="bad-words" role="alert">
          {speak("draw.entry.unreadable")}
        </p>
      ) : null}
    </fieldset>
  );
}

const ICONS = { square: CornerDownRight, arc: Spline, trace: Route } as const;
const KEYS = { square: "O", arc: "A", trace: "T" } as const;
const MODES: Readonly<Record<string, ConstructionEvent>> = {
  o: { type: "square" },
  a: { type: "mode", mode: "arc" },
  t: { type: "mode", mode: "trace" },
};
const FREE: Locks = { distanceMm: undefined, bearingDeg: undefined, xMm: undefined, yMm: undefined };

function Field(props: {
  name: string;
  label: string;
  text: string;
  isLocked: boolean;
  isWrong: boolean;
  onText: (text: string) => void;
  onLeave: () => void;
  onFree?: () => void;
}) {
  const { speak } = useLanguage();
  const id = useId();
  return (
    <div className="vertex-field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        className="input"
        inputMode="decimal"
        autoComplete="off"
        data-key={props.name}
        value={props.text}
        aria-invalid={props.isWrong}
        aria-description={props.isLocked ? speak("draw.entry.locked") : undefined}
        onChange={(event) => props.onText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={props.onLeave}
      />
      {props.isLocked && props.onFree ? (
        <button
          type="button"
          className="vertex-lock"
          tabIndex={-1}
          aria-label={speak("draw.entry.free", { what: props.label })}
          onClick={props.onFree}
        >
          <Lock aria-hidden="true" size={13} />
        </button>
      ) : null}
    </div>
  );
}

/**
 * Holds what a typed text says: its own value, or all that fixes a vertex (`@dx,dy`, `d<angle`, `x,y`).
 *
 * @param before what stood in the field: a pair that it held goes with it
 */
function hold(editor: MapEditor, key: LockKey, text: string, before: string, unit: AngleUnit): void {
  const entry = readEntry(text);
  const last = lastOf(editor.drawn.get() ?? []);
  const base = (readEntry(before)?.kind ?? "value") === "value" ? {} : FREE;
  const set = (more: Locks): void => editor.construct({ type: "lock", locks: { ...base, ...more } });
  if (!entry) set({ [key]: undefined });
  else if (entry.kind === "value") {
    set({ [key]: key === "bearingDeg" ? inDegrees(entry.value, unit) : Math.round(entry.value * 1000) });
  } else if (entry.kind === "polar" && last) {
    set({ ...FREE, distanceMm: entry.distanceM * 1000, bearingDeg: inDegrees(entry.angle, unit) });
  } else if (entry.kind === "place") set({ ...FREE, xMm: entry.xM * 1000, yMm: entry.yM * 1000 });
  else if (entry.kind === "step" && last) {
    set({ ...FREE, xMm: last[0] + entry.dxM * 1000, yMm: last[1] + entry.dyM * 1000 });
  }
}

function valueAt(key: LockKey, last: Position | undefined, at: Position): number | undefined {
  if (key === "xMm") return at[0];
  if (key === "yMm") return at[1];
  if (!last) return undefined;
  return key === "distanceMm" ? Math.hypot(at[0] - last[0], at[1] - last[1]) : gridBearingDeg(last, at);
}

function inUnit(deg: number, unit: AngleUnit): number {
  return unit === "gon" ? deg * GON_PER_DEGREE : deg;
}

function inDegrees(angle: number, unit: AngleUnit): number {
  return unit === "gon" ? angle / GON_PER_DEGREE : angle;
}

/** Keeps the fields beside the hand and inside the map; they stand still while they are typed in. */
function useFollow(
  editor: MapEditor,
  box: React.RefObject<HTMLFieldSetElement | null>,
  cursor: Position | undefined,
  still: boolean,
): void {
  useEffect(() => {
    const element = box.current;
    const pane = element?.offsetParent;
    if (!element || !pane || !cursor || (still && element.style.transform !== "")) return;
    const [clientX, clientY] = editor.clientAt(cursor);
    const ground = pane.getBoundingClientRect();
    const [dx, dy] = BESIDE_PX;
    let x = clientX - ground.left + dx;
    let y = clientY - ground.top + dy;
    if (x + element.offsetWidth > ground.width - 8) x = clientX - ground.left - dx - element.offsetWidth;
    if (y + element.offsetHeight > ground.height - 8) y = clientY - ground.top - dy - element.offsetHeight;
    element.style.transform = `translate(${Math.max(8, Math.round(x))}px, ${Math.max(8, Math.round(y))}px)`;
  });
}
