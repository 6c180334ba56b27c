import { Dialog } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, Download, MapPin, Navigation2, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { isPicture } from "#core/formats/media-type";
import type { Feature } from "#core/model/feature";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { decodePicture, PictureTooLarge } from "#ui/documents/decode-picture";
import type { ShownDocuments } from "#ui/documents/document-desk";
import { documentFacts, documentName, objectName, objectsOf } from "#ui/documents/document-words";
import { handOverDocument } from "#ui/documents/hand-over-document";
import { type PhotoHand, PhotoPane } from "#ui/documents/photo-pane.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";
import "./documents.css";

/** Longest side a photo is decoded to, dots: sharp at three times the screen, and 64 MB at most. */
const MOST_PX = 4096;
/** How far a key moves a photo that is zoomed in, CSS pixels. */
const STEP_PX = 80;

/** Documents one after the other: pictures shown, others handed over; with what is known of each. */
export function DocumentViewer({ shown }: { shown: ShownDocuments }) {
  const bench = useBench();
  const { speak } = useLanguage();
  useSnapshot();
  const hand = useRef<PhotoHand>(undefined);
  const popup = useRef<HTMLDivElement>(null);
  const there = shown.ids.flatMap((id) => bench.session.project.get(id) ?? []);
  const at = Math.min(shown.at, there.length - 1);
  const document = there[at];
  const close = () => bench.documents.shown.set(undefined);
  useEffect(() => {
    if (!document) bench.documents.shown.set(undefined);
  }, [bench, document]);
  if (!document) return null;

  const step = (by: number): void => {
    const next = at + by;
    if (next >= 0 && next < there.length) bench.documents.shown.set({ ids: there.map(({ id }) => id), at: next });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keyAct(event.key, hand.current, step);
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const showOnMap = () => {
    close();
    bench.show(document.geometry ? [document.id] : objectsOf(bench.session.project, document).map(({ id }) => id));
  };
  const hasPlace = document.geometry !== null || objectsOf(bench.session.project, document).length > 0;
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup ref={popup} initialFocus={popup} className="modal viewer" onKeyDown={onKeyDown}>
          <Dialog.Title>
            {documentName(document)}
            <span className="quiet small" role="status">
              {speak("documents.place-in-list", { n: at + 1, count: there.length })}
            </span>
          </Dialog.Title>
          <div className="viewer-stage">
            <Shown key={document.id} document={document} hand={hand} />
            {there.length > 1 ? (
              <>
                <div className="viewer-step before">
                  <IconButton
                    icon={ChevronLeft}
                    name={speak("documents.previous")}
                    side="right"
                    why={at === 0 ? speak("documents.first") : undefined}
                    onClick={() => step(-1)}
                  />
                </div>
                <div className="viewer-step after">
                  <IconButton
                    icon={ChevronRight}
                    name={speak("documents.next")}
                    side="left"
                    why={at === there.length - 1 ? speak("documents.last") : undefined}
                    onClick={() => step(1)}
                  />
                </div>
              </>
            ) : null}
          </div>
          <div className="viewer-foot">
            <Caption document={document} />
            <div className="row wrap">
              <Button icon={MapPin} why={hasPlace ? undefined : speak("documents.no-place")} onClick={showOnMap}>
                {speak("documents.on-map")}
              </Button>
              <Button icon={Download} onClick={() => void handOverDocument(bench, document)}>
                {speak("documents.save")}
              </Button>
            </div>
          </div>
          <Dialog.Close className="icon-button modal-close" aria-label={speak("ui.close")}>
            <X aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Arrows go through the list, and move a photo that is zoomed in; Page keys always go through the list. */
function keyAct(key: string, photo: PhotoHand | undefined, step: (by: number) => void): (() => void) | undefined {
  const pans: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [STEP_PX, 0],
    ArrowRight: [-STEP_PX, 0],
    ArrowUp: [0, STEP_PX],
    ArrowDown: [0, -STEP_PX],
  };
  const pan = pans[key];
  if (pan && photo?.isZoomed) return () => photo.panBy(...pan);
  if (key === "ArrowLeft" || key === "PageUp") return () => step(-1);
  if (key === "ArrowRight" || key === "PageDown") return () => step(1);
  if (!photo) return undefined;
  if (key === "+" || key === "=") return () => photo.zoomBy(1.5);
  if (key === "-") return () => photo.zoomBy(1 / 1.5);
  return key === "0" ? () => photo.fit() : undefined;
}

/** A picture, or why there is none to see. */
function Shown({ document, hand }: { document: Feature; hand: { current: PhotoHand | undefined } }) {
  const { documents } = useBench();
  const { speak } = useLanguage();
  const [picture, setPicture] = useState<ImageBitmap>();
  const [failure, setFailure] = useState<string>();
  const { sha256, mediaType } = document.fields;
  const shows = isPicture(String(mediaType));
  useEffect(() => {
    if (!shows) return;
    let here = true;
    let made: ImageBitmap | undefined;
    documents.attachments
      .read(String(sha256))
      .then((bytes) => (here ? decodePicture(bytes, String(mediaType), MOST_PX) : undefined))
      .then((decoded) => {
        made = decoded;
        if (here) setPicture(decoded);
        else decoded?.close();
      })
      .catch((error: unknown) => {
        if (here) setFailure(why(error));
      });
    const why = (error: unknown): string => {
      if (error instanceof PictureTooLarge) return speak("documents.too-many-dots");
      return error instanceof DOMException ? speak("documents.undecodable") : failureSentence(speak, error);
    };
    return () => {
      here = false;
      made?.close();
    };
  }, [documents, sha256, mediaType, shows, speak]);
  if (!shows) return <p className="viewer-words">{speak("documents.not-shown")}</p>;
  if (failure)
    return (
      <p className="viewer-words" role="alert">
        {failure}
      </p>
    );
  if (!picture) return <p className="viewer-words quiet">{speak("documents.loading")}</p>;
  return <PhotoPane picture={picture} name={documentName(document)} hand={hand} />;
}

/** What is known of a document: its facts, where the camera looked, what it is attached to. */
function Caption({ document }: { document: Feature }) {
  const { session } = useBench();
  const language = useLanguage();
  const { speak, numbers } = language;
  const { bearingDeg, takenAt, note } = document.fields;
  const objects = objectsOf(session.project, document);
  return (
    <div className="small viewer-caption">
      <p>
        {documentFacts(document, language)}
        {typeof takenAt === "string" ? ` · ${numbers.hour(takenAt.replace(" ", "T"))}` : null}
        {typeof bearingDeg === "number" ? (
          <span className="viewer-bearing">
            {" · "}
            <Navigation2 aria-hidden="true" style={{ rotate: `${bearingDeg}deg` }} />
            {speak("documents.bearing", { degrees: Math.round(bearingDeg) })}
          </span>
        ) : null}
      </p>
      {note === undefined ? null : <p>{note}</p>}
      {objects.length > 0 ? (
        <p className="quiet">{objects.map((one) => objectName(one, language)).join(", ")}</p>
      ) : null}
    </div>
  );
}
