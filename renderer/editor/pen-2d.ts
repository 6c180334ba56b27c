/** What a picture is drawn with: of a canvas in the window, or of one in a worker. */
export type Pen2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
