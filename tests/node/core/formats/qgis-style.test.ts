import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { classOf, featureClasses } from "#core/features/classes";
import { qmlOf } from "#core/formats/qgis-style";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Elements of a QML, in order; throws where it is not well-formed. */
function elementsOf(qml: string): Element[] {
  const found: Element[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    found.push({ name, attributes: attributes as Record<string, string> });
  });
  parser.write(qml).close();
  return found;
}

describe("QGIS styles", () => {
  it.each(featureClasses.map(({ id }) => id))("%s is well-formed, with a symbol for every category", (id) => {
    for (const lang of ["fr", "en"] as const) {
      const elements = elementsOf(qmlOf(classOf(id), lang));
      const symbols = elements.filter(({ name }) => name === "symbol").map(({ attributes }) => attributes["name"]);
      const categories = elements
        .filter(({ name }) => name === "category")
        .map(({ attributes }) => attributes["symbol"]);
      expect(new Set(symbols).size).toBe(symbols.length);
      if (categories.length > 0) expect(categories).toEqual(symbols);
      else expect(symbols).toEqual(["0"]);
    }
  });

  it("says purposes of reserves in words, down to their scale", () => {
    const elements = elementsOf(qmlOf(classOf("reserve"), "fr"));
    const renderer = elements.find(({ name }) => name === "renderer-v2");
    expect(renderer?.attributes).toMatchObject({ type: "categorizedSymbol", attr: "usage" });
    const school = elements.find(({ name, attributes }) => name === "category" && attributes["value"] === "ecole");
    expect(school?.attributes["label"]).toBe("École");
    const text = elements.find(({ name }) => name === "text-style");
    expect(text?.attributes["fieldName"]).toContain(`WHEN 'sante' THEN 'Centre de santé'`);
    expect(elements.find(({ name }) => name === "rendering")?.attributes["scaleMax"]).toBe("8000");
  });

  it("draws the perimeter as a dashed line without fill", () => {
    const qml = qmlOf(classOf("perimeter"), "fr");
    expect(qml).toContain('name="customdash" value="4;1.2;0.8;1.2"');
    expect(qml).not.toContain("SimpleFill");
  });
});
