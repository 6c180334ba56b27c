import { Dialog } from "@base-ui/react/dialog";
import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp, Download, MapPin, Navigation2, X } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import type { Speak } from "#core/messages/catalogue";
import type { Feature } from "#core/model/feature";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { decodePicture, PictureTooLarge } from "#ui/documents/decode-picture";
import type { ShownDocuments } from "#ui/documents/document-desk";
import { documentFacts, documentName, objectName, objectsOf } from "#ui/documents/document-words";
import { handOverDocument } from "#ui/documents/hand-over-document";
import { isShown, PDF } from "#ui/documents/is-shown";
import { type OpenPages, openPdf, PdfLocked, PdfUnreadable } from "#ui/documents/open-pdf";
import { type PhotoHand, PhotoPane } from "#ui/documents/photo-pane.tsx";
import { failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { HelpOverDialog } from "#ui/learn/help-over-dialog.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";
import "./documents.css";

/** Longest side a picture or page is made at, dots: sharp at three times the screen, and 50 MB at most. */
const MOST_PX = 3600;
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
    // The help stands over it and has keys of its own.
    if (event.target instanceof Node && !popup.current?.contains(event.target)) return;
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
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          className="modal viewer"
          onKeyDown={onKeyDown}
          data-help="documents"
        >
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
          <HelpOverDialog />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Arrows go through the list and the pages, and move what is zoomed in; Page keys turn pages, or go through the list. */
function keyAct(key: string, photo: PhotoHand | undefined, step: (by: number) => void): (() => void) | undefined {
  const pans: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [STEP_PX, 0],
    ArrowRight: [-STEP_PX, 0],
    ArrowUp: [0, STEP_PX],
    ArrowDown: [0, -STEP_PX],
  };
  const pan = pans[key];
  if (pan && photo?.isZoomed) return () => photo.panBy(...pan);
  if (key === "ArrowLeft") return () => step(-1);
  if (key === "ArrowRight") return () => step(1);
  const turn = photo?.turn;
  if (key === "PageUp" || (key === "ArrowUp" && turn)) return () => (turn ?? step)(-1);
  if (key === "PageDown" || (key === "ArrowDown" && turn)) return () => (turn ?? step)(1);
  if (!photo) return undefined;
  if (key === "+" || key === "=") return () => photo.zoomBy(1.5);
  if (key === "-") return () => photo.zoomBy(1 / 1.5);
  return key === "0" ? () => photo.fit() : undefined;
}

/** A picture, the pages of a PDF, or why there is nothing to see. */
function Shown({ document, hand }: { document: Feature; hand: { current: PhotoHand | undefined } }) {
  const { documents } = useBench();
  const { speak } = useLanguage();
  const { sha256, mediaType } = document.fields;
  const type = String(mediaType);
  const [pages, setPages] = useState<OpenPages>();
  const [page, setPage] = useState(1);
  const [picture, setPicture] = useState<ImageBitmap>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    if (!isShown(type)) return;
    let here = true;
    let made: OpenPages | undefined;
    documents.attachments
      .read(String(sha256))
      .then((bytes) => (here ? pagesOf(bytes, type) : undefined))
      .then((opened) => {
        made = opened;
        if (here) setPages(opened);
        else opened?.close();
      })
      .catch((error: unknown) => here && setFailure(error));
    return () => {
      here = false;
      made?.close();
    };
  }, [documents, sha256, type]);
  useEffect(() => {
    if (!pages) return;
    let here = true;
    let made: ImageBitmap | undefined;
    pages
      .page(page, MOST_PX)
      .then((decoded) => {
        made = decoded;
        if (here) setPicture(decoded);
        else decoded.close();
      })
      .catch((error: unknown) => here && setFailure(error));
    return () => {
      here = false;
      setPicture(undefined);
      made?.close();
    };
  }, [pages, page]);

  const count = pages?.pages ?? 1;
  const turn = useCallback((by: number) => setPage((now) => Math.min(count, Math.max(1, now + by))), [count]);

  if (!isShown(type)) return <p className="viewer-words">{speak("documents.not-shown")}</p>;
  if (failure !== undefined) {
    return (
      <p className="viewer-words" role="alert">
        {whyNotShown(failure, speak)}
      </p>
    );
  }
  return (
    <>
      {picture ? (
        <PhotoPane picture={picture} name={documentName(document)} hand={hand} {...(count > 1 ? { turn } : {})} />
      ) : (
        <p className="viewer-words quiet">{speak("documents.loading")}</p>
      )}
      {count > 1 ? (
        <div className="viewer-pages">
          <IconButton
            icon={ChevronUp}
            name={speak("documents.page.previous")}
            why={page === 1 ? speak("documents.first") : undefined}
            onClick={() => turn(-1)}
          />
          <span className="small" role="status">
            {speak("documents.page", { n: page, pages: count })}
          </span>
          <IconButton
            icon={ChevronDown}
            name={speak("documents.page.next")}
            why={page === count ? speak("documents.last") : undefined}
            onClick={() => turn(1)}
          />
        </div>
      ) : null}
    </>
  );
}

/** A picture is a document of one page. */
async function pagesOf(bytes: Uint8Array, mediaType: string): Promise<OpenPages> {
  if (mediaType === PDF) return openPdf(bytes);
  return { pages: 1, page: (_number, mostPx) => decodePicture(bytes, mediaType, mostPx), close: () => undefined };
}

function whyNotShown(error: unknown, speak: Speak): string {
  if (error instanceof PictureTooLarge) return speak("documents.too-many-dots");
  if (error instanceof PdfLocked) return speak("documents.locked");
  if (error instanceof DOMException || error instanceof PdfUnreadable) return speak("documents.undecodable");
  return failureSentence(speak, error);
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
