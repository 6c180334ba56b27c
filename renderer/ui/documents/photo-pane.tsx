import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { type PointerEvent, useEffect, useRef } from "react";
import { IconButton } from "#ui/controls/button.tsx";
import { fittedView, type PhotoView, panned, zoomed } from "#ui/documents/photo-view";
import { useLanguage } from "#ui/language.tsx";

/** What keys and buttons ask of a photo. */
export interface PhotoHand {
  zoomBy(factor: number): void;
  panBy(dx: number, dy: number): void;
  fit(): void;
  /** Goes on by pages; none where there is one page. */
  turn?(pages: number): void;
  /** Whether more of the photo is there than is seen. */
  readonly isZoomed: boolean;
}

/** A picture that is zoomed and moved by wheel, drag, double click and buttons. */
export function PhotoPane(props: {
  picture: ImageBitmap;
  name: string;
  /** Filled in for keys to act on. */
  hand: { current: PhotoHand | undefined };
  /** Goes on by pages. */
  turn?: (pages: number) => void;
}) {
  const { picture, hand, turn } = props;
  const { speak } = useLanguage();
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<PhotoView>({ scale: 1, x: 0, y: 0 });

  useEffect(() => {
    const shown = canvas.current;
    const place = shown?.parentElement;
    if (!shown || !place) return;
    const sizes = () => ({ width: place.clientWidth, height: place.clientHeight, picture });
    const paint = (): void => {
      // Given back meanwhile: another page is on its way.
      if (picture.width === 0) return;
      const ratio = devicePixelRatio;
      const { width, height } = sizes();
      if (shown.width !== Math.round(width * ratio) || shown.height !== Math.round(height * ratio)) {
        shown.width = Math.round(width * ratio);
        shown.height = Math.round(height * ratio);
      }
      const context = shown.getContext("2d");
      if (!context) return;
      context.imageSmoothingQuality = "high";
      const { scale, x, y } = view.current;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, shown.width, shown.height);
      context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * x, ratio * y);
      context.drawImage(picture, 0, 0);
    };
    const look = (next: PhotoView): void => {
      view.current = next;
      paint();
    };
    const at = (event: MouseEvent): [number, number] => {
      const { left, top } = place.getBoundingClientRect();
      return [event.clientX - left, event.clientY - top];
    };
    hand.current = {
      zoomBy: (factor) => look(zoomed(view.current, factor, [sizes().width / 2, sizes().height / 2], sizes())),
      panBy: (dx, dy) => look(panned(view.current, dx, dy, sizes())),
      fit: () => look(fittedView(sizes())),
      ...(turn ? { turn } : {}),
      get isZoomed() {
        return view.current.scale > fittedView(sizes()).scale * 1.01;
      },
    };
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      look(zoomed(view.current, 1.0015 ** -event.deltaY, at(event), sizes()));
    };
    const onDouble = (event: MouseEvent): void => {
      if (hand.current?.isZoomed) hand.current.fit();
      else look(zoomed(view.current, 3, at(event), sizes()));
    };
    // A new size shows the whole again.
    const resized = new ResizeObserver(() => look(fittedView(sizes())));
    resized.observe(place);
    shown.addEventListener("wheel", onWheel, { passive: false });
    shown.addEventListener("dblclick", onDouble);
    return () => {
      hand.current = undefined;
      resized.disconnect();
      shown.removeEventListener("wheel", onWheel);
      shown.removeEventListener("dblclick", onDouble);
    };
  }, [picture, hand, turn]);

  const onDrag = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.buttons === 1) hand.current?.panBy(event.movementX, event.movementY);
  };
  return (
    <div className="photo-pane">
      <canvas
        ref={canvas}
        role="img"
        aria-label={props.name}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onDrag}
      />
      <div className="photo-tools float-bar">
        <IconButton
          icon={ZoomIn}
          name={speak("documents.zoom-in")}
          shortcut="+"
          side="left"
          onClick={() => hand.current?.zoomBy(1.5)}
        />
        <IconButton
          icon={ZoomOut}
          name={speak("documents.zoom-out")}
          shortcut="-"
          side="left"
          onClick={() => hand.current?.zoomBy(1 / 1.5)}
        />
        <IconButton
          icon={Maximize}
          name={speak("documents.zoom-fit")}
          shortcut="0"
          side="left"
          onClick={() => hand.current?.fit()}
        />
      </div>
    </div>
  );
}
