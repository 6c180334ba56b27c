/** Text as XML takes it, between tags or in quotes; what XML 1.0 cannot say at all gives way to U+FFFD. */
export function xmlText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSAYABLE, "\ufffd").replace(SIGNS, (sign) => `&${ENTITIES[sign]};`);
}

/** A name XML takes for an element. */
export function xmlName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N}_.-]+/gu, "_");
  return /^[\p{L}_]/u.test(plain) && !/^xml/i.test(plain) ? plain : `_${plain}`;
}

const PLAIN = /^[\x20-\x21\x23-\x25\x27-\x3b=\x3f-\x7e\xa0-\u{d7ff}]*$/u;
const SIGNS = /[&<>"\t\n\r]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "\t": "#9",
  "\n": "#10",
  "\r": "#13",
};
/** Control signs, halves of letters, and the two that are no letters. */
const UNSAYABLE = /[^\t\n\r\x20-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
