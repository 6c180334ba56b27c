import { colourOf, type Tone } from "#core/features/palette";
import type { Lang } from "#core/messages/catalogue";
import { scaleOf } from "#editor/frame";
import { veiled } from "#editor/tone";

/** Longest bar of the scale, CSS pixels. */
const BAR_MAX_PX = 150;

let described = 0;

/** What stands on the map's edge: scale bar, scale, north, sources; and the live region that readers of screens hear. */
export class MapFurniture {
  readonly element = document.createElement("div");
  readonly #bar = document.createElement("div");
  readonly #ground = document.createElement("span");
  readonly #scale = document.createElement("span");
  readonly #sources = document.createElement("div");
  readonly #live = document.createElement("div");
  readonly #about = document.createElement("div");

  constructor() {
    Object.assign(this.element.style, { position: "absolute", inset: "0", pointerEvents: "none", zIndex: "1" });
    const corner = document.createElement("div");
    Object.assign(corner.style, {
      position: "absolute",
      left: "10px",
      bottom: "10px",
      display: "flex",
      alignItems: "end",
      gap: "10px",
      padding: "3px 8px 5px",
      borderRadius: "4px",
      font: '600 11.5px "Noto Sans", "Segoe UI", system-ui, sans-serif',
    });
    const words = document.createElement("div");
    Object.assign(words.style, { display: "flex", justifyContent: "space-between", gap: "14px" });
    words.append(this.#ground, this.#scale);
    this.#scale.style.fontWeight = "400";
    Object.assign(this.#bar.style, {
      height: "5px",
      borderStyle: "solid",
      borderWidth: "0 1.5px 1.5px",
      marginTop: "1px",
    });
    const length = document.createElement("div");
    length.append(words, this.#bar);
    corner.append(length, north());
    Object.assign(this.#sources.style, {
      position: "absolute",
      right: "6px",
      bottom: "6px",
      padding: "1px 6px",
      borderRadius: "3px",
      font: '11px "Noto Sans", "Segoe UI", system-ui, sans-serif',
    });
    this.#live.setAttribute("role", "status");
    this.#live.setAttribute("aria-live", "polite");
    this.#about.id = `map-description-${++described}`;
    for (const heard of [this.#live, this.#about]) {
      Object.assign(heard.style, {
        position: "absolute",
        width: "1px",
        height: "1px",
        overflow: "hidden",
        clipPath: "inset(50%)",
        whiteSpace: "nowrap",
      });
    }
    this.element.append(corner, this.#sources, this.#live, this.#about);
  }

  /** Colours of a tone. */
  dress(tone: Tone): void {
    const corner = this.element.firstElementChild as HTMLElement;
    for (const part of [corner, this.#sources]) {
      part.style.background = veiled("paper", 0.86, tone);
      part.style.color = colourOf("ink", tone);
    }
    this.#bar.style.borderColor = colourOf("ink", tone);
  }

  /** Writes the scale: a bar of a round length, and 1:n. */
  showScale(mmPerPx: number, lang: Lang): void {
    const { lengthM, widthPx } = scaleBar(mmPerPx);
    const number = new Intl.NumberFormat(lang);
    this.#bar.style.width = `${widthPx}px`;
    this.#ground.textContent = lengthM >= 1000 ? `${number.format(lengthM / 1000)} km` : `${number.format(lengthM)} m`;
    this.#scale.textContent = `1/${number.format(roundScale(scaleOf(mmPerPx)))}`;
  }

  showSources(sources: readonly string[]): void {
    this.#sources.textContent = sources.join(" · ");
    this.#sources.style.display = sources.length > 0 ? "block" : "none";
  }

  /** Shows that the keyboard is on the map. */
  ring(shown: boolean, tone: Tone): void {
    this.element.style.boxShadow = shown ? `inset 0 0 0 3px ${colourOf("indigo", tone)}` : "none";
  }

  /** Says to readers of screens how the map is used; gives the id of the element that holds the words. */
  describe(text: string): string {
    this.#about.textContent = text;
    return this.#about.id;
  }

  announce(text: string): void {
    this.#live.textContent = text;
  }
}

/** The arrow of grid north: the map is never turned. */
function north(): SVGElement {
  const made = (name: string, attributes: Readonly<Record<string, string>>): SVGElement => {
    const part = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    return part;
  };
  const arrow = made("svg", { width: "13", height: "26", viewBox: "0 0 13 26", "aria-hidden": "true" });
  const letter = made("text", { x: "6.5", y: "9", "text-anchor": "middle", "font-size": "10", fill: "currentColor" });
  letter.textContent = "N";
  arrow.append(letter, made("path", { d: "M6.5 11 11 24.5 6.5 21.5 2 24.5Z", fill: "currentColor" }));
  arrow.style.flex = "none";
  return arrow;
}

/** The longest bar of 1, 2 or 5 times a power of ten that fits. */
export function scaleBar(mmPerPx: number): { lengthM: number; widthPx: number } {
  const most = (BAR_MAX_PX * mmPerPx) / 1000;
  const power = 10 ** Math.floor(Math.log10(most));
  const lengthM = [5, 2, 1].map((times) => times * power).find((length) => length <= most) ?? power;
  return { lengthM, widthPx: Math.round((lengthM * 1000) / mmPerPx) };
}

/** A scale's denominator as one says it: two or three figures. */
export function roundScale(scale: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(scale)) - 2);
  return Math.round(scale / step) * step;
}
