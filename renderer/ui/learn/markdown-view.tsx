import { Fragment, type ReactNode } from "react";
import { pictureOf } from "#ui/learn/guide-pages";
import { type Block, plain, type Section, type Span } from "#ui/learn/markdown";

/** A section of the guide as elements; the words of a question are marked. */
export function SectionView({ section, question }: { section: Section; question: string }) {
  const wanted = plain(question)
    .split(/\s+/)
    .filter((word) => word.length > 1);
  return section.blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page does not change while it is shown
    <BlockView key={index} block={block} wanted={wanted} />
  ));
}

function BlockView({ block, wanted }: { block: Block; wanted: readonly string[] }) {
  if (block.kind === "heading") {
    const words = <Spans spans={block.spans} wanted={wanted} />;
    return block.level <= 2 ? <h3>{words}</h3> : <h4>{words}</h4>;
  }
  if (block.kind === "paragraph") {
    return (
      <p>
        <Spans spans={block.spans} wanted={wanted} />
      </p>
    );
  }
  if (block.kind === "image") {
    const address = pictureOf(block.file);
    return address ? <img src={address} alt={block.alt} loading="lazy" /> : null;
  }
  const items = block.items.map((spans, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page does not change while it is shown
    <li key={index}>
      <Spans spans={spans} wanted={wanted} />
    </li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Spans({ spans, wanted }: { spans: readonly Span[]; wanted: readonly string[] }) {
  return spans.map((span, index) => {
    const words = marked(span.text, wanted);
    const dressed =
      span.kind === "strong" ? <strong>{words}</strong> : span.kind === "code" ? <kbd>{words}</kbd> : words;
    // biome-ignore lint/suspicious/noArrayIndexKey: a page does not change while it is shown
    return <Fragment key={index}>{dressed}</Fragment>;
  });
}

/** The text with what was searched for marked; accents and capitals do not matter. */
function marked(text: string, wanted: readonly string[]): ReactNode {
  // Letter for letter, so that places in the plain text are places in the text.
  const letters = [...text];
  const bare = letters.map((letter) => plain(letter).slice(0, 1) || letter).join("");
  for (const word of wanted) {
    const at = bare.indexOf(word);
    if (at < 0) continue;
    const end = at + word.length;
    return (
      <>
        {letters.slice(0, at).join("")}
        <mark>{letters.slice(at, end).join("")}</mark>
        {marked(letters.slice(end).join(""), wanted)}
      </>
    );
  }
  return text;
}
