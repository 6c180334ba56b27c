/** A place and tags of an OSM village drawn by hand: degrees from metres around a centre. */
export class Osm {
  readonly #lines: string[] = [];
  #id = 0;
  readonly #lon: number;
  readonly #lat: number;

  constructor(lon: number, lat: number) {
    this.#lon = lon;
    this.#lat = lat;
  }

  node(x: number, y: number, tags = "", id = ++this.#id): number {
    const lat = this.#lat + y / 110_600;
    const east = this.#lon + x / (111_320 * Math.cos((this.#lat * Math.PI) / 180));
    const lon = east > 180 ? east - 360 : east;
    this.#lines.push(`<node id="${id}" lat="${lat.toFixed(7)}" lon="${lon.toFixed(7)}">${tags}</node>`);
    return id;
  }

  way(nodes: readonly number[], tags: string, id = ++this.#id): number {
    this.#lines.push(`<way id="${id}">${nodes.map((ref) => `<nd ref="${ref}"/>`).join("")}${tags}</way>`);
    return id;
  }

  line(points: readonly (readonly [number, number])[], tags: string): number {
    return this.way(
      points.map(([x, y]) => this.node(x, y)),
      tags,
    );
  }

  area(points: readonly (readonly [number, number])[], tags: string): number {
    const nodes = points.map(([x, y]) => this.node(x, y));
    return this.way([...nodes, nodes[0] as number], tags);
  }

  house(x: number, y: number, width = 10, depth = 8): number {
    return this.area(
      [
        [x, y],
        [x + width, y],
        [x + width, y + depth],
        [x, y + depth],
      ],
      tag("building", "yes"),
    );
  }

  relation(members: readonly number[], tags: string): void {
    const inside = members.map((ref) => `<member type="way" ref="${ref}" role="outer"/>`).join("");
    this.#lines.push(`<relation id="${++this.#id}">${inside}${tags}</relation>`);
  }

  raw(text: string): void {
    this.#lines.push(text);
  }

  /** Rows of houses 30 m apart, and a street through. */
  hamlet(rows = 4, columns = 5): this {
    for (let i = 0; i < columns; i++) for (let j = 0; j < rows; j++) this.house(i * 30, j * 30);
    this.line(
      [
        [-60, 20],
        [columns * 30 + 60, 20],
      ],
      tag("highway", "residential"),
    );
    return this;
  }

