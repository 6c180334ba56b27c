import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { Position } from "#core/geometry/geometry";
import { useLanguage } from "#ui/language.tsx";

/** What of the picture is shown: its pixel at the middle, and screen pixels a pixel of it. */
interface Look {
  readonly at: Position;
  readonly zoom: number;
}

const STEP_PX = 24;
const FINE_PX = 1;

/**
 * A scanned plan to point at: dragged, zoomed by wheel or + and −, moved under its cross by the arrows (with Shift
 * finely); a click, or Enter for the cross, takes a pixel.
 *
 * @param marks points taken so far, by the number they bear
 */
export function ScanView(props: {
  picture: ImageBitmap;
  marks: readonly { readonly number: number; readonly at: Position; readonly isOpen: boolean }[];
  onTake: (pixel: Position) => void;
}) {
  const { picture, marks, onTake } = props;
  const { speak } = useLanguage();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [look, setLook] = useState<Look>();
  const [isHeld, setHeld] = useState(false);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly look: Look; moved: boolean }>(undefined);

  useEffect(() => {
    const board = canvas.current;
    if (!board) return;
    const { clientWidth: width, clientHeight: height } = board;
    setLook({
      at: [picture.width / 2, picture.height / 2],
      zoom: Math.min(width / picture.width, height / picture.height),
    });
  }, [picture]);

  useEffect(() => {
    const board = canvas.current;
    const pen = board?.getContext("2d");
    if (!board || !pen || !look) return;
    const { clientWidth: width, clientHeight: height } = board;
    board.width = width;
    board.height = height;
    const [left, top] = [width / 2 - look.at[0] * look.zoom, height / 2 - look.at[1] * look.zoom];
    pen.imageSmoothingEnabled = look.zoom < 3;
    pen.drawImage(picture, left, top, picture.width * look.zoom, picture.height * look.zoom);
    const style = getComputedStyle(board);
    for (const { number, at, isOpen } of marks) {
      const [x, y] = [left + at[0] * look.zoom, top + at[1] * look.zoom];
      pen.strokeStyle = isOpen ? style.getPropertyValue("--accent") : style.getPropertyValue("--action");
      for (const [ink, thick] of [
        [style.getPropertyValue("--surface"), 4],
        [pen.strokeStyle, 2],
      ] as const) {
        pen.strokeStyle = ink;
        pen.lineWidth = thick;
        pen.beginPath();
        for (const [dx, dy] of [
          [9, 0],
          [0, 9],
        ] as const) {
          pen.moveTo(x - dx, y - dy);
          pen.lineTo(x + dx, y + dy);
        }
        pen.stroke();
      }
      pen.font = `600 13px ${style.fontFamily}`;
      pen.lineWidth = 4;
      pen.strokeStyle = style.getPropertyValue("--surface");
      pen.strokeText(String(number), x + 8, y - 8);
      pen.fillStyle = style.color;
      pen.fillText(String(number), x + 8, y - 8);
    }
    if (!isHeld) return;
    pen.strokeStyle = style.color;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(width / 2 - 14, height / 2);
    pen.lineTo(width / 2 + 14, height / 2);
    pen.moveTo(width / 2, height / 2 - 14);
    pen.lineTo(width / 2, height / 2 + 14);
    pen.stroke();
  });

  /** The pixel of the picture under a place of the board. */
  const pixelAt = (now: Look, x: number, y: number): Position => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = canvas.current ?? {};
    return [now.at[0] + (x - width / 2) / now.zoom, now.at[1] + (y - height / 2) / now.zoom];
  };
  const zoomBy = (factor: number, x?: number, y?: number) =>
    setLook((now) => {
      if (!now) return now;
      const zoom = Math.max(0.01, Math.min(16, now.zoom * factor));
      if (x === undefined || y === undefined) return { ...now, zoom };
      const fixed = pixelAt(now, x, y);
      const moved = pixelAt({ ...now, zoom }, x, y);
      return { at: [now.at[0] + fixed[0] - moved[0], now.at[1] + fixed[1] - moved[1]], zoom };
    });
  const moveBy = (dx: number, dy: number) =>
    setLook((now) => now && { ...now, at: [now.at[0] + dx / now.zoom, now.at[1] + dy / now.zoom] });
  const take = (pixel: Position) => {
    const isIn = pixel[0] >= 0 && pixel[1] >= 0 && pixel[0] <= picture.width && pixel[1] <= picture.height;
    if (isIn) onTake([Math.round(pixel[0] * 10) / 10, Math.round(pixel[1] * 10) / 10]);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const held = drag.current;
    if (event.type === "pointerdown" && look) {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, y: event.clientY, look, moved: false };
    } else if (event.type === "pointermove" && held) {
      const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
      held.moved ||= Math.hypot(dx, dy) > 4;
      if (held.moved) {
        const { at, zoom } = held.look;
        setLook({ zoom, at: [at[0] - dx / zoom, at[1] - dy / zoom] });
      }
    } else if (event.type === "pointerup" && held) {
      drag.current = undefined;
      if (held.moved || !look) return;
      const { left, top } = event.currentTarget.getBoundingClientRect();
      take(pixelAt(look, event.clientX - left, event.clientY - top));
    }
  };
  return (
    <div
      className="scan-view"
      role="application"
      aria-label={speak("scan.view")}
      aria-description={speak("scan.view.keys")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its cross is moved by the arrows
      tabIndex={0}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onPointerUp={onPointer}
      onWheel={(event) => {
        const { left, top } = event.currentTarget.getBoundingClientRect();
        zoomBy(event.deltaY < 0 ? 1.25 : 0.8, event.clientX - left, event.clientY - top);
      }}
      onKeyDown={(event) => {
        const step = event.shiftKey ? FINE_PX : STEP_PX;
        if (event.key === "ArrowLeft") moveBy(-step, 0);
        else if (event.key === "ArrowRight") moveBy(step, 0);
        else if (event.key === "ArrowUp") moveBy(0, -step);
        else if (event.key === "ArrowDown") moveBy(0, step);
        else if (event.key === "+" || event.key === "=") zoomBy(1.5);
        else if (event.key === "-") zoomBy(1 / 1.5);
        else if (event.key === "Enter" && look) take(look.at);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <canvas ref={canvas} />
    </div>
  );
}
