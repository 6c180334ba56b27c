import type { PDFDocumentProxy } from "pdfjs-dist";
import { MOST_PIXELS } from "#core/formats/image-size";

/** A document open to be looked at: its pages as pictures. A photo has one. */
export interface OpenPages {
  readonly pages: number;
  /**
   * A page as a picture, on white.
   *
   * @param number from 1
   * @param mostPx longest side, dots
   */
  page(number: number, mostPx: number): Promise<ImageBitmap>;
  close(): void;
}

/** A PDF that asks for a password. */
export class PdfLocked extends Error {}
/** Bytes that are no PDF that can be read. */
export class PdfUnreadable extends Error {}

/**
 * Opens a PDF with PDF.js, in its own worker. Only pictures of its pages come out: no script of it runs, no link is
 * followed, no form is filled, and nothing is fetched but our own fonts and decoders.
 *
 * @param bytes handed over to the worker: not to be used afterwards
 * @throws PdfLocked, PdfUnreadable
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPages> {
  const { getDocument, GlobalWorkerOptions } = await import("pdfjs-dist");
  const parts = new URL("pdf/", document.baseURI).href;
  GlobalWorkerOptions.workerSrc = `${parts}pdf.worker.min.mjs`;
  const opening = getDocument({
    data: bytes,
    wasmUrl: parts,
    standardFontDataUrl: parts,
    iccUrl: parts,
    maxImageSize: MOST_PIXELS,
    enableXfa: false,
    verbosity: 0,
  });
  try {
    const opened = await opening.promise;
    return {
      pages: opened.numPages,
      page: (number, mostPx) => pictureOf(opened, number, mostPx),
      close: () => void opening.destroy(),
    };
  } catch (error) {
    void opening.destroy();
    throw (error as Error).name === "PasswordException" ? new PdfLocked() : new PdfUnreadable();
  }
}

async function pictureOf(pdf: PDFDocumentProxy, number: number, mostPx: number): Promise<ImageBitmap> {
  const page = await pdf.getPage(number);
  const plain = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: mostPx / Math.max(plain.width, plain.height) });
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(viewport.width));
  canvas.height = Math.max(1, Math.round(viewport.height));
  await page.render({ canvas, viewport }).promise;
  page.cleanup();
  return createImageBitmap(canvas);
}
