/** What a packed picture is, by its first bytes. */
export function pictureKind(bytes: Uint8Array): "png" | "jpeg" | "webp" | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  if (text.startsWith("\u0089PNG\r\n")) return "png";
  if (text.startsWith("\u00ff\u00d8\u00ff")) return "jpeg";
  return text.startsWith("RIFF") && text.endsWith("WEBP") ? "webp" : undefined;
}

/** Size of a packed picture, pixels, as its head says; `undefined` for WebP and for a head cut short. */
export function pictureSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = pictureKind(bytes);
  if (kind === "png" && bytes.length >= 24) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (kind !== "jpeg") return undefined;
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const mark = bytes[at + 1] as number;
    if (mark === 0xff) {
      at++;
      continue;
    }
    const isFrame = mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