  text(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${this.#lines.join("\n")}\n</osm>\n`;
  }
}

/** One tag as XML; the words must need no escaping. */
export function tag(key: string, value: string): string {
  return `<tag k="${key}" v="${value}"/>`;
}

const MULTIPOLYGON = tag("type", "multipolygon") + tag("building", "yes");

/** Villages as OpenStreetMap may really give them, each odd in one way. */
export const oddVillages: Readonly<Record<string, () => string>> = {
  "at the edge of two zones (Gao, 0°)": () => new Osm(0, 16.27).hamlet().text(),
  "across two zones": () => {
    const osm = new Osm(0, 16.27);
    for (let i = -5; i < 5; i++) osm.house(i * 25, 0);
    osm.line(
      [
        [-200, 15],
        [200, 15],
      ],
      tag("highway", "residential"),
    );
    return osm.text();
  },
  "at a zone's west edge (6° W)": () => new Osm(-6, 14).hamlet().text(),
  "in the southern hemisphere": () => new Osm(28.3, -15.4).hamlet().text(),
  "on the equator": () => new Osm(9.4, 0).hamlet().text(),
  "at longitude 180": () => new Osm(179.9995, 16).hamlet(2, 2).text(),
  "across longitude 180": () => {
    const osm = new Osm(179.999, -16.5).hamlet(3, 3);
    osm.raw(`<node id="9001" lat="-16.5" lon="-179.999">${tag("amenity", "school")}</node>`);
    return osm.text();
  },
  "far north": () => new Osm(25, 83.5).hamlet(2, 3).text(),
  "one house": () => {
    const osm = new Osm(-7.5, 13);
    osm.house(0, 0);
    return osm.text();
  },
  "no house": () => {
    const osm = new Osm(-7.5, 13);
    osm.line(
      [
        [0, 0],
        [300, 0],
      ],
      tag("highway", "track"),
    );
    return osm.text();
  },
  "no street": () => {
    const osm = new Osm(-7.5, 13);
    for (let i = 0; i < 12; i++) osm.house((i % 4) * 30, Math.floor(i / 4) * 30);
    return osm.text();
  },
  "only nodes": () => {
    const osm = new Osm(-7.5, 13);
    for (let i = 0; i < 5; i++) osm.node(i * 10, 0, tag("amenity", "school"));
    return osm.text();
  },
  "only relations": () =>
    `<osm version="0.6"><relation id="1"><member type="way" ref="7" role="outer"/>${MULTIPOLYGON}</relation></osm>`,
  "houses as relations": () => {
    const osm = new Osm(-7.5, 13);
    for (let i = 0; i < 8; i++) {
      const way = osm.area(
        [
          [i * 30, 0],
          [i * 30 + 9, 0],
          [i * 30 + 9, 9],
          [i * 30, 9],
        ],
        "",
      );
      osm.relation([way], MULTIPOLYGON);
    }
    return osm.text();
  },
  "ids given twice": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    osm.node(500, 500, "", 1);
    osm.node(20, 20, tag("amenity", "school"), 1);
    osm.way([1, 2, 3, 1], tag("building", "yes"), 5);
    return osm.text();
  },
  "a house 3 km long": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    osm.house(200, 0, 3000, 12);
    return osm.text();
  },
  "houses over each other": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    for (let i = 0; i < 6; i++) osm.house(i * 4, i * 4, 12, 12);
    osm.house(0, 0);
    osm.house(0, 0);
    return osm.text();
  },
  "a house that crosses itself": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    osm.area(
      [
        [0, -40],
        [20, -20],
        [20, -40],
        [0, -20],
      ],
      tag("building", "yes"),
    );
    return osm.text();
  },
  "a house without area": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    osm.area(
      [
        [0, -40],
        [20, -40],
        [10, -40],
      ],
      tag("building", "yes"),
    );
    osm.area(
      [
        [0, -60],
        [0, -60],
        [0, -60],
      ],
      tag("building", "yes"),
    );
    return osm.text();
  },
  "streets that stand on one point": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    osm.line(
      [
        [0, -40],
        [0, -40],
      ],
      tag("highway", "residential"),
    );
    osm.line([[0, -40]], tag("highway", "residential"));
    osm.way([], tag("highway", "residential"));
    return osm.text();
  },
  "streets of absurd width": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    for (const width of ["1e9", "-5", "0", "NaN", "9999999", "3;4", "12 m"]) {
      osm.line(
        [
          [-60, 50],
          [200, 50],
        ],
        tag("highway", "residential") + tag("width", width),
      );
    }
    return osm.text();
  },
  "two hamlets 5 km apart": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    for (let i = 0; i < 8; i++) osm.house(5000 + i * 30, 4000);
    return osm.text();
  },
  "two hamlets 900 km apart": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    osm.raw(`<node id="9001" lat="16" lon="0.5">${tag("amenity", "school")}</node>`);
    return osm.text();
  },
  "the whole world": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    for (const [i, lon] of [-179, -90, 90, 179].entries()) {
      osm.raw(`<node id="${9000 + i}" lat="0" lon="${lon}">${tag("place", "village")}</node>`);
    }
    return osm.text();
  },
  "coordinates off the globe": () => `<osm version="0.6"><node id="1" lat="95" lon="0"/></osm>`,
  "a river through every house": () => {
    const osm = new Osm(-7.5, 13).hamlet();
    osm.line(
      [
        [-100, 5],
        [300, 5],
      ],
      tag("waterway", "river"),
    );
    osm.area(
      [
        [-100, -20],
        [300, -20],
        [300, 60],
        [-100, 60],
      ],
      tag("natural", "water"),
    );
    return osm.text();
  },
};
