import { Zip, ZipDeflate } from "fflate";
import { ByteSink } from "#core/formats/write/byte-sink";
import type { OpenPart } from "#core/formats/write/writer";

/** The files of a format packed into one ZIP, as they are written. */
export class ZipParts {
  readonly #zip: Zip;
  readonly #prefix: string;
  readonly #time: Date;

  /**
   * @param sink where the ZIP goes
   * @param prefix what stands before bare endings, such as `bornes` before `.shp`; other endings are whole names
   * @param time what the members say they were made at
   */
  constructor(sink: ByteSink, prefix: string, time: string) {
    this.#prefix = prefix;
    this.#time = new Date(time);
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error;
      sink.bytes(bytes);
    });
  }

  readonly open: OpenPart = (ending) => {
    const name = ending.startsWith(".") ? `${this.#prefix}${ending}` : ending;
    const member = new ZipDeflate(name, { level: 6 });
    member.mtime = this.#time;
    this.#zip.add(member);
    const sink = new ByteSink((bytes) => member.push(bytes.slice()));
    const end = sink.end.bind(sink);
    sink.end = () => {
      end();
      member.push(new Uint8Array(0), true);
    };
    return sink;
  };

  /** Writes the list of members. */
  end(): void {
    this.#zip.end();
  }
}
