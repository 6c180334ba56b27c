import { FileText, FileType, ImageIcon } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { isPicture } from "#core/formats/media-type";
import type { Feature } from "#core/model/feature";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** A document's small picture, made once it comes into view; a sign for what is none. */
export function Thumbnail({ document }: { document: Feature }) {
  const { documents } = useBench();
  const place = useRef<HTMLSpanElement>(null);
  const [picture, setPicture] = useState<ImageBitmap>();
  const sha256 = String(document.fields["sha256"] ?? "");
  const mediaType = String(document.fields["mediaType"] ?? "");
  const shows = isPicture(mediaType);
  useEffect(() => {
    if (!place.current || !shows) return;
    let here = true;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      void documents.thumbnails
        .get(sha256, mediaType, () => here)
        .then((made) => {
          if (here) setPicture(made);
        });
    });
    seen.observe(place.current);
    return () => {
      here = false;
      seen.disconnect();
    };
  }, [documents, sha256, mediaType, shows]);
  const Sign = mediaType === "application/pdf" ? FileType : shows ? ImageIcon : FileText;
  return (
    <span className="thumbnail" ref={place}>
      {picture ? <Drawn picture={picture} /> : <Sign aria-hidden="true" />}
    </span>
  );
}

function Drawn({ picture }: { picture: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext("2d")?.drawImage(picture, 0, 0);
  }, [picture]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} />;
}
